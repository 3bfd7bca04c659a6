/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl status: one screen that answers what to do today, why, what comes next, and what to log
 * to know more. Everything stands in words; bars and colours only repeat them. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/balances.h"
#include "client/daemon-text.h"
#include "client/dict.h"
#include "client/notes.h"
#include "client/panel.h"
#include "client/plan-text.h"
#include "client/print.h"
#include "client/reminder-text.h"
#include "client/state-object.h"
#include "client/summary.h"
#include "client/verbs.h"
#include "client/when.h"
#include "recoup/names.h"
#include "recoup/state.h"
#include "words/key-words.h"
#include "words/words.h"

#define MAX_REMINDERS 3

/* Both rest on sessions and rest days. */
#define TRAINING_ACCOUNTS (1U << RECOUP_ACCOUNT_TISSUE | 1U << RECOUP_ACCOUNT_LOAD)

static RecoupStyle
get_verdict_style (RecoupVerdict verdict)
{
  switch (verdict)
    {
    case RECOUP_VERDICT_UNKNOWN:
      return RECOUP_STYLE_HEADING;
    case RECOUP_VERDICT_TRAIN:
      return RECOUP_STYLE_GOOD;
    case RECOUP_VERDICT_TRAIN_OTHER:
    case RECOUP_VERDICT_ACTIVE_RECOVERY:
      return RECOUP_STYLE_FAIR;
    case RECOUP_VERDICT_REST:
    case RECOUP_VERDICT_SEE_PROFESSIONAL:
      return RECOUP_STYLE_POOR;
    }
  g_assert_not_reached ();
}

/* Verdict and readiness. */
static void
print_head (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_auto (GStrv) planned = recoup_dict_strings (today, "planned");
  g_autofree char *summary = recoup_summary_new (state);

  gboolean is_rest = g_strv_contains ((const char *const *) planned, "rest");
  g_autofree char *line = g_strconcat (summary, ".", is_rest ? " " : "",
                                       is_rest ? _ ("Your week plans rest for today.") : "", NULL);
  recoup_print_styled (ctl, get_verdict_style (recoup_summary_read_verdict (state)), line);
}

/* "Protein 60 of 128 g, 34 g in each of 2 more meals." */
static void
append_protein (GString *text, GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_autoptr (GVariant) protein = recoup_dict_dict (state, "protein");
  gint slots = (gint) recoup_dict_integer (protein, "remaining_slots", 0);
  gint per_slot = (gint) recoup_dict_integer (protein, "per_slot_g", 0);
  double eaten = recoup_dict_number (today, "protein_g", 0);
  double target = recoup_dict_number (today, "protein_target_g", 0);

  if (slots == 1 && per_slot > 0)
    g_string_append_printf (text, _ ("Protein %.0f of %.0f g, %d g in one more meal."), eaten,
                            target, per_slot);
  else if (per_slot > 0)
    g_string_append_printf (
        text,
        g_dngettext (GETTEXT_PACKAGE, "Protein %.0f of %.0f g, %d g in each of %d more meal.",
                     "Protein %.0f of %.0f g, %d g in each of %d more meals.", (gulong) slots),
        eaten, target, per_slot, slots);
  else
    g_string_append_printf (text, _ ("Protein %.0f of %.0f g."), eaten, target);
  if (recoup_dict_boolean (protein, "above_0_55"))
    g_string_append_printf (text, " %s", _ ("That is much for one meal: one more would help."));
}

static void
print_today (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_auto (GStrv) planned = recoup_dict_strings (today, "planned");
  g_autoptr (GString) text = g_string_new (NULL);

  if (!recoup_account_is_in (RECOUP_ACCOUNT_FUEL, recoup_balances_get_off (state)))
    append_protein (text, state);
  if (planned[0] != NULL)
    {
      g_autofree char *list = recoup_words_join (RECOUP_KEY_PLANNED, planned);
      g_string_append (text, text->len > 0 ? " " : "");
      g_string_append_printf (text, _ ("Planned: %s."), list);
    }
  if (text->len > 0)
    recoup_print_line (ctl, _ ("Today"), text->str);
}

static void
print_tonight (RecoupCtl *ctl, GVariant *state, RecoupInstant now, const RecoupZone *zone)
{
  g_autoptr (GVariant) bedtime = recoup_dict_dict (state, "bedtime");
  gint64 lights_out = recoup_dict_integer (bedtime, "lights_out", RECOUP_INSTANT_NONE);
  gint64 screens = recoup_dict_integer (bedtime, "screens_dim", RECOUP_INSTANT_NONE);
  gint64 extra = recoup_dict_integer (bedtime, "extra_min", 0);

  if (lights_out == RECOUP_INSTANT_NONE || screens == RECOUP_INSTANT_NONE)
    return;
  gint late_min = (gint) ((now - lights_out) / RECOUP_USEC_PER_MIN);
  g_autofree char *clock = recoup_words_clock (lights_out, zone);
  g_autofree char *late = recoup_words_duration (MAX (0, late_min));
  g_autofree char *moment = recoup_render_moment (lights_out, now, zone);
  g_autofree char *dim = recoup_render_moment (screens, now, zone);
  g_autofree char *pays = recoup_words_duration ((gint) extra);
  g_autofree char *text =
      late_min > 0 ? g_strdup_printf (_ ("Lights out was due at %s, %s ago."), clock, late)
      : extra > 0  ? g_strdup_printf (_ ("Lights out %s, screens off %s; that pays back %s."),
                                      moment, dim, pays)
                   : g_strdup_printf (_ ("Lights out %s, screens off %s."), moment, dim);
  recoup_print_line (ctl, _ ("Tonight"), text);
}

static void
print_plan (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");
  g_autofree char *text = recoup_plan_text_new (plan);

  recoup_print_line (ctl, _ ("Plan"), text);
}

static void
print_questions (RecoupCtl *ctl, GVariant *state)
{
  g_auto (GStrv) ask = recoup_dict_strings (state, "ask");
  RecoupQuestion question = RECOUP_QUESTION_X077;

  for (guint i = 0; ask[i] != NULL; i++)
    if (recoup_question_from_name (ask[i], &question))
      {
        g_autofree char *text = g_strdup_printf (_ ("%s Answer: recoupctl log answer %s yes|no"),
                                                 recoup_words_question (question), ask[i]);
        recoup_print_line (ctl, i == 0 ? _ ("Question") : "", text);
      }
}

/* The reminders that come next, and those that wait. */
static gboolean
print_reminders (RecoupCtl *ctl, guint32 listing, RecoupInstant now, GError **error)
{
  g_autoptr (GVariant) reply = recoup_ctl_finish (ctl, listing, "(aa{sv})", error);
  const RecoupZone *zone = ctl->zone;

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gsize n = MIN (g_variant_n_children (rows), MAX_REMINDERS);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      g_autoptr (GVariant) text = recoup_dict_dict (row, "text");
      g_autofree char *summary = recoup_dict_dup_string (text, "summary");
      g_autofree char *kind = recoup_dict_dup_string (row, "kind");
      g_autofree char *state = recoup_reminder_text_new_state (row, now, zone);
      g_autofree char *due =
          recoup_render_moment (recoup_dict_integer (row, "due", now), now, zone);
      g_autofree char *name = recoup_words_key (RECOUP_KEY_REMINDER, kind != NULL ? kind : "?");
      g_autoptr (GString) line = g_string_new (NULL);
      g_string_append_printf (line, "%s %s", due, name);
      if (summary != NULL)
        g_string_append_printf (line, ": %s", summary);
      if (!recoup_reminder_text_is_planned (row))
        g_string_append_printf (line, " (%s)", state);
      recoup_print_line (ctl, i == 0 ? _ ("Next") : "", line->str);
    }
  return TRUE;
}

/* What the journal has of late. */
typedef struct
{
  RecoupInstant now;
  gboolean sleep;
  gboolean food;
  gboolean rating;
  gboolean training;
} Recent;

static void
note_entry (GVariant *entry, Recent *recent)
{
  g_autofree char *kind = recoup_dict_dup_string (entry, "kind");

  if (g_strcmp0 (kind, "sleep") == 0)
    recent->sleep |= recoup_dict_integer (entry, "end", 0) > recent->now - RECOUP_USEC_PER_DAY;
  else if (g_strcmp0 (kind, "checkin") == 0)
    recent->rating |= recoup_dict_integer (entry, "at", 0) > recent->now - RECOUP_USEC_PER_DAY;
  else if (g_strcmp0 (kind, "meal") == 0 || g_strcmp0 (kind, "food-day") == 0)
    recent->food = TRUE;
  else if (g_strcmp0 (kind, "session") == 0 || g_strcmp0 (kind, "rest") == 0)
    recent->training = TRUE;
}

/* What to log to know more, when something is not known. */
static gboolean
print_missing (RecoupCtl *ctl, GVariant *state, guint32 query, GError **error)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");
  if (recoup_dict_integer (readiness, "coverage", 0) >= 100)
    return TRUE; /* the answer is left lying */

  guint off = recoup_balances_get_off (state);
  Recent recent = { .now = recoup_dict_integer (state, "now", 0) };
  g_autoptr (GVariant) reply = recoup_ctl_finish (ctl, query, "(aa{sv})", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (rows, i);
      note_entry (entry, &recent);
    }
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  if (!recent.sleep && !recoup_account_is_in (RECOUP_ACCOUNT_SLEEP, off))
    g_strv_builder_add (list, _ ("last night’s sleep"));
  if (!recent.rating && !recoup_account_is_in (RECOUP_ACCOUNT_STRESS, off))
    g_strv_builder_add (list, _ ("a check-in"));
  if (!recent.food && !recoup_account_is_in (RECOUP_ACCOUNT_FUEL, off))
    g_strv_builder_add (list, _ ("meals"));
  if (!recent.training && (off & TRAINING_ACCOUNTS) != TRAINING_ACCOUNTS)
    g_strv_builder_add (list, _ ("a session or a rest day"));
  g_auto (GStrv) missing = g_strv_builder_end (list);
  if (missing[0] == NULL)
    return TRUE;
  g_autofree char *joined = g_strjoinv (", ", missing);
  g_autofree char *text = g_strdup_printf (_ ("To know more, log %s."), joined);
  recoup_print_line (ctl, _ ("Log"), text);
  return TRUE;
}

static GVariant *
read_options (RecoupCtl *ctl, const RecoupArgs *args, GError **error)
{
  const char *at = recoup_args_get (args, "at");
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  RecoupInstant instant = 0;

  if (at != NULL)
    {
      RecoupWhen when = recoup_when_now (recoup_ctl_get_zone (ctl, error), RECOUP_WHEN_LAST);
      if (when.zone == NULL || !recoup_when_parse (&when, at, &instant, error))
        return NULL;
      g_variant_dict_insert (&dict, "at", "x", instant);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* What the screen is made of: calls under way. */
typedef struct
{
  guint32 state;
  guint32 reminders; /* 0: not of another time, nor as JSON */
  guint32 entries;   /* of the last days; likewise */
} Asked;

/* Asks which entries of the last days there are, for note_entry(). */
static guint32
ask_entries (RecoupCtl *ctl, GError **error)
{
  static const char *const kinds[] = { "sleep",   "checkin", "meal", "food-day",
                                       "session", "rest",    NULL };
  static const char *const keys[] = { "kind", "at", "end", NULL };
  g_auto (GVariantDict) filter = G_VARIANT_DICT_INIT (NULL);
  RecoupInstant now = recoup_instant_floor (g_get_real_time ());

  g_variant_dict_insert (&filter, "from", "x", now - 2 * RECOUP_USEC_PER_DAY);
  g_variant_dict_insert (&filter, "kinds", "^as", kinds);
  g_variant_dict_insert (&filter, "keys", "^as", keys);
  return recoup_ctl_begin (ctl, RECOUP_INTERFACE_JOURNAL, "Query",
                           g_variant_new ("(@a{sv})", g_variant_dict_end (&filter)), error);
}

/* Asks for all in one round trip, also for what may turn out not to be needed: how long this takes
 * is felt several times a day. */
static gboolean
ask (RecoupCtl *ctl, const RecoupArgs *args, GVariant *options, Asked *asked, GError **error)
{
  g_auto (GVariantDict) filter = G_VARIANT_DICT_INIT (NULL);

  asked->state = recoup_ctl_begin (ctl, RECOUP_INTERFACE, "GetState",
                                   g_variant_new ("(@a{sv})", options), error);
  if (asked->state == 0)
    return FALSE;
  if (recoup_args_get (args, "at") != NULL || recoup_print_is_json (ctl))
    return TRUE;
  g_variant_dict_insert (&filter, "limit", "x", (gint64) MAX_REMINDERS);
  asked->reminders =
      recoup_ctl_begin (ctl, RECOUP_INTERFACE_REMINDERS, "List",
                        g_variant_new ("(@a{sv})", g_variant_dict_end (&filter)), error);
  asked->entries = asked->reminders != 0 ? ask_entries (ctl, error) : 0;
  return asked->entries != 0;
}

static gboolean
print_screen (RecoupCtl *ctl,
              const RecoupArgs *args,
              GVariant *state,
              const Asked *asked,
              GError **error)
{
  RecoupInstant now = recoup_dict_integer (state, "now", 0);

  print_head (ctl, state);
  recoup_print_reasons (ctl, state, "reasons", _ ("Why"));
  print_questions (ctl, state);
  recoup_notes_print_safety (ctl, state);
  recoup_ctl_print (ctl, "\n");
  recoup_balances_print_accounts (ctl, state);
  recoup_ctl_print (ctl, "\n");
  recoup_balances_print_groups (ctl, state, now, ctl->zone);
  recoup_notes_print_groups (ctl, state);
  print_today (ctl, state);
  print_tonight (ctl, state, now, ctl->zone);
  print_plan (ctl, state);
  recoup_notes_print_plan (ctl, state);
  recoup_notes_print_week (ctl, state);
  recoup_print_reasons (ctl, state, "flags", _ ("Notes"));
  recoup_notes_print_signs (ctl, state);
  if (asked->reminders != 0 && !print_reminders (ctl, asked->reminders, now, error))
    return FALSE;
  /* Where the journal cannot be read the rest of it tells why. */
  gboolean is_read = asked->entries == 0 || print_missing (ctl, state, asked->entries, error);
  if (recoup_args_get (args, "verbose") == NULL)
    return is_read;
  g_autoptr (GVariant) daemon = recoup_daemon_read (ctl, is_read ? error : NULL);
  if (daemon == NULL)
    return FALSE;
  recoup_ctl_print (ctl, "\n");
  recoup_daemon_print (ctl, daemon, state, now);
  return is_read;
}

/* One line for a panel. */
static RecoupExit
run_panel (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *format = recoup_args_get (args, "format");

  if (recoup_args_get (args, "at") != NULL || recoup_args_get (args, "verbose") != NULL ||
      recoup_print_is_json (ctl))
    return recoup_ctl_usage (ctl, _ ("‘--format’ and ‘--follow’ go with no other form of output "
                                     "and no other time"));
  return recoup_panel_run (ctl, format != NULL ? format : recoup_panel_get_format (0),
                           recoup_args_get (args, "follow") != NULL);
}

static RecoupExit
print_json (RecoupCtl *ctl, const RecoupArgs *args, GVariant *state)
{
  gboolean is_verbose = recoup_args_get (args, "verbose") != NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) daemon = is_verbose ? recoup_daemon_read (ctl, &error) : NULL;

  if (error != NULL)
    return recoup_ctl_fail (ctl, error);
  g_autoptr (GVariant) more = NULL;
  if (daemon != NULL)
    {
      GVariantDict dict;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert_value (&dict, "daemon", daemon);
      more = g_variant_ref_sink (g_variant_dict_end (&dict));
    }
  recoup_print_json (ctl, recoup_state_object_new (state, NULL, more));
  return RECOUP_EXIT_OK;
}

static RecoupExit
run_status (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GError) error = NULL;

  if (recoup_args_get (args, "format") != NULL || recoup_args_get (args, "follow") != NULL)
    return run_panel (ctl, args);
  g_autoptr (GVariant) options = read_options (ctl, args, &error);

  if (options == NULL)
    return recoup_ctl_refuse (ctl, error);
  Asked asked = { .state = 0 };
  if (!ask (ctl, args, options, &asked, &error))
    return recoup_ctl_fail (ctl, error);
  recoup_ctl_expect_zone (ctl);
  g_autoptr (GVariant) reply = recoup_ctl_finish (ctl, asked.state, "(a{sv})", &error);
  if (reply == NULL)
    return recoup_ctl_fail (ctl, error);
  g_autoptr (GVariant) state = g_variant_get_child_value (reply, 0);
  g_autofree char *zone = recoup_dict_dup_string (state, "zone");
  ctl->zone = recoup_ctl_find_zone (ctl, zone != NULL ? zone : "UTC");
  if (recoup_print_is_json (ctl))
    return print_json (ctl, args, state);
  if (!print_screen (ctl, args, state, &asked, &error))
    return recoup_ctl_fail (ctl, error);
  return RECOUP_EXIT_OK;
}

static const RecoupOption options[] = {
  { "at", 0, "TIME", N_ ("As it was, or will be if nothing is logged, at that time") },
  { "format", 0, "plain|waybar|polybar|i3blocks", N_ ("One line, as that panel reads it") },
  { "follow", 'f', NULL, N_ ("Go on, with a line for each change") },
  { "verbose", 'v', NULL, N_ ("Also what the daemon listens to, its storage, the popups") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_status = {
  .name = "status",
  .args = "[--at TIME] [--verbose] | [--format PANEL] [--follow]",
  .help = N_ ("Show what to do today, and why"),
  .details =
      N_ ("With --json=short or pretty: the whole state, as one object; with --verbose its key\n"
          "daemon holds every property of the bus.\n\n"
          "For panels, until they end or the session does:\n\n"
          "  recoupctl status --format=waybar --follow\n"),
  .options = options,
  .run = run_status,
};
