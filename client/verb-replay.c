/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl replay: the state from a journal file, computed here by the same core as the daemon's.
 * Nothing is asked of the daemon and nothing is kept: what a journal adds up to under another
 * policy, at another time or in another zone is a question without consequences. */

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "client/json.h"
#include "client/jsonl.h"
#include "client/policy-file.h"
#include "client/state-object.h"
#include "client/verbs.h"
#include "client/when.h"
#include "recoup/error.h"
#include "recoup/journal.h"
#include "recoup/ledger.h"
#include "recoup/wire.h"

#define MAX_POLICY_BYTES 65536

/* What a replay needs, in the order in which it is gathered. */
typedef struct
{
  RecoupZoneTable *zones; /* the ctl's */
  const RecoupZone *zone;
  RecoupPolicy policy;
  RecoupJournal *journal;
  GVariantBuilder errors; /* `aa{sv}` */
  guint n_errors;
  guint n_unknown;
} Replay;

static void
replay_init (Replay *replay, RecoupCtl *ctl)
{
  replay->zones = recoup_ctl_get_zones (ctl);
  replay->zone = NULL;
  recoup_policy_init (&replay->policy);
  replay->journal = recoup_journal_new ();
  g_variant_builder_init (&replay->errors, G_VARIANT_TYPE ("aa{sv}"));
  replay->n_errors = 0;
  replay->n_unknown = 0;
}

static void
replay_clear (Replay *replay)
{
  recoup_journal_free (replay->journal);
  g_variant_builder_clear (&replay->errors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replay, replay_clear)

/* The zone called @id, or that of this process. */
static gboolean
find_zone (Replay *replay, const char *id, GError **error)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = id != NULL ? id : g_time_zone_get_identifier (local);

  replay->zone = recoup_zone_table_lookup (replay->zones, name);
  if (replay->zone == NULL)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                 _ ("‘%s’ is no time zone of this machine; say one such as --zone=Europe/Berlin"),
                 name);
  return replay->zone != NULL;
}

static gboolean
read_policy (Replay *replay, const char *path, GError **error)
{
  if (path == NULL)
    return TRUE;

  g_autofree char *text = NULL;
  gsize len = 0;
  if (!g_file_get_contents (path, &text, &len, error))
    return FALSE;
  if (len > MAX_POLICY_BYTES)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                   _ ("%s: Settings have at most %d bytes"), path, MAX_POLICY_BYTES);
      return FALSE;
    }
  if (recoup_policy_file_parse (text, len, &replay->policy, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

static gboolean
on_line (const RecoupJsonlLine *line, gpointer user_data)
{
  Replay *replay = user_data;

  replay->n_unknown += line->unknown->len;
  if (line->entry != NULL)
    {
      (void) recoup_journal_insert (replay->journal, line->entry, line->text);
      return TRUE;
    }
  replay->n_errors++;
  g_variant_builder_open (&replay->errors, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&replay->errors, "{sv}", "line", g_variant_new_int64 (line->number));
  g_variant_builder_add (
      &replay->errors, "{sv}", "code",
      g_variant_new_string (recoup_fault_get_name ((RecoupFault) line->fault->code)));
  g_variant_builder_close (&replay->errors);
  return TRUE;
}

/* Reads the journal at @path, or standard input for "-". */
static gboolean
read_journal (Replay *replay, const char *path, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;

  if (g_str_equal (path, "-"))
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
      stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
    }
  return stream != NULL && recoup_jsonl_read (stream, replay->zones, on_line, replay, error);
}

/* The instants that `--at` names, or now. */
static gboolean
read_instants (const Replay *replay, const RecoupArgs *args, GArray *instants, GError **error)
{
  const RecoupWhen when = recoup_when_now (replay->zone, RECOUP_WHEN_NEAR);

  for (guint i = 0; i < args->options->len; i++)
    {
      const RecoupOptionValue *given = &g_array_index (args->options, RecoupOptionValue, i);
      RecoupInstant instant = RECOUP_INSTANT_NONE;
      if (!g_str_equal (given->option->name, "at"))
        continue;
      if (!recoup_when_parse (&when, given->value, &instant, error))
        return FALSE;
      g_array_append_val (instants, instant);
    }
  if (instants->len == 0)
    g_array_append_val (instants, when.base);
  return TRUE;
}

static void
print_states (RecoupCtl *ctl, Replay *replay, const GArray *instants)
{
  const RecoupEntrySource source = recoup_journal_get_source (replay->journal);
  g_autoptr (GVariant) errors = g_variant_ref_sink (g_variant_builder_end (&replay->errors));
  const RecoupJsonStyle style = { .zones = replay->zones,
                                  .zone = replay->zone,
                                  .pretty = ctl->json == RECOUP_JSON_PRETTY };
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &replay->policy, replay->zone, replay->zones);

  for (guint i = 0; i < instants->len; i++)
    {
      g_autoptr (RecoupState) state =
          recoup_ledger_compute (ledger, g_array_index (instants, RecoupInstant, i));
      g_autoptr (GVariant) wire = g_variant_ref_sink (recoup_wire_state (state));
      g_autoptr (GVariant) object =
          g_variant_ref_sink (recoup_state_object_new (wire, errors, NULL));
      g_autofree char *text = recoup_json_write (object, &style);
      recoup_ctl_print (ctl, "%s\n", text);
    }
}

static RecoupExit
run_replay (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GArray) instants = g_array_new (FALSE, FALSE, sizeof (RecoupInstant));
  g_autoptr (GError) error = NULL;
  g_auto (Replay) replay = { 0 };

  replay_init (&replay, ctl);
  if (!find_zone (&replay, recoup_args_get (args, "zone"), &error) ||
      !read_instants (&replay, args, instants, &error))
    return recoup_ctl_usage (ctl, "%s", error->message);
  if (!read_policy (&replay, recoup_args_get (args, "policy"), &error) ||
      !read_journal (&replay, recoup_args_word (args, 0), &error))
    return recoup_ctl_fail (ctl, error);
  if (replay.n_unknown > 0)
    g_printerr (g_dngettext (GETTEXT_PACKAGE, "recoupctl: %u unknown key was ignored\n",
                             "recoupctl: %u unknown keys were ignored\n", replay.n_unknown),
                replay.n_unknown);
  if (replay.n_errors > 0)
    g_printerr (g_dngettext (GETTEXT_PACKAGE, "recoupctl: %u line is no entry and was left out\n",
                             "recoupctl: %u lines are no entries and were left out\n",
                             replay.n_errors),
                replay.n_errors);
  print_states (ctl, &replay, instants);
  return RECOUP_EXIT_OK;
}

static const RecoupOption replay_options[] = {
  { "at", 0, "TIME", N_ ("The state at TIME; may stand several times. Now unless given") },
  { "policy", 0, "FILE", N_ ("Settings as a JSON object, those left out at their defaults") },
  { "zone", 0, "ZONE", N_ ("The zone you are in, for example Europe/Berlin") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_replay = {
  .name = "replay",
  .args = "FILE",
  .help = N_ ("Compute the state from a journal file, without the daemon"),
  .details =
      N_ ("FILE holds a journal in the interchange format, one JSON object a line, as ‘recoupctl\n"
          "export’ writes it; - is standard input. Prints the whole state as JSON, one object for\n"
          "each --at in its order. Lines that are no entries stand in its ‘errors’.\n"),
  .options = replay_options,
  .min_words = 1,
  .max_words = 1,
  .run = run_replay,
};
