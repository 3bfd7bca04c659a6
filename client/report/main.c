/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl-report: data on standard input, made by recoupctl, become a report on standard output,
 * in the format that the one argument names. */

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "client/helper.h"
#include "client/output.h"
#include "client/report/page.h"
#include "recoup/error.h"
#include "words/words.h"

static const struct
{
  const char *name;
  GBytes *(*write) (const ReportStory *story, GError **error);
} formats[] = {
  { "html", report_write_html },
  { "svg", report_write_svg },
  { "png", report_write_png },
  { "pdf", report_write_pdf },
};

static GBytes *
make_report (RecoupCtl *ctl, const char *format, GError **error)
{
  g_autoptr (GVariant) feed = recoup_helper_read_feed (error);
  g_autoptr (ReportData) data =
      feed != NULL ? report_data_new (feed, recoup_ctl_get_zones (ctl), error) : NULL;

  if (data == NULL)
    return NULL;
  g_autoptr (ReportStory) story = report_story_new (data);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, format))
      return formats[i].write (story, error);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("Expected html, svg, png or pdf, got ‘%s’"), format);
  return NULL;
}

static gboolean
write_result (GBytes *result)
{
  gsize size = 0;
  const void *bytes = g_bytes_get_data (result, &size);

  return fwrite (bytes, 1, size, stdout) == size && fflush (stdout) == 0;
}

int
main (int argc, char *argv[])
{
  RecoupCtl ctl;
  g_autoptr (GError) error = NULL;

  recoup_output_open_streams ();
  (void) recoup_words_init (RECOUP_LOCALEDIR); /* an unknown locale leaves "C", which is fine */
  if (argc != 2)
    {
      g_printerr (_ ("recoupctl-report: Expected one format: recoupctl executes this program\n"));
      return RECOUP_EXIT_USAGE;
    }
  recoup_ctl_init (&ctl);
  g_autoptr (GBytes) result = make_report (&ctl, argv[1], &error);
  recoup_ctl_clear (&ctl);
  if (result == NULL)
    {
      g_printerr ("recoupctl: %s\n", error->message);
      return RECOUP_EXIT_FAILED;
    }
  return write_result (result) ? RECOUP_EXIT_OK : RECOUP_EXIT_FAILED;
}
