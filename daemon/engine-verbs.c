/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What people answer: done, later, skip, not on that date. A verb writes the row as it is to
 * be, together with the step that brings the old one back, and then settles like the rest. */

#include <glib/gi18n-lib.h>

#include "daemon/engine-private.h"
#include "recoup/error.h"
#include "recoup/quote.h"
#include "words/key-words.h"

#define LEAST_LEFT_USEC RECOUP_USEC_PER_MIN /* a reminder that comes back stays for a moment */
#define MAX_SKIP_DAYS   14                  /* the history of reminders is looked at so far back */

#define SKIP_DATE "skip-date" /* message of a row that stands for a whole day */

/* The open row of @kind that is up, or NULL. */
static const RecoupReminder *
find_open (const RecoupEngine *engine, RecoupReminderKind kind)
{
  const RecoupReminder *found = NULL;

  for (guint i = 0; i < engine->history->len; i++)
    {
      const RecoupReminder *row = engine->history->pdata[i];
      if (row->kind == kind && !recoup_reminder_state_is_resolved (row->state) &&
          (found == NULL || row->claimed_at >= found->claimed_at))
        found = row;
    }
  return found;
}

/* A reminder of the plan, by kind or by key: waiting before coming. */
static const RecoupReminder *
find_planned (const RecoupEngine *engine, const char *id)
{
  const GPtrArray *const lists[] = { engine->schedule->waiting, engine->schedule->upcoming };

  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const RecoupReminder *reminder = lists[l]->pdata[i];
        if (g_str_equal (reminder->key, id) ||
            g_str_equal (recoup_reminder_get_kind (reminder->kind)->name, id))
          return reminder;
      }
  return NULL;
}

/* Returns: (transfer full): a copy of what @id names, not yet ended */
static RecoupReminder *
find (const RecoupEngine *engine, const char *id, GError **error)
{
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
  const RecoupReminder *found = recoup_engine_find_row (engine, id);

  if (found == NULL && recoup_reminder_kind_from_name (id, &kind))
    found = find_open (engine, kind);
  if (found == NULL || recoup_reminder_state_is_resolved (found->state))
    {
      /* What ended before its hour, in another zone, comes again. */
      const RecoupReminder *planned = find_planned (engine, id);
      found = planned != NULL ? planned : found;
    }
  if (found == NULL)
    {
      g_autofree char *quoted = recoup_quote (id);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND,
                   _ ("There is no reminder ‘%s’ now or next"), quoted);
      return NULL;
    }
  if (recoup_reminder_state_is_resolved (found->state))
    {
      g_autofree char *state =
          recoup_words_key (RECOUP_KEY_STATE, recoup_reminder_state_get_name (found->state));
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_ALREADY_RESOLVED, _ ("‘%s’ is %s already"),
                   found->key, state);
      return NULL;
    }
  return recoup_reminder_copy (found);
}

/* What brings @row back as it is; one that was not claimed waits for its due again. */
static GVariant *
make_step (const RecoupReminder *row)
{
  RecoupReminderState state = row->state;
  RecoupInstant until = row->until;

  if (state == RECOUP_REMINDER_PLANNED && g_strcmp0 (row->message, SKIP_DATE) == 0)
    state = RECOUP_REMINDER_SUPERSEDED; /* the date is not skipped after all */
  else if (state == RECOUP_REMINDER_PLANNED)
    {
      state = RECOUP_REMINDER_SNOOZED;
      until = row->due;
    }
  return g_variant_new ("(ssxuxxbbs)", row->key, recoup_reminder_state_get_name (state), until,
                        row->snoozes, row->due, row->valid_until, row->seen, row->timed_out,
                        row->cause != NULL ? row->cause : "");
}

/* Whether @row, which was put off @snoozes times before the verb at @at, ended by itself since: it
 * stays so. */
static gboolean
ended_since (const RecoupReminder *row, RecoupInstant at, guint snoozes)
{
  gboolean was_put_off = row->snoozes != snoozes;
  return recoup_reminder_state_is_resolved (row->state) && (was_put_off || row->resolved_at != at);
}

/* Whether @row, which waited until @until before it was put off, is up, or on its way, since that
 * is over: it stays so, and only has been put off one time less. */
static gboolean
is_back (const RecoupReminder *row,
         RecoupReminderState before,
         RecoupInstant until,
         RecoupInstant now)
{
  return before == RECOUP_REMINDER_SNOOZED && until <= now &&
         (row->state == RECOUP_REMINDER_DUE || row->state == RECOUP_REMINDER_SHOWN);
}

/* Whether a later reminder of the kind of @row took its place. */
static gboolean
is_overtaken (const RecoupEngine *engine, const RecoupReminder *row)
{
  const RecoupReminder *open = find_open (engine, row->kind);
  return open != NULL && open->claimed_at > row->claimed_at;
}

static gboolean
undo_row (RecoupEngine *engine, EngineChange *change, const RecoupUndoStep *step, GError **error)
{
  GVariant *before = step->before;
  const char *key = NULL;
  const char *state = NULL;
  const char *cause = NULL;
  RecoupInstant until = RECOUP_INSTANT_NONE;
  RecoupInstant due = RECOUP_INSTANT_NONE;
  RecoupInstant valid_until = RECOUP_INSTANT_NONE;
  guint snoozes = 0;
  gboolean seen = FALSE;
  gboolean timed_out = FALSE;
  if (!g_variant_is_of_type (before, G_VARIANT_TYPE ("(ssxuxxbbs)")))
    {
      g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                           _ ("A stored step of undo cannot be read"));
      return FALSE;
    }
  g_variant_get (before, "(&s&sxuxxbb&s)", &key, &state, &until, &snoozes, &due, &valid_until,
                 &seen, &timed_out, &cause);

  const RecoupReminder *now = recoup_engine_find_row (engine, key);
  if (now == NULL || ended_since (now, step->at, snoozes))
    return TRUE; /* or so old that it is nobody's business */
  RecoupReminder *row = recoup_reminder_copy (now);
  (void) recoup_reminder_state_from_name (state, &row->state); /* we wrote it */
  row->snoozes = snoozes;
  if (is_back (now, row->state, until, change->now))
    {
      row->state = now->state;
      return recoup_engine_stage_row (engine, change, row, error);
    }
  row->until = until;
  row->due = due;
  row->valid_until = valid_until;
  row->seen = seen;
  row->timed_out = timed_out;
  row->resolved_at =
      recoup_reminder_state_is_resolved (row->state) ? change->now : RECOUP_INSTANT_NONE;
  g_free (row->cause);
  row->cause = cause[0] != '\0' ? g_strdup (cause) : NULL;
  if (!recoup_reminder_state_is_resolved (row->state) && is_overtaken (engine, row))
    {
      row->state = RECOUP_REMINDER_SUPERSEDED;
      row->until = RECOUP_INSTANT_NONE;
      row->resolved_at = change->now;
      g_free (row->cause);
      row->cause = g_strdup ("replaced");
    }
  return recoup_engine_stage_row (engine, change, row, error);
}

/* Takes the pause back to what it was: until when, and why. */
static gboolean
undo_pause (RecoupEngine *engine, EngineChange *change, GVariant *before, GError **error)
{
  RecoupInstant until = RECOUP_INSTANT_NONE;
  const char *reason = "";

  if (g_variant_is_of_type (before, G_VARIANT_TYPE ("(xs)")))
    g_variant_get (before, "(x&s)", &until, &reason);
  else if (g_variant_is_of_type (before, G_VARIANT_TYPE_INT64)) /* before reasons were kept */
    until = g_variant_get_int64 (before);
  else
    {
      g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                           _ ("A stored step of undo cannot be read"));
      return FALSE;
    }
  return recoup_engine_stage_pause (engine, change, until, reason, error);
}

gboolean
recoup_engine_undo_verb (RecoupEngine *engine,
                         EngineChange *change,
                         const RecoupUndoStep *step,
                         GError **error)
{
  if (g_str_equal (step->op, "delivery"))
    return undo_row (engine, change, step, error);
  if (g_str_equal (step->op, "pause"))
    return undo_pause (engine, change, step->before, error);
  g_set_error (
      error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED,
      _ ("The change ‘%s’ was made by another version of recoupd: this one cannot undo it"),
      step->op);
  return FALSE;
}

/* What a verb does to a reminder. */
typedef struct
{
  RecoupReminderState state;
  const char *cause;
  RecoupEntry *entry;  /* borrowed, logged with it; NULL for none */
  RecoupInstant until; /* of one that is put off */
} Verb;

/* Changes @row, which is taken, as @verb says and hands it to @change. */
static void
stage (RecoupEngine *engine, EngineChange *change, RecoupReminder *row, const Verb *verb)
{
  if (row->claimed_at == RECOUP_INSTANT_NONE)
    {
      row->claimed_at = change->now;
      g_free (row->zone);
      row->zone = g_strdup (recoup_zone_get_id (engine->zone));
    }
  row->state = verb->state;
  row->posted = FALSE;
  if (recoup_reminder_state_is_resolved (verb->state))
    {
      row->resolved_at = change->now;
      row->until = RECOUP_INSTANT_NONE;
    }
  else
    {
      row->snoozes++;
      row->until = verb->until;
    }
  g_free (row->cause);
  row->cause = g_strdup (verb->cause);
  change->answers |= 1U << row->kind;
  g_ptr_array_add (change->rows, row);
}

/* Writes the one staged row of @change with its undo, and an entry with it. */
static gboolean
write_verb (RecoupEngine *engine,
            EngineChange *change,
            GVariant *step,
            RecoupEntry *entry,
            GError **error)
{
  const RecoupReminder *row = change->rows->pdata[change->rows->len - 1];

  if (!recoup_engine_push_undo (engine, change, "delivery", step, error) ||
      !recoup_engine_write_row (engine, row, change->now, error))
    return FALSE;
  return entry == NULL || recoup_engine_put (engine, change, entry, error);
}

static const char *
get_key (const GPtrArray *rows, guint i)
{
  return ((const RecoupReminder *) rows->pdata[i])->key;
}

/* After a verb: the popup goes, the bus is told, everything settles. */
static void
conclude (RecoupEngine *engine, const RecoupReminder *row)
{
  recoup_notifier_close (engine->notifier, row->key);
  if (recoup_reminder_state_is_resolved (row->state))
    {
      g_hash_table_remove (engine->revealed, row->key);
      if (engine->listener != NULL && engine->listener->resolved != NULL)
        engine->listener->resolved (row, engine->listener_data);
    }
  recoup_engine_settle (engine);
}

/* One verb on one reminder, @row, which is taken. */
static RecoupReminder *
do_verb (RecoupEngine *engine,
         RecoupReminder *row,
         const Verb *verb,
         char **undo_out,
         GError **error)
{
  g_autoptr (RecoupReminder) mine = row;
  g_autofree char *key = g_strdup (mine->key);
  g_autoptr (GVariant) step = g_variant_ref_sink (make_step (mine));
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, NULL, error))
    return NULL;

  stage (engine, &change, g_steal_pointer (&mine), verb);
  gboolean ok = write_verb (engine, &change, step, verb->entry, error);
  if (!recoup_engine_finish (engine, &change, ok, undo_out, error))
    return NULL;
  g_autoptr (RecoupReminder) after = recoup_reminder_copy (recoup_engine_find_row (engine, key));
  conclude (engine, after);
  return g_steal_pointer (&after);
}

RecoupReminder *
recoup_engine_done (RecoupEngine *engine,
                    const char *id,
                    RecoupEntry *entry,
                    char **undo_out,
                    GError **error)
{
  RecoupReminder *row = find (engine, id, error);

  if (row == NULL)
    return NULL;
  Verb verb = { RECOUP_REMINDER_DONE, "user", entry, RECOUP_INSTANT_NONE };
  return do_verb (engine, row, &verb, undo_out, error);
}

RecoupReminder *
recoup_engine_skip (RecoupEngine *engine,
                    const char *id,
                    const char *reason,
                    char **undo_out,
                    GError **error)
{
  RecoupReminder *row = find (engine, id, error);

  if (row == NULL)
    return NULL;
  Verb verb = { RECOUP_REMINDER_SKIPPED, reason != NULL && reason[0] != '\0' ? reason : "user",
                NULL, RECOUP_INSTANT_NONE };
  return do_verb (engine, row, &verb, undo_out, error);
}

RecoupInstant
recoup_engine_get_usual_snooze (RecoupEngine *engine, const RecoupReminder *row)
{
  gint64 wait = row->kind == RECOUP_REMINDER_BEDTIME
                    ? RECOUP_BEDTIME_SNOOZE_MIN * RECOUP_USEC_PER_MIN
                    : (gint64) engine->policy.later_min * RECOUP_USEC_PER_MIN;
  RecoupInstant from = MAX (recoup_clock_now (engine->clock), row->due);

  return MIN (from + wait, row->valid_until - LEAST_LEFT_USEC);
}

RecoupReminder *
recoup_engine_snooze (RecoupEngine *engine,
                      const char *id,
                      RecoupInstant until,
                      char **undo_out,
                      GError **error)
{
  g_autoptr (RecoupReminder) row = find (engine, id, error);
  if (row == NULL)
    return NULL;

  RecoupInstant now = recoup_clock_now (engine->clock);
  guint most = recoup_reminder_get_kind (row->kind)->max_snoozes;
  if (until == 0)
    until = recoup_engine_get_usual_snooze (engine, row);
  if (until <= MAX (now, row->due) || until >= row->valid_until)
    {
      g_autofree char *limit = recoup_instant_format (row->valid_until, engine->zone);
      g_autofree char *got = recoup_instant_format (until, engine->zone);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE,
                   _ ("‘until’ of ‘%s’ must be after now, after it is due and before %s, got ‘%s’"),
                   row->key, limit, got);
      return NULL;
    }
  if (row->snoozes >= most)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                   _ ("‘%s’ was put off %u times, which is the most"), row->key, most);
      return NULL;
    }
  Verb verb = { RECOUP_REMINDER_SNOOZED, "user", NULL, until };
  return do_verb (engine, g_steal_pointer (&row), &verb, undo_out, error);
}

/* Skips the date of @all, which is taken, and what is open of it, as one change. */
static RecoupReminder *
do_skip_date (RecoupEngine *engine, RecoupReminder *all, char **undo_out, GError **error)
{
  static const Verb skip = { RECOUP_REMINDER_SKIPPED, "user", NULL, RECOUP_INSTANT_NONE };
  g_autoptr (RecoupReminder) mine = all;
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  EngineChange change = { 0 };

  if (!recoup_engine_begin (engine, &change, NULL, error))
    return NULL;
  for (guint i = 0; i < engine->history->len; i++)
    {
      const RecoupReminder *row = engine->history->pdata[i];
      if (row->kind == mine->kind && row->day == mine->day &&
          !recoup_reminder_state_is_resolved (row->state))
        g_ptr_array_add (rows, recoup_reminder_copy (row));
    }
  g_ptr_array_add (rows, g_steal_pointer (&mine));

  gboolean ok = TRUE;
  for (guint i = 0; ok && i < rows->len; i++)
    {
      const RecoupReminder *known = recoup_engine_find_row (engine, get_key (rows, i));
      g_autoptr (GVariant) step =
          g_variant_ref_sink (make_step (known != NULL ? known : rows->pdata[i]));
      stage (engine, &change, recoup_reminder_copy (rows->pdata[i]), &skip);
      ok = write_verb (engine, &change, step, NULL, error);
    }
  if (!recoup_engine_finish (engine, &change, ok, undo_out, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (RecoupReminder) after =
          recoup_reminder_copy (recoup_engine_find_row (engine, get_key (rows, i)));
      conclude (engine, after);
    }
  return recoup_reminder_copy (recoup_engine_find_row (engine, get_key (rows, rows->len - 1)));
}

RecoupReminder *
recoup_engine_skip_date (RecoupEngine *engine,
                         RecoupReminderKind kind,
                         RecoupDay day,
                         char **undo_out,
                         GError **error)
{
  if (day < engine->state->day || day > engine->state->day + MAX_SKIP_DAYS)
    {
      g_autofree char *first = recoup_day_format (engine->state->day);
      g_autofree char *last = recoup_day_format (engine->state->day + MAX_SKIP_DAYS);
      g_autofree char *got = recoup_day_format (day);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE,
                   _ ("‘date’ must be %s to %s, got ‘%s’"), first, last, got);
      return NULL;
    }
  g_autoptr (RecoupReminder) all = recoup_reminder_new (kind, day, "all");
  const RecoupReminder *known = recoup_engine_find_row (engine, all->key);
  if (known != NULL && known->state == RECOUP_REMINDER_SKIPPED) /* and not undone */
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_ALREADY_RESOLVED,
                   _ ("‘%s’ is skipped already"), all->key);
      return NULL;
    }
  /* The row says "none of this kind on that day"; what is open of it goes when the plan is made. */
  guint start = engine->policy.day_start_min;
  all->message = SKIP_DATE;
  all->due = recoup_civil_day_start (day, start, engine->zone);
  all->valid_until = recoup_civil_day_start (day + 1, start, engine->zone);
  return do_skip_date (engine, g_steal_pointer (&all), undo_out, error);
}
