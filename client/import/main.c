/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl-import: reads one foreign file and writes what it found to standard output, for
 * recoupctl, which executes it. A parser of other programs' files has no business in the daemon,
 * and none in the process that holds the connection to it. */

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "client/ctl.h"
#include "client/import/importer.h"
#include "client/output.h"
#include "words/words.h"

#define READ_BYTES 16384

/* Reads no more than a log may have. (transfer full) (nullable) */
static GBytes *
read_stream (FILE *file)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[READ_BYTES];
  gsize n = 1;

  while (n > 0 && bytes->len <= RECOUP_CSV_MAX_BYTES)
    {
      n = fread (buffer, 1, READ_BYTES, file);
      g_byte_array_append (bytes, buffer, (guint) n);
    }
  return ferror (file) != 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Reads standard input or a file. */
static GBytes *
read_file (const char *path, GError **error)
{
  GBytes *content = NULL;

  if (g_str_equal (path, "-"))
    content = read_stream (stdin);
  else
    {
      FILE *file = fopen (path, "re");
      content = file == NULL ? NULL : read_stream (file);
      int saved = errno;
      if (file != NULL)
        (void) fclose (file); /* it was only read */
      errno = saved;
    }
  if (content == NULL)
    {
      int saved = errno;
      g_autofree char *shown = g_filename_display_name (path);
      g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (saved), _ ("‘%s’: %s"),
                   shown, g_strerror (saved));
    }
  return content;
}

/* Kilograms of one unit of weight, 0 for no word. */
static gboolean
read_unit (const char *word, double *factor_out)
{
  *factor_out = 0;
  if (word == NULL)
    return TRUE;
  if (g_str_equal (word, "kg"))
    *factor_out = 1;
  else if (g_str_equal (word, "lb") || g_str_equal (word, "lbs"))
    *factor_out = RECOUP_KG_PER_POUND;
  return *factor_out > 0;
}

typedef struct
{
  char *format; /* owned, likewise the others; NULL if not given */
  char *unit;
  char *zone;
  char *corrections;
} Arguments;

static gboolean
write_result (GVariant *result, GError **error)
{
  gsize size = g_variant_get_size (result);
  const void *data = g_variant_get_data (result);

  if ((size == 0 || fwrite (data, 1, size, stdout) == size) && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno),
               _ ("The result could not be written: %s"), g_strerror (errno));
  return FALSE;
}

static gboolean
run (const char *path, const Arguments *arguments, GError **error)
{
  RecoupCtl ctl;
  RecoupImporterOptions options = { .format = arguments->format,
                                    .zone = arguments->zone != NULL ? arguments->zone : "UTC",
                                    .corrections = arguments->corrections };

  if (!read_unit (arguments->unit, &options.weight_factor))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("‘--unit’ expects kg or lb, got ‘%s’"), arguments->unit);
      return FALSE;
    }
  g_autoptr (GBytes) bytes = read_file (path, error);
  if (bytes == NULL)
    return FALSE;
  recoup_ctl_init (&ctl);
  options.zones = recoup_ctl_get_zones (&ctl);
  g_autoptr (GVariant) result = recoup_importer_run (bytes, &options, error);
  recoup_ctl_clear (&ctl);
  return result != NULL && write_result (result, error);
}

int
main (int argc, char *argv[])
{
  Arguments arguments = { NULL, NULL, NULL, NULL };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &arguments.format, _ ("Format of the file"), "NAME" },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &arguments.unit, _ ("Unit of weights"), "kg|lb" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &arguments.zone, _ ("Zone of clock times"), "ZONE" },
    { "exercises", 0, 0, G_OPTION_ARG_FILENAME, &arguments.corrections, _ ("File of corrections"),
      "PATH" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE");
  g_autoptr (GError) error = NULL;
  int status = RECOUP_EXIT_OK;

  recoup_output_open_streams ();
  (void) recoup_words_init (RECOUP_LOCALEDIR); /* an unknown locale leaves "C", which is fine */
  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error))
    {
      if (argc == 2)
        (void) run (argv[1], &arguments, &error); /* it failed if there is an error */
      else
        g_set_error (&error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("Expected one file"));
    }
  if (error != NULL)
    {
      g_printerr ("recoupctl: %s\n", error->message);
      status = error->domain == G_OPTION_ERROR ? RECOUP_EXIT_USAGE : RECOUP_EXIT_FAILED;
    }
  g_free (arguments.format);
  g_free (arguments.unit);
  g_free (arguments.zone);
  g_free (arguments.corrections);
  return status;
}
