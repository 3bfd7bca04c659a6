/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan becomes rows and popups: all its acts are written in one transaction, before anything is
 * sent, and only then is each shown or taken away. */

#include "daemon/engine-private.h"
#include "words/words.h"

/* Whether nothing of the contents of @row may be on the screen. */
static gboolean
is_neutral (const RecoupEngine *engine, const RecoupReminder *row)
{
  if (g_hash_table_contains (engine->revealed, row->key))
    return FALSE;
  switch (engine->policy.privacy)
    {
    case RECOUP_PRIVACY_FULL:
      return FALSE;
    case RECOUP_PRIVACY_LOCKED:
      return g_strcmp0 (row->message, "advice-question") == 0;
    case RECOUP_PRIVACY_NEUTRAL:
      return TRUE;
    }
  g_assert_not_reached ();
}

/* Whether @row may not be put off any more, which is what @action would do. */
static gboolean
is_used_up (const RecoupReminder *row, const char *action)
{
  return row->snoozes >= recoup_reminder_get_kind (row->kind)->max_snoozes &&
         (g_str_equal (action, "later") || g_str_equal (action, "more"));
}

static RecoupNotice *
make_notice (RecoupEngine *engine, const RecoupAct *act)
{
  const RecoupReminder *row = act->reminder;
  gboolean neutral = is_neutral (engine, row);
  RecoupNotice *notice = recoup_notice_new (row->key);
  g_auto (RecoupText) text = { NULL, NULL };
  guint n = 0;

  recoup_words_reminder (row, engine->state, engine->zone, neutral, &text);
  notice->summary = g_steal_pointer (&text.summary);
  notice->body = g_steal_pointer (&text.body);
  notice->category = g_strdup ("x-recoup.reminder");
  notice->command =
      neutral ? g_strdup ("recoupctl status") : recoup_words_reminder_command (row, engine->zone);
  notice->urgency = act->quiet || row->kind == RECOUP_REMINDER_DIGEST ? 0 : 1;
  notice->never_expires = row->kind == RECOUP_REMINDER_BEDTIME;
  notice->quiet = act->silent;
  const RecoupTextAction *actions = recoup_words_reminder_actions (row, neutral, &n);
  for (guint i = 0; i < n; i++)
    {
      if (is_used_up (row, actions[i].id))
        continue;
      g_autofree char *label = recoup_words_action_label (row, &actions[i]);
      recoup_notice_add_action (notice, actions[i].id, label);
    }
  return notice;
}

/* Writes the acts in one transaction. @refused: set of keys that were claimed long ago. */
static gboolean
write_acts (RecoupEngine *engine,
            const GPtrArray *acts,
            RecoupInstant now,
            GHashTable *refused,
            GError **error)
{
  if (!recoup_store_begin (engine->store, error))
    return FALSE;
  gboolean ok = TRUE;
  for (guint i = 0; ok && i < acts->len; i++)
    {
      const RecoupAct *act = acts->pdata[i];
      const RecoupReminder *row = act->reminder;
      gboolean is_new = TRUE;
      if (act->kind != RECOUP_ACT_CLAIM && act->kind != RECOUP_ACT_RECORD)
        ok = recoup_engine_write_row (engine, row, now, error);
      else
        ok = recoup_store_claim (engine->store, row, now, &is_new, error);
      if (!is_new)
        g_hash_table_add (refused, row->key);
    }
  if (ok)
    return recoup_store_commit (engine->store, error);
  recoup_store_rollback (engine->store);
  return FALSE;
}

static void
store_acts (RecoupEngine *engine, const GPtrArray *acts, RecoupInstant now, GHashTable *refused)
{
  g_autoptr (GError) error = NULL;

  if (engine->store != NULL && write_acts (engine, acts, now, refused, &error))
    {
      for (guint i = 0; i < acts->len; i++)
        g_hash_table_remove (engine->unsaved, ((RecoupAct *) acts->pdata[i])->reminder->key);
      engine->revision++;
      return;
    }
  if (error != NULL)
    g_warning ("Reminders are kept in memory only: %s", error->message);
  g_hash_table_remove_all (refused);
  for (guint i = 0; i < acts->len; i++)
    recoup_engine_set_unsaved (engine, ((RecoupAct *) acts->pdata[i])->reminder->key, now);
}

static void
tell (RecoupEngine *engine,
      void (*func) (const RecoupReminder *reminder, gpointer user_data),
      const RecoupReminder *row)
{
  if (func != NULL)
    func (row, engine->listener_data);
}

static void
show (RecoupEngine *engine, const RecoupAct *act)
{
  g_autoptr (RecoupNotice) notice = make_notice (engine, act);
  recoup_notifier_show (engine->notifier, notice);
}

void
recoup_engine_remember_digest (RecoupEngine *engine, const RecoupReminder *row, RecoupInstant now)
{
  if (row->kind != RECOUP_REMINDER_DIGEST || row->detail == NULL)
    return;
  if (g_str_equal (row->detail, "welcome"))
    {
      engine->around.welcomed_at = now;
      recoup_engine_set_fact (engine, "welcomed", now);
    }
  if (!g_str_has_prefix (row->detail, "resting "))
    return;
  g_auto (GStrv) words = g_strsplit (row->detail, " ", -1);
  for (guint i = 1; words[i] != NULL; i++)
    {
      RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
      if (!recoup_reminder_kind_from_name (words[i], &kind))
        continue;
      engine->around.resting_since[kind] = now;
      g_autofree char *name = g_strconcat ("resting/", words[i], NULL);
      recoup_engine_set_fact (engine, name, now);
    }
}

static void
carry_out_one (RecoupEngine *engine, const RecoupAct *act, RecoupInstant now)
{
  static const RecoupEngineListener nobody = { NULL, NULL, NULL, NULL, NULL };
  const RecoupEngineListener *listener = engine->listener != NULL ? engine->listener : &nobody;

  switch (act->kind)
    {
    case RECOUP_ACT_CLAIM:
    case RECOUP_ACT_SHOW:
      tell (engine, listener->due, act->reminder);
      show (engine, act);
      return;
    case RECOUP_ACT_UPDATE:
      show (engine, act);
      return;
    case RECOUP_ACT_RESOLVE:
      g_hash_table_remove (engine->revealed, act->reminder->key);
      recoup_notifier_close (engine->notifier, act->reminder->key);
      tell (engine, listener->resolved, act->reminder);
      return;
    case RECOUP_ACT_RECORD:
      recoup_engine_remember_digest (engine, act->reminder, now);
      tell (engine, listener->resolved, act->reminder);
      return;
    case RECOUP_ACT_CLOSE:
      recoup_notifier_close (engine->notifier, act->reminder->key);
      return;
    }
  g_assert_not_reached ();
}

void
recoup_engine_carry_out (RecoupEngine *engine, RecoupInstant now)
{
  const GPtrArray *acts = engine->schedule->acts;
  if (acts->len == 0)
    return;

  g_autoptr (GHashTable) refused = g_hash_table_new (g_str_hash, g_str_equal);
  store_acts (engine, acts, now, refused);
  for (guint i = 0; i < acts->len; i++)
    {
      const RecoupAct *act = acts->pdata[i];
      RecoupReminder *row = recoup_reminder_copy (act->reminder);
      gboolean is_refused = g_hash_table_contains (refused, row->key);
      if (is_refused)
        {
          /* Claimed in a time that the clock has left: the key is spent, and that is all. */
          row->state = RECOUP_REMINDER_SUPERSEDED;
          row->resolved_at = now;
          row->posted = FALSE;
        }
      (void) recoup_engine_keep_row (engine, row); /* it is found by its key */
      if (!is_refused)
        carry_out_one (engine, act, now);
    }
}
