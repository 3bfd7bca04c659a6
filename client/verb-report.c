/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl report: the last weeks as a page to look at, to print, to keep. What is in it comes
 * from the daemon; a helper program with the drawing libraries makes the file. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/helper.h"
#include "client/output.h"
#include "client/trend-days.h"
#include "client/verbs.h"
#include "recoup/names.h"

static const char *const formats[] = { "html", "svg", "png", "pdf", NULL };

/* The format that is asked for, or that the name of the file ends with. */
static RecoupExit
choose_format (RecoupCtl *ctl, const RecoupArgs *args, const char *path, const char **format_out)
{
  const char *wanted = recoup_args_get (args, "format");
  const char *dot = path != NULL ? strrchr (path, '.') : NULL;
  const char *name = wanted != NULL ? wanted : dot != NULL ? dot + 1 : "";

  for (guint i = 0; formats[i] != NULL; i++)
    if (g_ascii_strcasecmp (formats[i], name) == 0)
      {
        *format_out = formats[i];
        return RECOUP_EXIT_OK;
      }
  if (wanted != NULL)
    return recoup_ctl_usage (ctl, _ ("‘--format’ expects html, svg, png or pdf, got ‘%s’"), wanted);
  return recoup_ctl_usage (ctl,
                           _ ("The name of FILE must end with .html, .svg, .png or .pdf, or give "
                              "‘--format’"));
}

/* Every metric over @range, by its name. */
static GVariant *
fetch_series (RecoupCtl *ctl, const RecoupDayRange *range, GError **error)
{
  guint n = 0;
  const RecoupSeries *metrics = recoup_series_get (&n);
  g_autofree char *from = recoup_day_format (range->from);
  g_autofree char *to = recoup_day_format (range->until);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GVariant) reply =
          recoup_ctl_call (ctl, RECOUP_INTERFACE, "GetSeries",
                           g_variant_new ("(sss)", metrics[i].name, from, to), "(a(sddd))", error);
      if (reply == NULL)
        return NULL;
      g_autoptr (GVariant) values = g_variant_get_child_value (reply, 0);
      g_variant_dict_insert_value (&dict, metrics[i].name, values);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* Returns: (transfer full): all that a report is made of; see client/report/data.h */
static GVariant *
gather (RecoupCtl *ctl, guint weeks, GError **error)
{
  g_autoptr (GVariant) state = recoup_ctl_get_state (ctl, NULL, error);
  RecoupDayRange range = { 0, 0 };
  GVariantDict dict;

  if (state == NULL || !recoup_trend_get_days (state, weeks, &range, error))
    return NULL;
  g_autoptr (GVariant) series = fetch_series (ctl, &range, error);
  g_autoptr (GVariant) reply = series != NULL ? recoup_ctl_call (ctl, RECOUP_INTERFACE_SETTINGS,
                                                                 "Get", NULL, "(a{sv})", error)
                                              : NULL;
  if (reply == NULL)
    return NULL;
  g_autoptr (GVariant) settings = g_variant_get_child_value (reply, 0);
  g_autofree char *from = recoup_day_format (range.from);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "state", state);
  g_variant_dict_insert_value (&dict, "series", series);
  g_variant_dict_insert_value (&dict, "settings", settings);
  g_variant_dict_insert (&dict, "from", "s", from);
  g_variant_dict_insert (&dict, "days", "x", (gint64) range.until - range.from + 1);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static RecoupExit
run_report (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *path = recoup_args_get (args, "output");
  const char *command[] = { "recoupctl-report", NULL, NULL };
  guint weeks = 0;
  gsize len = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;

  if (path == NULL)
    return recoup_ctl_usage (ctl, _ ("Where to? Give ‘-o FILE’; ‘-o -’ is standard output"));
  RecoupExit status = choose_format (ctl, args, path, &command[1]);
  if (status == RECOUP_EXIT_OK)
    status = recoup_trend_read_weeks (ctl, args, &weeks);
  if (status != RECOUP_EXIT_OK)
    return status;
  g_autoptr (GVariant) feed = gather (ctl, weeks, &error);
  if (feed == NULL)
    return recoup_ctl_fail (ctl, error);
  status = recoup_helper_feed (ctl, command, feed, &file);
  if (status != RECOUP_EXIT_OK)
    return status;
  const char *bytes = g_bytes_get_data (file, &len);
  if (!recoup_output_write (path, bytes, len, &error))
    return recoup_ctl_fail (ctl, error);
  if (recoup_output_is_file (path))
    recoup_ctl_print (
        ctl,
        g_dngettext (GETTEXT_PACKAGE, "Wrote %u week to %s.\n", "Wrote %u weeks to %s.\n", weeks),
        weeks, path);
  return RECOUP_EXIT_OK;
}

static const RecoupOption options[] = {
  { "output", 'o', "FILE", N_ ("Write to this file, readable by you alone; - is standard output") },
  { "format", 0, "NAME", N_ ("html, svg, png or pdf; by default the ending of FILE tells") },
  { "weeks", 0, "N", N_ ("So many weeks up to today, 1 to 57; 4 by default") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_report = {
  .name = "report",
  .args = "-o FILE [--format html|svg|png|pdf] [--weeks N]",
  .help = N_ ("Write the last weeks as a page to look at or print"),
  .details =
      N_ ("Readiness with its range, sleep, protein, training, how it felt, the muscles, the\n"
          "plan, and what was not logged. HTML and SVG follow the colours of the reader, light\n"
          "or dark; PDF is A4. Nothing is loaded from elsewhere. The file holds health data.\n"),
  .options = options,
  .run = run_report,
};
