/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The notification server is another program: it comes late, restarts, hangs, and answers with
 * errors of its own. libnotify's show call blocks until the server answers, so it runs in a worker,
 * one at a time, on an object of which the main thread meanwhile only hears that it closed; all
 * else is asynchronous GDBus, and who the server is notifier-server.c knows. A call that was not
 * answered in time may still be carried out: it counts as posted under an unknown id, and nothing
 * more is sent until the server has answered a question.
 */
#include "daemon/notifier-desktop.h"

#include <libnotify/notify.h>

#include "daemon/log.h"
#include "daemon/notifier-server.h"
#include "daemon/popup.h"

/* Plasma refuses several notifications in a short time. */
#define EXCESS_ERROR      ".ExcessNotificationGeneration"
#define EXCESS_RETRY_MSEC 1200

typedef struct _DesktopNotifier DesktopNotifier;

/* One show call, from its start to its answer. */
typedef struct
{
  DesktopNotifier *notifier; /* borrowed, NULL once that is freed */
  NotifyNotification *popup; /* owned; the worker's until the task is back */
  RecoupNotice *notice;      /* owned */
  char *owner;               /* owned, the server when it was sent */
  gboolean is_retry;
  gboolean was_closed; /* to be taken away as soon as it is up */
  guint32 lost_id;     /* what libnotify forgot when the server closed it, 0 for nothing */
} Job;

struct _DesktopNotifier
{
  RecoupNotifier base;
  GDBusConnection *bus;         /* owned */
  RecoupNotifierServer *server; /* owned */
  guint subscription;
  GQueue waiting; /* of RecoupNotice, owned */
  Job *job;       /* borrowed from its task; NULL when none is under way */
  guint retry_source;
  RecoupNotice *retry; /* owned, waiting for its second chance */
  GHashTable *keys;    /* owned: id -> key (owned) */
  GHashTable *ids;     /* owned: key (owned) -> id */
  GPtrArray *early;    /* owned, of Signal: for ids that the answer to come may name */
};

typedef struct
{
  guint32 id;
  guint32 reason;
  char *action; /* owned, NULL for a close */
} Signal;

static void pump (DesktopNotifier *desktop);

static void
signal_free (gpointer data)
{
  Signal *signal = data;
  g_free (signal->action);
  g_free (signal);
}

static void
job_free (gpointer data)
{
  Job *job = data;
  recoup_notice_free (job->notice);
  g_free (job->owner);
  g_free (job);
}

static void
tell_server (DesktopNotifier *desktop)
{
  if (desktop->base.listener != NULL)
    desktop->base.listener->server (desktop->base.user_data);
}

static void
tell_failed (DesktopNotifier *desktop, const char *key, const char *message)
{
  if (desktop->base.listener != NULL)
    desktop->base.listener->failed (key, message, desktop->base.user_data);
}

static void
forget_id (DesktopNotifier *desktop, guint32 id)
{
  const char *key = g_hash_table_lookup (desktop->keys, GUINT_TO_POINTER (id));
  if (key == NULL)
    return;
  if (GPOINTER_TO_UINT (g_hash_table_lookup (desktop->ids, key)) == id)
    g_hash_table_remove (desktop->ids, key);
  g_hash_table_remove (desktop->keys, GUINT_TO_POINTER (id));
}

static void
remember_id (DesktopNotifier *desktop, const char *key, guint32 id)
{
  guint32 old = GPOINTER_TO_UINT (g_hash_table_lookup (desktop->ids, key));
  if (old != 0)
    forget_id (desktop, old);
  forget_id (desktop, id); /* the server may have given an id of another popup again */
  g_hash_table_insert (desktop->ids, g_strdup (key), GUINT_TO_POINTER (id));
  g_hash_table_insert (desktop->keys, GUINT_TO_POINTER (id), g_strdup (key));
}

static void
send_close (DesktopNotifier *desktop, guint32 id)
{
  g_dbus_connection_call (
      desktop->bus, RECOUP_SERVER_NAME, RECOUP_SERVER_PATH, RECOUP_SERVER_NAME, "CloseNotification",
      g_variant_new ("(u)", id), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, RECOUP_SERVER_NO_LIMIT,
      NULL, NULL, /* one that is gone already is an error to some servers, not to us */
      NULL);
}

static void
deliver_signal (DesktopNotifier *desktop, const Signal *signal)
{
  const char *found = g_hash_table_lookup (desktop->keys, GUINT_TO_POINTER (signal->id));
  if (found == NULL || desktop->base.listener == NULL)
    return;
  g_autofree char *key = g_strdup (found);
  if (signal->action != NULL)
    {
      desktop->base.listener->action (key, signal->action, desktop->base.user_data);
      return;
    }
  forget_id (desktop, signal->id);
  gboolean is_known =
      signal->reason >= RECOUP_CLOSED_EXPIRED && signal->reason <= RECOUP_CLOSED_UNDEFINED;
  desktop->base.listener->closed (
      key, is_known ? (RecoupClosedReason) signal->reason : RECOUP_CLOSED_UNDEFINED,
      desktop->base.user_data);
}

static void /* NOLINTNEXTLINE(readability-function-size): GDBusSignalCallback */
on_server_signal (GDBusConnection *bus,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *name,
                  GVariant *parameters,
                  gpointer user_data)
{
  DesktopNotifier *desktop = user_data;
  Signal *signal = g_new0 (Signal, 1);
  if (g_str_equal (name, "ActionInvoked") &&
      g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(us)")))
    g_variant_get (parameters, "(us)", &signal->id, &signal->action);
  else if (g_str_equal (name, "NotificationClosed") &&
           g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(uu)")))
    g_variant_get (parameters, "(uu)", &signal->id, &signal->reason);
  /* The answer to the call under way may be about to name this id. */
  gboolean is_early = desktop->job != NULL && signal->id != 0 &&
                      !g_hash_table_contains (desktop->keys, GUINT_TO_POINTER (signal->id));
  if (is_early)
    {
      g_ptr_array_add (desktop->early, signal);
      return;
    }
  deliver_signal (desktop, signal);
  signal_free (signal);
}

static gboolean
on_retry (gpointer user_data)
{
  DesktopNotifier *desktop = user_data;
  desktop->retry_source = 0;
  pump (desktop);
  return G_SOURCE_REMOVE;
}

static void
take_posted (DesktopNotifier *desktop, const Job *job, guint32 id)
{
  if (id != 0)
    remember_id (desktop, job->notice->key, id);
  if (job->was_closed)
    {
      if (id != 0)
        recoup_notifier_close (&desktop->base, job->notice->key);
      return;
    }
  if (desktop->base.listener != NULL)
    desktop->base.listener->shown (job->notice->key, id, job->owner, desktop->base.user_data);
}

static void
take_failure (DesktopNotifier *desktop, Job *job, const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);
  gboolean is_same = g_strcmp0 (job->owner, desktop->base.owner) == 0;
  gboolean timed_out = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
                       g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
                       g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT);
  if (timed_out && is_same)
    {
      recoup_log_event (RECOUP_LOG_SERVER_HUNG, "The notification server %s does not answer",
                        desktop->base.name != NULL ? desktop->base.name : job->owner);
      desktop->base.hung = TRUE;
      take_posted (desktop, job, 0);
      recoup_notifier_server_ask (desktop->server);
      tell_server (desktop);
    }
  else if (name != NULL && g_str_has_suffix (name, EXCESS_ERROR) && !job->is_retry &&
           !job->was_closed)
    {
      desktop->retry = g_steal_pointer (&job->notice);
      desktop->retry_source = g_timeout_add (EXCESS_RETRY_MSEC, on_retry, desktop);
    }
  else if (!job->was_closed)
    tell_failed (desktop, job->notice->key, error->message);
}

/* libnotify forgets the id of a popup as soon as it hears that it is closed; that can be between
 * the answer in the worker and on_shown() here. Here is still told which it was. */
static void
on_popup_closed (NotifyNotification *popup, gpointer user_data)
{
  Job *job = user_data;
  gint id = 0;
  g_object_get (popup, "id", &id, NULL);
  job->lost_id = (guint32) id;
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);
  gint id = 0;
  g_object_get (job->popup, "id", &id, NULL);
  if (id == 0)
    id = (gint) job->lost_id;
  g_clear_object (&job->popup); /* here, not in the worker: libnotify's signals come here */
  DesktopNotifier *desktop = job->notifier;
  if (desktop == NULL)
    return;
  desktop->job = NULL;
  gboolean is_same = g_strcmp0 (job->owner, desktop->base.owner) == 0;
  if (ok)
    take_posted (desktop, job, is_same ? (guint32) id : 0);
  else
    take_failure (desktop, job, error);
  g_autoptr (GPtrArray) early = g_steal_pointer (&desktop->early);
  desktop->early = g_ptr_array_new_with_free_func (signal_free);
  for (guint i = 0; i < early->len; i++)
    deliver_signal (desktop, g_ptr_array_index (early, i));
  pump (desktop);
}

static void
show_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  if (notify_notification_show (job->popup, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Sends the next notice if one may be sent now. */
static void
pump (DesktopNotifier *desktop)
{
  gboolean is_busy = desktop->job != NULL || desktop->retry_source != 0 || desktop->base.hung;
  if (is_busy || (desktop->retry == NULL && g_queue_is_empty (&desktop->waiting)))
    return;
  if (!recoup_notifier_server_is_ready (desktop->server))
    {
      if (!desktop->base.up)
        recoup_notifier_server_start (desktop->server);
      return;
    }
  Job *job = g_new0 (Job, 1);
  job->notifier = desktop;
  job->is_retry = desktop->retry != NULL;
  job->notice =
      job->is_retry ? g_steal_pointer (&desktop->retry) : g_queue_pop_head (&desktop->waiting);
  job->owner = g_strdup (desktop->base.owner);
  guint32 replaces = GPOINTER_TO_UINT (g_hash_table_lookup (desktop->ids, job->notice->key));
  job->popup = recoup_popup_new (&desktop->base, job->notice, replaces);
  g_signal_connect (job->popup, "closed", G_CALLBACK (on_popup_closed), job);
  desktop->job = job;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_shown, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, show_in_worker);
}

/* What waited for a server that is gone is asked for anew when there is another. */
static void
on_server_gone (gpointer user_data)
{
  DesktopNotifier *desktop = user_data;
  g_hash_table_remove_all (desktop->keys);
  g_hash_table_remove_all (desktop->ids);
  g_queue_clear_full (&desktop->waiting, (GDestroyNotify) recoup_notice_free);
  g_clear_handle_id (&desktop->retry_source, g_source_remove);
  g_clear_pointer (&desktop->retry, recoup_notice_free);
}

static void
on_server_changed (gpointer user_data)
{
  DesktopNotifier *desktop = user_data;
  tell_server (desktop);
  if (desktop->base.up) /* else nothing is started only because something waits */
    pump (desktop);
}

static void
on_not_started (const char *message, gpointer user_data)
{
  DesktopNotifier *desktop = user_data;
  while (!g_queue_is_empty (&desktop->waiting))
    {
      g_autoptr (RecoupNotice) notice = g_queue_pop_head (&desktop->waiting);
      tell_failed (desktop, notice->key, message);
    }
}

static const RecoupNotifierServerListener server_listener = {
  .gone = on_server_gone,
  .changed = on_server_changed,
  .not_started = on_not_started,
};

static void
desktop_show (RecoupNotifier *notifier, const RecoupNotice *notice)
{
  DesktopNotifier *desktop = (DesktopNotifier *) notifier;
  g_queue_push_tail (&desktop->waiting, recoup_notice_copy (notice));
  pump (desktop);
}

static void
desktop_close (RecoupNotifier *notifier, const char *key)
{
  DesktopNotifier *desktop = (DesktopNotifier *) notifier;
  for (GList *link = desktop->waiting.head; link != NULL;)
    {
      GList *next = link->next;
      RecoupNotice *notice = link->data;
      if (g_str_equal (notice->key, key))
        {
          recoup_notice_free (notice);
          g_queue_delete_link (&desktop->waiting, link);
        }
      link = next;
    }
  if (desktop->retry != NULL && g_str_equal (desktop->retry->key, key))
    {
      g_clear_handle_id (&desktop->retry_source, g_source_remove);
      g_clear_pointer (&desktop->retry, recoup_notice_free);
    }
  if (desktop->job != NULL && g_str_equal (desktop->job->notice->key, key))
    desktop->job->was_closed = TRUE;
  guint32 id = GPOINTER_TO_UINT (g_hash_table_lookup (desktop->ids, key));
  if (id == 0)
    return;
  forget_id (desktop, id);
  send_close (desktop, id);
}

static void
desktop_adopt (RecoupNotifier *notifier, const char *key, guint32 id)
{
  remember_id ((DesktopNotifier *) notifier, key, id);
}

static void
desktop_free (RecoupNotifier *notifier)
{
  DesktopNotifier *desktop = (DesktopNotifier *) notifier;
  if (desktop->job != NULL)
    desktop->job->notifier = NULL;
  recoup_notifier_server_free (desktop->server);
  g_dbus_connection_signal_unsubscribe (desktop->bus, desktop->subscription);
  g_clear_handle_id (&desktop->retry_source, g_source_remove);
  recoup_notice_free (desktop->retry);
  g_queue_clear_full (&desktop->waiting, (GDestroyNotify) recoup_notice_free);
  g_ptr_array_unref (desktop->early);
  g_hash_table_unref (desktop->keys);
  g_hash_table_unref (desktop->ids);
  g_object_unref (desktop->bus);
  g_free (desktop);
}

static const RecoupNotifierClass desktop_class = {
  .show = desktop_show,
  .close = desktop_close,
  .adopt = desktop_adopt,
  .free = desktop_free,
};

RecoupNotifier *
recoup_notifier_new_desktop (GDBusConnection *bus)
{
  (void) notify_init ("Recoup"); /* only remembers the name */
  DesktopNotifier *desktop = g_new0 (DesktopNotifier, 1);
  desktop->base.klass = &desktop_class;
  desktop->bus = g_object_ref (bus);
  g_queue_init (&desktop->waiting);
  desktop->early = g_ptr_array_new_with_free_func (signal_free);
  desktop->keys = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  desktop->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  desktop->subscription = g_dbus_connection_signal_subscribe (
      bus, RECOUP_SERVER_NAME, RECOUP_SERVER_NAME, NULL, RECOUP_SERVER_PATH, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_server_signal, desktop, NULL);
  desktop->server = recoup_notifier_server_new (bus, &desktop->base, &server_listener, desktop);
  return &desktop->base;
}
