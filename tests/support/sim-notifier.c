/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Two programs in one file. The server has popups with ids, and a queue of calls while it hangs.
 * The daemon's part behaves as daemon/notifier-desktop.c does on a real bus: it knows which id
 * belongs to which key, has one call under way, gives it up after 25 s and then sends nothing until
 * the server answers. It dies with the daemon; the server does not. */

#include "support/sim-notifier.h"

#include <string.h>

#include "daemon/popup.h"

#define PATIENCE_USEC (25 * (gint64) G_USEC_PER_SEC) /* of libnotify's call */
#define RETRY_USEC    (2 * (gint64) G_USEC_PER_SEC) /* after Plasma refused: 1.2 s, in whole ones */

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
  guint32 id;           /* to replace, or to close */
  gboolean was_closed;  /* the daemon wants it away as soon as it is up */
} Call;

typedef struct
{
  RecoupNotifier base;
  RecoupClock *clock;
  SimScreen screen;
  gpointer screen_data;
  /* the server */
  SimServer server;
  GPtrArray *popups; /* owned, of SimPopup */
  GQueue calls;      /* of Call, owned */
  guint n_refusals;
  guint32 last_id;
  guint n_owners;
  /* the daemon's part */
  GQueue answers;     /* of Answer */
  GQueue waiting;     /* of RecoupNotice, owned */
  GHashTable *ids;    /* owned, key -> id */
  Call *job;          /* borrowed from calls: not answered yet; NULL for none */
  gint64 job_until;   /* uptime at which it is given up */
  gint64 retry_until; /* uptime of a second try of the first that waits, -1 for none */
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
  g_free (call);
}

static void
popup_free (gpointer data)
{
  SimPopup *popup = data;

  recoup_notice_free (popup->notice);
  g_free (popup->body);
  g_free (popup);
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

static gboolean
is_answering (const SimNotifier *sim)
{
  return sim->server == SIM_SERVER_UP || sim->server == SIM_SERVER_NO_ACTIONS ||
         sim->server == SIM_SERVER_MAKO;
}

static SimPopup *
find_popup (const SimNotifier *sim, guint32 id)
{
  for (guint i = 0; i < sim->popups->len; i++)
    if (((SimPopup *) sim->popups->pdata[i])->id == id)
      return sim->popups->pdata[i];
  return NULL;
}

static SimPopup *
find_popup_of (const SimNotifier *sim, const char *key)
{
  for (guint i = sim->popups->len; i-- > 0;)
    if (g_str_equal (((SimPopup *) sim->popups->pdata[i])->notice->key, key))
      return sim->popups->pdata[i];
  return NULL;
}

static const char *
find_key (const SimNotifier *sim, guint32 id)
{
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, sim->ids);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (GPOINTER_TO_UINT (value) == id)
      return key;
  return NULL;
}

/* The server carries a call out. Returns: the id that it answers */
static guint32
take (SimNotifier *sim, const RecoupNotice *notice, guint32 replaces)
{
  SimPopup *old = replaces != 0 ? find_popup (sim, replaces) : NULL;
  SimPopup *popup = g_new0 (SimPopup, 1);

  popup->id = old != NULL ? replaces : ++sim->last_id;
  popup->notice = recoup_notice_copy (notice);
  popup->body = recoup_popup_make_body (&sim->base, notice);
  popup->has_buttons = sim->server == SIM_SERVER_UP;
  if (old != NULL)
    g_ptr_array_remove (sim->popups, old);
  else if (find_popup_of (sim, notice->key) != NULL && sim->screen.doubled != NULL)
    sim->screen.doubled (notice->key, sim->screen_data);
  g_ptr_array_add (sim->popups, popup);
  sim->screen.taken (notice, sim->screen_data);
  return popup->id;
}

static void
take_away (SimNotifier *sim, guint32 id)
{
  SimPopup *popup = find_popup (sim, id);
  if (popup == NULL)
    return;
  sim->screen.gone (popup->notice->key, sim->screen_data);
  g_ptr_array_remove (sim->popups, popup);
}

/* The server took a call of the daemon that lives. */
static void
remember (SimNotifier *sim, const char *key, guint32 id)
{
  g_hash_table_insert (sim->ids, g_strdup (key), GUINT_TO_POINTER (id));
  push (sim, ANSWER_SHOWN, key, sim->base.owner)->id = id;
}

static void
refuse (SimNotifier *sim, RecoupNotice *notice, gboolean is_retry)
{
  sim->n_refusals--;
  if (is_retry)
    {
      push (sim, ANSWER_FAILED, notice->key, "Created too many similar notifications");
      recoup_notice_free (notice);
      return;
    }
  sim->retry_until = recoup_clock_uptime_usec (sim->clock) + RETRY_USEC;
  g_queue_push_head (&sim->waiting, notice);
}

/* Sends what may be sent now. */
static void
send_waiting (SimNotifier *sim, gboolean is_retry)
{
  while (sim->job == NULL && !sim->base.hung && sim->retry_until < 0 &&
         !g_queue_is_empty (&sim->waiting))
    {
      if (sim->server == SIM_SERVER_ASLEEP)
        {
          sim_notifier_set_server (&sim->base, SIM_SERVER_UP); /* which sends them */
          return;
        }
      g_autoptr (RecoupNotice) notice = g_queue_pop_head (&sim->waiting);
      guint32 replaces = GPOINTER_TO_UINT (g_hash_table_lookup (sim->ids, notice->key));
      if (sim->server == SIM_SERVER_DOWN)
        push (sim, ANSWER_FAILED, notice->key, "nobody owns the name");
      else if (sim->server == SIM_SERVER_HUNG)
        {
          sim->job = g_new0 (Call, 1);
          sim->job->notice = g_steal_pointer (&notice);
          sim->job->id = replaces;
          sim->job_until = recoup_clock_uptime_usec (sim->clock) + PATIENCE_USEC;
          g_queue_push_tail (&sim->calls, sim->job);
        }
      else if (sim->n_refusals > 0)
        refuse (sim, g_steal_pointer (&notice), is_retry);
      else
        remember (sim, notice->key, take (sim, notice, replaces));
      is_retry = FALSE;
    }
}

static void
show (RecoupNotifier *notifier, const RecoupNotice *notice)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  g_queue_push_tail (&sim->waiting, recoup_notice_copy (notice));
  send_waiting (sim, FALSE);
}

static void
close_popup (RecoupNotifier *notifier, const char *key)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  for (GList *link = sim->waiting.head; link != NULL;)
    {
      GList *next = link->next;
      RecoupNotice *notice = link->data;
      if (g_str_equal (notice->key, key))
        {
          if (link == sim->waiting.head)
            sim->retry_until = -1;
          recoup_notice_free (notice);
          g_queue_delete_link (&sim->waiting, link);
        }
      link = next;
    }
  if (sim->job != NULL && g_str_equal (sim->job->notice->key, key))
    sim->job->was_closed = TRUE;
  guint32 id = GPOINTER_TO_UINT (g_hash_table_lookup (sim->ids, key));
  if (id == 0)
    return;
  g_hash_table_remove (sim->ids, key);
  if (is_answering (sim))
    {
      take_away (sim, id);
      return;
    }
  Call *call = g_new0 (Call, 1);
  call->id = id;
  g_queue_push_tail (&sim->calls, call);
}

static void
adopt (RecoupNotifier *notifier, const char *key, guint32 id)
{
  g_hash_table_insert (((SimNotifier *) notifier)->ids, g_strdup (key), GUINT_TO_POINTER (id));
}

static void
free_notifier (RecoupNotifier *notifier)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  g_queue_clear_full (&sim->answers, (GDestroyNotify) answer_free);
  g_queue_clear_full (&sim->calls, (GDestroyNotify) call_free);
  g_queue_clear_full (&sim->waiting, (GDestroyNotify) recoup_notice_free);
  g_ptr_array_unref (sim->popups);
  g_hash_table_unref (sim->ids);
  g_free (sim);
}

static const RecoupNotifierClass klass = { show, close_popup, adopt, free_notifier };

RecoupNotifier *
sim_notifier_new (RecoupClock *clock, const SimScreen *screen, gpointer user_data)
{
  SimNotifier *sim = g_new0 (SimNotifier, 1);

  sim->base.klass = &klass;
  sim->clock = clock;
  sim->screen = *screen;
  sim->screen_data = user_data;
  sim->popups = g_ptr_array_new_with_free_func (popup_free);
  sim->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&sim->answers);
  g_queue_init (&sim->calls);
  g_queue_init (&sim->waiting);
  sim->retry_until = -1;
  sim_notifier_restart (&sim->base);
  return &sim->base;
}

/* The server answers again: it carries out what it was called for, in order. */
static void
answer_calls (SimNotifier *sim)
{
  Call *call = NULL;

  while ((call = g_queue_pop_head (&sim->calls)) != NULL)
    {
      if (call->notice == NULL)
        take_away (sim, call->id);
      else
        {
          guint32 id = take (sim, call->notice, call->id);
          if (call == sim->job && call->was_closed)
            take_away (sim, id);
          else if (call == sim->job)
            remember (sim, call->notice->key, id);
        }
      if (call == sim->job)
        sim->job = NULL;
      call_free (call);
    }
}

/* The server is gone, and all that it knew. */
static void
drop_server (SimNotifier *sim)
{
  if (sim->base.up)
    {
      g_queue_clear_full (&sim->waiting, (GDestroyNotify) recoup_notice_free);
      sim->retry_until = -1;
    }
  if (sim->job != NULL && !sim->job->was_closed)
    push (sim, ANSWER_FAILED, sim->job->notice->key, "the server went away");
  sim->job = NULL;
  g_queue_clear_full (&sim->calls, (GDestroyNotify) call_free);
  g_ptr_array_set_size (sim->popups, 0);
  g_hash_table_remove_all (sim->ids);
  g_clear_pointer (&sim->base.owner, g_free);
  sim->base.up = sim->base.hung = FALSE;
}

/* What the present server says of itself. */
static void
describe (SimNotifier *sim)
{
  static const char *const all[] = { "actions", "body", NULL };
  static const char *const plain[] = { "body", NULL };

  g_strfreev (sim->base.capabilities);
  sim->base.capabilities =
      g_strdupv ((char **) (sim->server == SIM_SERVER_NO_ACTIONS ? plain : all));
  g_free (sim->base.name);
  sim->base.name = g_strdup (sim->server == SIM_SERVER_MAKO ? "mako" : "simulated");
}

static void
own_name (SimNotifier *sim)
{
  g_free (sim->base.owner);
  sim->base.owner = g_strdup_printf (":1.%u simulated", ++sim->n_owners);
  sim->base.up = TRUE;
}

void
sim_notifier_restart (RecoupNotifier *notifier)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  drop_server (sim);
  if (sim->server == SIM_SERVER_DOWN || sim->server == SIM_SERVER_ASLEEP)
    return;
  sim->server = SIM_SERVER_UP;
  describe (sim);
  own_name (sim);
}

void
sim_notifier_set_server (RecoupNotifier *notifier, SimServer server)
{
  SimNotifier *sim = (SimNotifier *) notifier;
  gboolean was_owned = sim->base.up;

  if (server == sim->server)
    return;
  sim->server = server;
  notifier->activatable = server == SIM_SERVER_ASLEEP;
  if (server == SIM_SERVER_DOWN || server == SIM_SERVER_ASLEEP)
    drop_server (sim);
  else if (!was_owned)
    own_name (sim);
  if (is_answering (sim))
    {
      describe (sim);
      answer_calls (sim);
      notifier->hung = FALSE;
    }
  push (sim, ANSWER_SERVER, NULL, NULL);
  if (is_answering (sim))
    send_waiting (sim, FALSE);
}

void
sim_notifier_refuse (RecoupNotifier *notifier, guint n)
{
  ((SimNotifier *) notifier)->n_refusals = n;
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

RecoupInstant
sim_notifier_get_wake (RecoupNotifier *notifier)
{
  const SimNotifier *sim = (SimNotifier *) notifier;
  gint64 until = sim->retry_until >= 0 ? sim->retry_until : G_MAXINT64;

  if (sim->job != NULL)
    until = MIN (until, sim->job_until);
  if (until == G_MAXINT64)
    return G_MAXINT64;
  return recoup_clock_now (sim->clock) + MAX (until - recoup_clock_uptime_usec (sim->clock), 0);
}

void
sim_notifier_ring (RecoupNotifier *notifier)
{
  SimNotifier *sim = (SimNotifier *) notifier;
  gint64 uptime = recoup_clock_uptime_usec (sim->clock);

  if (sim->job != NULL && uptime >= sim->job_until)
    {
      notifier->hung = TRUE;
      if (!sim->job->was_closed)
        push (sim, ANSWER_SHOWN, sim->job->notice->key, notifier->owner);
      sim->job = NULL; /* it stays with the server */
      push (sim, ANSWER_SERVER, NULL, NULL);
    }
  if (sim->retry_until >= 0 && uptime >= sim->retry_until)
    {
      sim->retry_until = -1;
      send_waiting (sim, TRUE);
    }
}

void
sim_notifier_lose_answers (RecoupNotifier *notifier)
{
  SimNotifier *sim = (SimNotifier *) notifier;

  g_queue_clear_full (&sim->answers, (GDestroyNotify) answer_free);
  g_queue_clear_full (&sim->waiting, (GDestroyNotify) recoup_notice_free);
  g_hash_table_remove_all (sim->ids);
  sim->job = NULL;
  sim->retry_until = -1;
  notifier->hung = FALSE; /* the next process has to find out by itself */
}

const char *
sim_notifier_find (const RecoupNotifier *notifier, const char *kind)
{
  const SimNotifier *sim = (const SimNotifier *) notifier;
  gsize length = strlen (kind);

  for (guint i = sim->popups->len; i-- > 0;)
    {
      const char *key = ((SimPopup *) sim->popups->pdata[i])->notice->key;
      if (strncmp (key, kind, length) == 0 && key[length] == '/')
        return key;
    }
  return NULL;
}

const GPtrArray *
sim_notifier_list (const RecoupNotifier *notifier)
{
  return ((const SimNotifier *) notifier)->popups;
}

void
sim_notifier_put (RecoupNotifier *notifier, const char *key, guint32 id)
{
  SimNotifier *sim = (SimNotifier *) notifier;
  SimPopup *popup = g_new0 (SimPopup, 1);

  popup->id = id;
  popup->notice = recoup_notice_new (key);
  g_ptr_array_add (sim->popups, popup);
  sim->last_id = MAX (sim->last_id, id);
}

SimServer
sim_notifier_get_server (const RecoupNotifier *notifier)
{
  return ((const SimNotifier *) notifier)->server;
}

void
sim_notifier_close (RecoupNotifier *notifier, const char *key, RecoupClosedReason reason)
{
  SimNotifier *sim = (SimNotifier *) notifier;
  SimPopup *popup = find_popup_of (sim, key);

  if (popup == NULL)
    return;
  const char *known = find_key (sim, popup->id);
  if (known != NULL) /* else it is of nobody who lives */
    {
      push (sim, ANSWER_CLOSED, known, NULL)->reason = reason;
      g_hash_table_remove (sim->ids, key);
    }
  g_ptr_array_remove (sim->popups, popup);
}

void
sim_notifier_press (RecoupNotifier *notifier, const char *key, const char *action)
{
  SimNotifier *sim = (SimNotifier *) notifier;
  SimPopup *popup = find_popup_of (sim, key);

  if (popup != NULL && find_key (sim, popup->id) != NULL)
    (void) push (sim, ANSWER_ACTION, key, action);
  sim_notifier_close (notifier, key, RECOUP_CLOSED_DISMISSED);
}
