/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The buttons of a popup: each is a row of a table, by kind and id, and comes down to an entry, a
 * verb, or both. When the store cannot take it, the popup still goes: the answer holds in memory,
 * and an entry that could not be logged is said in the log. */

#include "daemon/engine-private.h"
#include "recoup/error.h"

#define REVEAL_USEC G_USEC_PER_SEC /* the server closes the old popup first */

typedef struct
{
  guint kinds;        /* mask */
  const char *action; /* id of the button */
  void (*press) (RecoupEngine *engine, const RecoupReminder *row);
} PressRow;

static RecoupEntry *
make_entry (RecoupEngine *engine, RecoupEntryKind kind, GVariantDict *dict)
{
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (dict, "source", "s", "manual");
  RecoupEntry *entry = recoup_engine_make_entry (engine, kind, dict, &error);
  if (entry == NULL)
    g_warning ("A button could not be logged: %s", error->message);
  return entry;
}

/* The answer holds although it cannot be written: until the store takes it, in memory. */
static void
hold (RecoupEngine *engine,
      const RecoupReminder *row,
      RecoupReminderState state,
      RecoupInstant until)
{
  RecoupInstant now = recoup_clock_now (engine->clock);
  RecoupReminder *copy = recoup_reminder_copy (row);

  copy->state = state;
  copy->until = until;
  copy->snoozes += state == RECOUP_REMINDER_SNOOZED ? 1 : 0;
  copy->resolved_at = recoup_reminder_state_is_resolved (state) ? now : RECOUP_INSTANT_NONE;
  copy->posted = FALSE;
  g_free (copy->cause);
  copy->cause = g_strdup ("user");
  recoup_engine_set_unsaved (engine, copy->key, now);
  recoup_notifier_close (engine->notifier, copy->key);
  const RecoupReminder *kept = recoup_engine_keep_row (engine, copy);
  if (recoup_reminder_state_is_resolved (state) && engine->listener != NULL &&
      engine->listener->resolved != NULL)
    engine->listener->resolved (kept, engine->listener_data);
  recoup_engine_settle (engine);
}

static void
finish (RecoupEngine *engine, const RecoupReminder *row, RecoupEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupReminder) copy = recoup_reminder_copy (row);
  g_autoptr (RecoupReminder) after = recoup_engine_done (engine, copy->key, entry, NULL, &error);

  if (after != NULL)
    return;
  g_warning ("An answer is kept in memory only: %s", error->message);
  if (entry == NULL) /* with an entry nothing is half done: the popup stays */
    hold (engine, copy, RECOUP_REMINDER_DONE, RECOUP_INSTANT_NONE);
}

static void
press_done (RecoupEngine *engine, const RecoupReminder *row)
{
  finish (engine, row, NULL);
}

static void
press_skip (RecoupEngine *engine, const RecoupReminder *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupReminder) copy = recoup_reminder_copy (row);
  g_autoptr (RecoupReminder) after = recoup_engine_skip (engine, copy->key, NULL, NULL, &error);

  if (after != NULL)
    return;
  g_warning ("An answer is kept in memory only: %s", error->message);
  hold (engine, copy, RECOUP_REMINDER_SKIPPED, RECOUP_INSTANT_NONE);
}

static void
press_later (RecoupEngine *engine, const RecoupReminder *row)
{
  RecoupInstant now = recoup_clock_now (engine->clock);
  RecoupInstant until = recoup_engine_get_usual_snooze (engine, row);
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupReminder) copy = recoup_reminder_copy (row);
  g_autoptr (RecoupReminder) after = recoup_engine_snooze (engine, copy->key, until, NULL, &error);

  if (after != NULL)
    return;
  if (g_error_matches (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE))
    {
      g_warning ("An answer is kept in memory only: %s", error->message);
      hold (engine, copy, RECOUP_REMINDER_SNOOZED, until);
      return;
    }
  /* Put off too often, or too late for another time: it stays open, unseen by nobody. */
  g_message ("A reminder cannot be put off again: %s", error->message);
  RecoupReminder *open = recoup_engine_find_row (engine, copy->key);
  if (open == NULL)
    return;
  open->seen = TRUE;
  open->posted = FALSE;
  recoup_engine_save_row (engine, open, now);
  recoup_engine_settle (engine);
}

static void
press_meal (RecoupEngine *engine, const RecoupReminder *row)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "at", "x", recoup_clock_now (engine->clock));
  g_variant_dict_insert (&dict, "protein_g", "d", (double) row->grams);
  g_autoptr (RecoupEntry) entry = make_entry (engine, RECOUP_ENTRY_MEAL, &dict);
  if (entry != NULL)
    finish (engine, row, entry);
}

static void
press_sleep (RecoupEngine *engine, const RecoupReminder *row)
{
  if (row->sleep_from == RECOUP_INSTANT_NONE || row->sleep_until == RECOUP_INSTANT_NONE)
    return;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "start", "x", row->sleep_from);
  g_variant_dict_insert (&dict, "end", "x", row->sleep_until);
  g_autoptr (RecoupEntry) entry = make_entry (engine, RECOUP_ENTRY_SLEEP, &dict);
  if (entry != NULL)
    finish (engine, row, entry);
}

static void
press_activity (RecoupEngine *engine, const RecoupReminder *row)
{
  const char *activity = "walk";
  if (row->kind == RECOUP_REMINDER_MOBILITY)
    activity = "mobility";
  else if (row->kind == RECOUP_REMINDER_FOAM_ROLL)
    activity = "foam-rolling";

  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "at", "x", recoup_clock_now (engine->clock));
  g_variant_dict_insert (&dict, "activity", "s", activity);
  g_variant_dict_insert (&dict, "minutes", "d", (double) row->minutes);
  g_autoptr (RecoupEntry) entry = make_entry (engine, RECOUP_ENTRY_RECOVERY, &dict);
  if (entry != NULL)
    finish (engine, row, entry);
}

static void
press_plan (RecoupEngine *engine, const RecoupReminder *row, RecoupPlanAction action)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "at", "x", recoup_clock_now (engine->clock));
  g_variant_dict_insert (&dict, "action", "s", recoup_plan_action_get_name (action));
  g_autoptr (RecoupEntry) entry = make_entry (engine, RECOUP_ENTRY_PLAN, &dict);
  if (entry != NULL)
    finish (engine, row, entry);
}

static void
press_accept (RecoupEngine *engine, const RecoupReminder *row)
{
  press_plan (engine, row, RECOUP_PLAN_ACCEPT);
}

static void
press_decline (RecoupEngine *engine, const RecoupReminder *row)
{
  press_plan (engine, row, RECOUP_PLAN_DECLINE);
}

static void
press_answer (RecoupEngine *engine, const RecoupReminder *row, gboolean yes)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "at", "x", recoup_clock_now (engine->clock));
  g_variant_dict_insert (&dict, "question", "s", row->detail != NULL ? row->detail : "");
  g_variant_dict_insert (&dict, "yes", "b", yes);
  g_autoptr (RecoupEntry) entry = make_entry (engine, RECOUP_ENTRY_ANSWER, &dict);
  if (entry != NULL)
    finish (engine, row, entry);
}

static void
press_yes (RecoupEngine *engine, const RecoupReminder *row)
{
  press_answer (engine, row, TRUE);
}

static void
press_no (RecoupEngine *engine, const RecoupReminder *row)
{
  press_answer (engine, row, FALSE);
}

/* A click on the body: it was seen, and nothing else changes. */
static void
press_body (RecoupEngine *engine, const RecoupReminder *row)
{
  RecoupReminder *open = recoup_engine_find_row (engine, row->key);
  if (open == NULL)
    return;
  open->seen = TRUE;
  open->posted = FALSE;
  recoup_engine_save_row (engine, open, recoup_clock_now (engine->clock));
  recoup_engine_settle (engine);
}

/* "Show" on a neutral popup: the same one again, with its words. */
static void
press_reveal (RecoupEngine *engine, const RecoupReminder *row)
{
  RecoupReminder *open = recoup_engine_find_row (engine, row->key);
  if (open == NULL)
    return;
  g_hash_table_add (engine->revealed, g_strdup (open->key));
  open->posted = FALSE;
  open->until = recoup_clock_now (engine->clock) + REVEAL_USEC;
  recoup_engine_settle (engine);
}

#define KIND(name) (1U << RECOUP_REMINDER_##name)
#define ANY        ((1U << RECOUP_N_REMINDER_KINDS) - 1)

/* The first row that fits counts. */
static const PressRow table[] = {
  { KIND (PROTEIN), "log", press_meal },
  { KIND (CHECK_IN), "log", press_sleep },
  { KIND (ACTIVE_RECOVERY) | KIND (MOBILITY) | KIND (FOAM_ROLL), "done", press_activity },
  { KIND (BEDTIME), "going", press_done },
  { KIND (BEDTIME), "more", press_later },
  { KIND (BEDTIME), "later", press_later },
  { KIND (BEDTIME), "not-tonight", press_skip },
  { KIND (DELOAD), "accept", press_accept },
  { KIND (DELOAD), "decline", press_decline },
  { KIND (ADVICE), "yes", press_yes },
  { KIND (ADVICE), "no", press_no },
  { KIND (ADVICE), "noted", press_done },
  { ANY, "done", press_done },
  { ANY, "later", press_later },
  { ANY, "skip", press_skip },
};

void
recoup_engine_press (RecoupEngine *engine, RecoupReminder *row, const char *action)
{
  gboolean is_hidden = !g_hash_table_contains (engine->revealed, row->key) &&
                       (engine->policy.privacy == RECOUP_PRIVACY_NEUTRAL ||
                        g_strcmp0 (row->message, "advice-question") == 0);

  if (g_str_equal (action, "show") && is_hidden)
    {
      press_reveal (engine, row);
      return;
    }
  if (row->kind == RECOUP_REMINDER_DIGEST &&
      (g_str_equal (action, "show") || g_str_equal (action, "default")))
    {
      press_done (engine, row);
      return;
    }
  if (g_str_equal (action, "default"))
    {
      press_body (engine, row);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if ((table[i].kinds & (1U << row->kind)) != 0 && g_str_equal (table[i].action, action))
      {
        table[i].press (engine, row);
        return;
      }
  g_message ("The notification server sent a button that ‘%s’ does not have: ‘%s’", row->key,
             action);
}
