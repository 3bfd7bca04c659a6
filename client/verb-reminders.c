/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl reminders, done, snooze, skip: what is planned, shown and over, and the answers that
 * the buttons of a notification give too. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/compose.h"
#include "client/dict.h"
#include "client/log-words.h"
#include "client/print.h"
#include "client/reminder-text.h"
#include "client/verbs.h"
#include "client/when.h"
#include "recoup/names.h"
#include "recoup/reminder.h"
#include "words/format.h"
#include "words/key-words.h"

#define HISTORY_DAYS 7
#define MISSED_DAYS  1

/* "Lights out at 22:25. You owe ..." of a row of the bus. */
static char *
dup_text (GVariant *row)
{
  g_autoptr (GVariant) text = recoup_dict_dict (row, "text");
  const char *summary = recoup_dict_string (text, "summary");
  const char *body = recoup_dict_string (text, "body");

  if (summary == NULL)
    return g_strdup ("");
  if (body == NULL || body[0] == '\0')
    return g_strdup (summary);
  gboolean ends = g_str_has_suffix (summary, "?") || g_str_has_suffix (summary, ".");
  return g_strconcat (summary, ends ? " " : ". ", body, NULL);
}

/* When @row is due; the day for what stands for all of a kind on that day. */
static char *
dup_due (GVariant *row, RecoupInstant now, const RecoupZone *zone)
{
  const char *id = recoup_dict_string (row, "id");
  const char *day = recoup_dict_string (row, "day");

  if (id != NULL && day != NULL && g_str_has_suffix (id, "/all"))
    return recoup_format_iso_date (day);
  return recoup_render_moment (recoup_dict_integer (row, "due", 0), now, zone);
}

static void
print_rows (RecoupCtl *ctl, GVariant *rows, const RecoupZone *zone)
{
  static const char *const headings[] = { N_ ("WHEN"), N_ ("KIND"), N_ ("STATE"), N_ ("TEXT"),
                                          NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  RecoupInstant now = recoup_instant_floor (g_get_real_time ());

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      g_autofree char *due = dup_due (row, now, zone);
      g_autofree char *state = recoup_reminder_text_new_state (row, now, zone);
      g_autofree char *text = dup_text (row);
      const char *kind = recoup_dict_string (row, "kind");
      g_autofree char *name = recoup_words_key (RECOUP_KEY_REMINDER, kind != NULL ? kind : "?");
      const char *cells[] = { due, name, state, text };
      recoup_table_add (table, cells);
    }
  recoup_print_table (ctl, table, _ ("No reminders."));
}

/* A moment of @row, or a dash. */
static char *
dup_moment (GVariant *row, const char *key, RecoupInstant now, const RecoupZone *zone)
{
  gint64 instant = recoup_dict_integer (row, key, 0);

  return instant != 0 ? recoup_render_moment (instant, now, zone) : g_strdup ("–");
}

/* What became of @row; of one that is open, how it stands. */
static char *
dup_outcome (GVariant *row, RecoupInstant now, const RecoupZone *zone)
{
  const char *state = recoup_dict_string (row, "state");

  if (recoup_dict_integer (row, "resolved_at", 0) == 0)
    return recoup_reminder_text_new_state (row, now, zone);
  return recoup_words_key (RECOUP_KEY_STATE, state != NULL ? state : "?");
}

/* What was delivered, and what became of it. */
static void
print_history (RecoupCtl *ctl, GVariant *rows, const RecoupZone *zone)
{
  static const char *const headings[] = { N_ ("DUE"),     N_ ("KIND"),  N_ ("SHOWN"), N_ ("ENDED"),
                                          N_ ("OUTCOME"), N_ ("CAUSE"), NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  RecoupInstant now = recoup_instant_floor (g_get_real_time ());

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      const char *kind = recoup_dict_string (row, "kind");
      const char *cause = recoup_dict_string (row, "cause");
      g_autofree char *due = dup_due (row, now, zone);
      g_autofree char *shown = dup_moment (row, "shown_at", now, zone);
      g_autofree char *ended = dup_moment (row, "resolved_at", now, zone);
      g_autofree char *name = recoup_words_key (RECOUP_KEY_REMINDER, kind != NULL ? kind : "?");
      g_autofree char *outcome = dup_outcome (row, now, zone);
      gboolean is_over = recoup_dict_integer (row, "resolved_at", 0) != 0;
      g_autofree char *why =
          recoup_words_key (RECOUP_KEY_CAUSE, is_over && cause != NULL ? cause : "");
      const char *cells[] = { due, name, shown, ended, outcome, why };
      recoup_table_add (table, cells);
    }
  recoup_print_table (ctl, table, _ ("No reminder was delivered in the last seven days."));
}

/* Whether @row belongs into the list: of what is over only what nobody saw. */
static gboolean
is_listed (GVariant *row, gboolean history)
{
  const char *state = recoup_dict_string (row, "state");
  RecoupReminderState value = RECOUP_REMINDER_PLANNED;

  if (history)
    return recoup_dict_integer (row, "claimed_at", 0) != 0;
  if (state == NULL || !recoup_reminder_state_from_name (state, &value) ||
      !recoup_reminder_state_is_resolved (value))
    return TRUE;
  return value == RECOUP_REMINDER_EXPIRED;
}

/* Returns: (transfer full): the rows of @reply that are to be listed */
static GVariant *
choose_rows (GVariant *reply, gboolean history)
{
  g_autoptr (GVariant) all = g_variant_get_child_value (reply, 0);
  GVariantBuilder rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; i < g_variant_n_children (all); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (all, i);
      if (is_listed (row, history))
        g_variant_builder_add_value (&rows, row);
    }
  return g_variant_ref_sink (g_variant_builder_end (&rows));
}

static RecoupExit
run_reminders (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GError) error = NULL;
  const RecoupZone *zone = recoup_ctl_get_zone (ctl, &error);
  gboolean history = recoup_args_get (args, "history") != NULL;
  GVariantDict filter;

  if (zone == NULL)
    return recoup_ctl_fail (ctl, error);
  g_variant_dict_init (&filter, NULL);
  g_variant_dict_insert (
      &filter, "since", "x",
      recoup_instant_floor (g_get_real_time () -
                            (history ? HISTORY_DAYS : MISSED_DAYS) * RECOUP_USEC_PER_DAY));
  g_autoptr (GVariant) reply = recoup_ctl_call (
      ctl, RECOUP_INTERFACE_REMINDERS, "List",
      g_variant_new ("(@a{sv})", g_variant_dict_end (&filter)), "(aa{sv})", &error);
  if (reply == NULL)
    return recoup_ctl_fail (ctl, error);
  g_autoptr (GVariant) rows = choose_rows (reply, history);
  if (recoup_print_is_json (ctl))
    recoup_print_json (ctl, rows);
  else if (history)
    print_history (ctl, rows, zone);
  else
    print_rows (ctl, rows, zone);
  return RECOUP_EXIT_OK;
}

static const RecoupOption list_options[] = {
  { "history", 0, NULL, N_ ("What was delivered in the last seven days, and its outcome") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_reminders = {
  .name = "reminders",
  .args = "[--history]",
  .help = N_ ("Show the reminders: waiting, shown, planned, missed"),
  .details = N_ ("Of those that are over it shows what expired in the last day, and why.\n"),
  .options = list_options,
  .run = run_reminders,
};

/* Bedtime that is put off says what that costs. */
static void
print_cost (RecoupCtl *ctl, GVariant *row)
{
  g_autoptr (GVariant) text = recoup_dict_dict (row, "text");
  const char *body = recoup_dict_string (text, "body");

  if (body != NULL && g_strcmp0 (recoup_dict_string (row, "kind"), "bedtime") == 0 &&
      g_strcmp0 (recoup_dict_string (row, "state"), "snoozed") == 0)
    recoup_ctl_print (ctl, "%s\n", body);
}

/* Says how the reminder stands after an answer. */
static RecoupExit
report (RecoupCtl *ctl, GVariant *reply)
{
  g_autoptr (GVariant) row = g_variant_get_child_value (reply, 0);
  const char *undo = NULL;
  g_autoptr (GError) error = NULL;
  const RecoupZone *zone = recoup_ctl_get_zone (ctl, &error);

  g_variant_get_child (reply, 1, "&s", &undo);
  if (zone == NULL)
    return recoup_ctl_fail (ctl, error);
  if (recoup_print_is_json (ctl))
    {
      GVariantDict dict;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert_value (&dict, "reminder", row);
      g_variant_dict_insert (&dict, "undo", "s", undo);
      recoup_print_json (ctl, g_variant_dict_end (&dict));
      return RECOUP_EXIT_OK;
    }
  RecoupInstant now = recoup_instant_floor (g_get_real_time ());
  g_autofree char *due = dup_due (row, now, zone);
  g_autofree char *state = recoup_reminder_text_new_state (row, now, zone);
  const char *kind = recoup_dict_string (row, "kind");
  g_autofree char *name = recoup_words_key (RECOUP_KEY_REMINDER, kind != NULL ? kind : "?");
  recoup_ctl_print (ctl, _ ("%s of %s: %s.\n"), name, due, state);
  print_cost (ctl, row);
  recoup_print_undo (ctl, undo);
  return RECOUP_EXIT_OK;
}

/* The reminder that the first word names, as the bus calls it: an id, a kind or its word. */
static const char *
get_reminder (const RecoupArgs *args)
{
  const char *word = recoup_args_word (args, 0);
  const char *kind = recoup_words_find_key (RECOUP_KEY_REMINDER, word);

  return kind != NULL ? kind : word;
}

/* The form in which the fact of a reminder is logged: `done protein 30` is a meal. */
static const RecoupForm *
find_fact_form (const char *id)
{
  static const struct
  {
    const char *kind;
    const char *form;
  } facts[] = {
    { "protein", "meal" },       { "active-recovery", "recovery" },
    { "check-in", "checkin" },   { "mobility", "recovery" },
    { "foam-roll", "recovery" }, { "bedtime", "sleep" },
    { "deload", "plan" },        { "advice", "answer" },
  };
  g_auto (GStrv) parts = g_strsplit (id, "/", 2);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_strcmp0 (facts[i].kind, parts[0]) == 0)
      return recoup_form_find (facts[i].form);
  return NULL;
}

static RecoupExit
run_done (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *id = get_reminder (args);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) entry = NULL;

  if (args->words->len > 1)
    {
      const RecoupForm *form = find_fact_form (id);
      if (form == NULL)
        return recoup_ctl_usage (ctl, _ ("Nothing is logged with ‘%s’, got ‘%s’"), id,
                                 recoup_args_word (args, 1));
      entry = recoup_compose_entry (ctl, form, args->words, 1, &error);
      if (entry == NULL)
        return recoup_log_words_refuse (ctl, form, error);
    }
  else
    entry = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_REMINDERS, "Done",
                       g_variant_new ("(s@a{sv})", id, entry), "(a{sv}s)", &error);
  return reply != NULL ? report (ctl, reply) : recoup_ctl_fail (ctl, error);
}

const RecoupVerb recoup_verb_done = {
  .name = "done",
  .args = "REMINDER [VALUE...]",
  .help = N_ ("Say that a reminder was followed, and log what was done"),
  .details =
      N_ ("REMINDER is a kind, for its live or next one, or an id. Values are logged as with\n"
          "‘recoupctl log’: ‘done protein 30’, ‘done active-recovery walk 25’.\n"),
  .min_words = 1,
  .max_words = G_MAXUINT,
  .open_fields = TRUE,
  .run = run_done,
};

static RecoupExit
run_snooze (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *id = get_reminder (args);
  const char *text = recoup_args_word (args, 1);
  RecoupInstant until = 0; /* the usual time */
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    text = recoup_args_get (args, "until");
  RecoupWhen when = recoup_when_now (recoup_ctl_get_zone (ctl, &error), RECOUP_WHEN_NEXT);
  if (when.zone == NULL)
    return recoup_ctl_fail (ctl, error);
  if (text != NULL && !recoup_when_parse_until (&when, text, &until, &error))
    return recoup_ctl_refuse (ctl, error);
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_REMINDERS, "Snooze", g_variant_new ("(sx)", id, until),
                       "(a{sv}s)", &error);
  return reply != NULL ? report (ctl, reply) : recoup_ctl_fail (ctl, error);
}

static const RecoupOption snooze_options[] = {
  { "until", 0, "TIME", N_ ("Until then, in place of a second word") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_snooze = {
  .name = "snooze",
  .args = "REMINDER [DURATION|TIME]",
  .help = N_ ("Put a reminder off"),
  .details =
      N_ ("Without a time: for as long as the setting later_min says; bedtime 15 minutes.\n"),
  .options = snooze_options,
  .min_words = 1,
  .max_words = 2,
  .run = run_snooze,
};

/* The day of --date; a bare word needs the daemon's recovery day. */
static char *
read_date (RecoupCtl *ctl, const char *text, GError **error)
{
  RecoupDay today = 0;
  RecoupDay day = 0;
  g_autoptr (GVariant) state = recoup_ctl_get_state (ctl, NULL, error);

  if (state == NULL)
    return NULL;
  const char *now = recoup_dict_string (state, "day");
  if (!recoup_day_parse (now != NULL ? now : "", &today, error) ||
      !recoup_when_parse_date (today, text, &day, error))
    return NULL;
  return recoup_day_format (day);
}

/* Whether the second word of `skip` says which day, and not why. Numbers and what stands between
 * them in a date are no reason: a date that there is not is refused. */
static gboolean
is_day_word (const char *word)
{
  return g_ascii_strcasecmp (word, "tonight") == 0 || recoup_when_is_day_word (word) ||
         (g_ascii_isdigit (word[0]) && word[strspn (word, "0123456789-./")] == '\0');
}

static RecoupExit
run_skip (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *id = get_reminder (args);
  const char *reason = recoup_args_word (args, 1);
  const char *date = recoup_args_get (args, "date");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  if (date == NULL && reason != NULL && is_day_word (reason))
    {
      date = g_ascii_strcasecmp (reason, "tonight") == 0 ? "today" : reason;
      reason = NULL;
    }
  if (date != NULL && reason != NULL)
    return recoup_ctl_usage (ctl, _ ("‘--date’ takes no reason, got ‘%s’"), reason);
  if (date != NULL)
    {
      g_autofree char *day = read_date (ctl, date, &error);
      if (day == NULL)
        return recoup_ctl_refuse (ctl, error);
      reply = recoup_ctl_call (ctl, RECOUP_INTERFACE_REMINDERS, "SkipDate",
                               g_variant_new ("(ss)", id, day), "(a{sv}s)", &error);
    }
  else
    reply = recoup_ctl_call (ctl, RECOUP_INTERFACE_REMINDERS, "Skip",
                             g_variant_new ("(ss)", id, reason != NULL ? reason : ""), "(a{sv}s)",
                             &error);
  return reply != NULL ? report (ctl, reply) : recoup_ctl_fail (ctl, error);
}

static const RecoupOption skip_options[] = {
  { "date", 0, "DATE", N_ ("All of that kind on that day, ahead of time") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_skip = {
  .name = "skip",
  .args = "REMINDER [tonight|DATE|REASON]",
  .help = N_ ("Leave a reminder out; the next one comes"),
  .details =
      N_ ("‘skip bedtime tonight’ leaves out all of that kind today, ‘skip bedtime tomorrow’ "
          "those of\ntomorrow. Another second word is the reason, kept with it.\n"),
  .options = skip_options,
  .min_words = 1,
  .max_words = 2,
  .run = run_skip,
};
