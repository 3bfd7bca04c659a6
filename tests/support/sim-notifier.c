/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "support/sim-notifier.h"

#include <string.h>

typedef enum
{
  ANSWER_SHOWN,
  ANSWER_FAILED,
  ANSWER_ACTION,
  ANSWER_CLOSED,
  ANSWER_SERVER,
} AnswerKind;

typedef struct
{
  AnswerKind kind;
  char *key;  /* owned */
  char *text; /* owned, owner or action */
  guint32 id;
  RecoupClosedReason reason;
} Answer;

/* A call that waits for a hung server. */
typedef struct
{
  RecoupNotice *notice; /* owned; NULL for a call that closes */
  char *key;            /* owned */
} Call;

typedef struct
{
  RecoupNotifier base;
  SimScreen screen;
  gpointer screen_data;
  SimServer server;
  GQueue answers;   /* of Answer */
  GQueue calls;     /* of Call */
  GHashTable *live; /* owned, keys of popups that are up */
  guint32 last_id;
  guint n_owners;
} SimNotifier;

static void
answer_free (Answer *answer)
{
  g_free (answer->key);
  g_free (answer->text);
  g_free (answer);
}

static void
call_free (Call *call)
{
  recoup_notice_free (call->notice);
  g_free (call->key);
  g_free (call);
}

static Answer *
push (SimNotifier *sim, AnswerKind kind, const char *key, const char *text)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->kind = kind;
  answer->key = g_strdup (key);
  answer->text = g_strdup (text);
  g_queue_push_tail (&sim->answers, answer);
  return answer;
}

static void
take (SimNotifier *sim, const RecoupNotice *notice)
{
  g_hash_table_add (sim->live, g_strdup (notice->key));
  sim->screen.taken (notice, sim->screen_data);
  push (sim, ANSWER_SHOWN, notice->key, sim->base.owner)->id = ++sim->last_id;
}

static void
take_away (SimNotifier *sim, const char *key)
{
  if (g_hash_table_contains (sim->live, key))
    {
      sim->screen.gone (key, sim->screen_data);
      g_hash_table_remove (sim->live, key);
    }
}

static void
show (RecoupNotifier *notifier, const RecoupNotice *notice)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  if (sim->server == SIM_SERVER_DOWN)
    {
      push (sim, ANSWER_FAILED, notice->key, "nobody owns the name");
      return;
    }
  if (sim->server != SIM_SERVER_HUNG)
    {
      take (sim, notice);
      return;
    }
  Call *call = g_new0 (Call, 1);
  call->notice = recoup_notice_copy (notice);
  call->key = g_strdup (notice->key);
  g_queue_push_tail (&sim->calls, call);
  notifier->hung = TRUE; /* found out by the first call */
  push (sim, ANSWER_SERVER, NULL, NULL);
}

static void
close_popup (RecoupNotifier *notifier, const char *key)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  if (sim->server != SIM_SERVER_HUNG)
    {
      take_away (sim, key);
      return;
    }
  Call *call = g_new0 (Call, 1);
  call->key = g_strdup (key);
  g_queue_push_tail (&sim->calls, call);
}

static void
free_notifier (RecoupNotifier *notifier)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  g_queue_clear_full (&sim->answers, (GDestroyNotify) answer_free);
  g_queue_clear_full (&sim->calls, (GDestroyNotify) call_free);
  g_hash_table_unref (sim->live);
  g_free (sim);
}

static const RecoupNotifierClass klass = { show, close_popup, free_notifier };

RecoupNotifier *
sim_notifier_new (const SimScreen *screen, gpointer user_data)
{
  SimNotifier *sim = g_new0 (SimNotifier, 1);

  sim->base.klass = &klass;
  sim->screen = *screen;
  sim->screen_data = user_data;
  sim->live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&sim->answers);
  g_queue_init (&sim->calls);
  sim_notifier_restart (&sim->base);
  return &sim->base;
}

/* What was called while the server hung reaches it now, or never. */
static void
end_hang (SimNotifier *sim, gboolean is_reached)
{
  Call *call = NULL;

  while ((call = g_queue_pop_head (&sim->calls)) != NULL)
    {
      if (is_reached && call->notice != NULL)
        take (sim, call->notice);
      else if (is_reached)
        take_away (sim, call->key);
      else if (call->notice != NULL)
        push (sim, ANSWER_FAILED, call->key, "the server went away");
      call_free (call);
    }
}

void
sim_notifier_restart (RecoupNotifier *notifier)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  sim->server = SIM_SERVER_UP;
  g_hash_table_remove_all (sim->live);
  g_free (notifier->owner);
  notifier->owner = g_strdup_printf (":1.%u simulated", ++sim->n_owners);
  notifier->up = TRUE;
  notifier->hung = FALSE;
}

void
sim_notifier_set_server (RecoupNotifier *notifier, SimServer server)
{
  SimNotifier *sim = (SimNotifier *) notifier;
  SimServer old = sim->server;

  if (server == old)
    return;
  if (old == SIM_SERVER_DOWN)
    sim_notifier_restart (notifier);
  sim->server = server;
  if (server == SIM_SERVER_DOWN)
    {
      g_hash_table_remove_all (sim->live);
      g_clear_pointer (&notifier->owner, g_free);
    }
  notifier->up = server != SIM_SERVER_DOWN;
  if (old == SIM_SERVER_HUNG)
    {
      notifier->hung = FALSE;
      end_hang (sim, notifier->up);
    }
  push (sim, ANSWER_SERVER, NULL, NULL);
}

gboolean
sim_notifier_pump (RecoupNotifier *notifier)
{
  SimNotifier *sim = (SimNotifier *) notifier;
  const RecoupNotifierListener *listener = notifier->listener;
  Answer *answer = g_queue_pop_head (&sim->answers);

  if (answer == NULL)
    return FALSE;
  if (listener != NULL)
    switch (answer->kind)
      {
      case ANSWER_SHOWN:
        listener->shown (answer->key, answer->id, answer->text, notifier->user_data);
        break;
      case ANSWER_FAILED:
        listener->failed (answer->key, answer->text, notifier->user_data);
        break;
      case ANSWER_ACTION:
        listener->action (answer->key, answer->text, notifier->user_data);
        break;
      case ANSWER_CLOSED:
        listener->closed (answer->key, answer->reason, notifier->user_data);
        break;
      case ANSWER_SERVER:
        listener->server (notifier->user_data);
        break;
      }
  answer_free (answer);
  return TRUE;
}

void
sim_notifier_lose_answers (RecoupNotifier *notifier)
{
  SimNotifier *sim = (SimNotifier *) notifier;
  g_queue_clear_full (&sim->answers, (GDestroyNotify) answer_free);
}

const char *
sim_notifier_find (const RecoupNotifier *notifier, const char *kind)
{
  const SimNotifier *sim = (const SimNotifier *) notifier;
  gsize length = strlen (kind);
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, sim->live);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (strncmp (key, kind, length) == 0 && ((const char *) key)[length] == '/')
      return key;
  return NULL;
}

void
sim_notifier_close (RecoupNotifier *notifier, const char *key, RecoupClosedReason reason)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  push (sim, ANSWER_CLOSED, key, NULL)->reason = reason;
  g_hash_table_remove (sim->live, key);
}

void
sim_notifier_press (RecoupNotifier *notifier, const char *key, const char *action)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  (void) push (sim, ANSWER_ACTION, key, action);
  push (sim, ANSWER_CLOSED, key, NULL)->reason = RECOUP_CLOSED_DISMISSED;
  g_hash_table_remove (sim->live, key);
}
