/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The queue of calls that are worked at in turns. One idle source serves it: reminders and other
 * calls come first. A change of the store that is made in turns itself has its transaction open:
 * what is not committed is not to be read, so the queue stands until it is done, and calls that
 * need the store meanwhile are put off into another one. What one client sends happens in its
 * order: its calls are put off behind those of its own that wait or are being worked at.
 */
#include "daemon/bus-jobs.h"

#include <glib/gi18n-lib.h>

#include "daemon/bus-ties.h"
#include "daemon/limit.h"
#include "recoup/error.h"

#define MAX_JOBS    64  /* that wait; each holds some weeks of days, or rows */
#define MAX_PUT_OFF 256 /* calls that wait for the store */
#define MAX_LONG    16  /* long ones among them: each may hold 16 MiB */
#define LONG_LIST   100 /* from so many entries on a call is a long one */

static void
job_free (RecoupJob *job)
{
  job->clear (job);
  g_free (job);
}

/* Calls @invocation again, as if it came now. */
static void
call_again (RecoupBus *bus, GDBusMethodInvocation *invocation)
{
  const char *name = g_dbus_method_invocation_get_interface_name (invocation);
  GDBusInterfaceSkeleton *const skeletons[] = {
    G_DBUS_INTERFACE_SKELETON (bus->recovery),
    G_DBUS_INTERFACE_SKELETON (bus->journal),
    G_DBUS_INTERFACE_SKELETON (bus->reminders),
    G_DBUS_INTERFACE_SKELETON (bus->settings),
  };
  for (gsize i = 0; i < G_N_ELEMENTS (skeletons); i++)
    {
      if (!g_str_equal (g_dbus_interface_skeleton_get_info (skeletons[i])->name, name))
        continue;
      const GDBusInterfaceVTable *vtable = g_dbus_interface_skeleton_get_vtable (skeletons[i]);
      vtable->method_call (g_dbus_method_invocation_get_connection (invocation),
                           g_dbus_method_invocation_get_sender (invocation),
                           g_dbus_method_invocation_get_object_path (invocation), name,
                           g_dbus_method_invocation_get_method_name (invocation),
                           g_dbus_method_invocation_get_parameters (invocation), invocation,
                           skeletons[i]);
      return;
    }
  g_assert_not_reached ();
}

/* Whether the store is in use: by a change in turns, or an addition that will be one. */
static gboolean
is_taken (const RecoupBus *bus)
{
  return bus->addition != NULL || recoup_engine_is_busy (bus->parts.engine);
}

static gboolean
is_of_one_client (GDBusMethodInvocation *a, GDBusMethodInvocation *b)
{
  return g_str_equal (g_dbus_method_invocation_get_sender (a),
                      g_dbus_method_invocation_get_sender (b));
}

/* Whether a call of the same client is being worked at. */
static gboolean
has_job (RecoupBus *bus, GDBusMethodInvocation *invocation)
{
  for (const GList *link = bus->jobs.head; link != NULL; link = link->next)
    if (is_of_one_client (((const RecoupJob *) link->data)->invocation, invocation))
      return TRUE;
  return FALSE;
}

/* Whether a call of the same client was put off. */
static gboolean
has_waiting (RecoupBus *bus, GDBusMethodInvocation *invocation)
{
  for (const GList *link = bus->put_off.head; link != NULL; link = link->next)
    if (is_of_one_client (link->data, invocation))
      return TRUE;
  return FALSE;
}

/* Handles the first call that was put off and need not wait any more. Returns: whether there was
 * one */
static gboolean
call_next (RecoupBus *bus)
{
  GList *link = bus->put_off.head;
  while (link != NULL && has_job (bus, link->data))
    link = link->next;
  if (link == NULL)
    return FALSE;
  GDBusMethodInvocation *invocation = link->data;
  g_queue_delete_link (&bus->put_off, link);
  bus->is_calling_again = TRUE;
  call_again (bus, invocation);
  bus->is_calling_again = FALSE;
  return TRUE;
}

static gboolean
on_turn (gpointer user_data)
{
  RecoupBus *bus = user_data;
  if (recoup_engine_is_busy (bus->parts.engine))
    return G_SOURCE_CONTINUE;
  if ((is_taken (bus) || !call_next (bus)) && !g_queue_is_empty (&bus->jobs))
    {
      RecoupJob *job = g_queue_peek_head (&bus->jobs);
      if (job->step (bus, job))
        job_free (g_queue_pop_head (&bus->jobs));
    }
  if (!g_queue_is_empty (&bus->jobs) || !g_queue_is_empty (&bus->put_off))
    return G_SOURCE_CONTINUE;
  bus->jobs_id = 0;
  return G_SOURCE_REMOVE;
}

static void
wake (RecoupBus *bus)
{
  if (bus->jobs_id == 0)
    bus->jobs_id = g_idle_add (on_turn, bus);
}

void
recoup_bus_run_job (RecoupBus *bus, RecoupJob *job)
{
  if (g_queue_get_length (&bus->jobs) >= MAX_JOBS)
    {
      recoup_bus_refuse (
          job->invocation,
          g_error_new (RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                       _ ("At most %d long answers may be worked out at once: ask again later"),
                       MAX_JOBS));
      job_free (job);
      return;
    }
  if (g_queue_is_empty (&bus->jobs) && job->step (bus, job))
    {
      job_free (job);
      return;
    }
  g_queue_push_tail (&bus->jobs, job);
  wake (bus);
}

static gboolean
is_long (GDBusMethodInvocation *invocation)
{
  GVariant *arguments = g_dbus_method_invocation_get_parameters (invocation);
  if (g_variant_n_children (arguments) == 0)
    return FALSE;
  g_autoptr (GVariant) first = g_variant_get_child_value (arguments, 0);
  return g_variant_is_of_type (first, G_VARIANT_TYPE_ARRAY) &&
         g_variant_n_children (first) >= LONG_LIST;
}

/* Whether one call more may be put off. */
static gboolean
may_wait (RecoupBus *bus, GDBusMethodInvocation *invocation, GError **error)
{
  guint n_long = 0;
  if (g_queue_get_length (&bus->put_off) >= MAX_PUT_OFF)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                   _ ("At most %d calls may wait for the store: ask again later"), MAX_PUT_OFF);
      return FALSE;
    }
  for (const GList *link = bus->put_off.head; link != NULL; link = link->next)
    n_long += is_long (link->data) ? 1 : 0;
  if (n_long < MAX_LONG || !is_long (invocation))
    return TRUE;
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
               _ ("At most %d long calls may wait for the store: ask again later"), MAX_LONG);
  return FALSE;
}

gboolean
recoup_bus_put_off (RecoupBus *bus, GDBusMethodInvocation *invocation)
{
  gboolean is_next =
      bus->is_calling_again || (!has_waiting (bus, invocation) && !has_job (bus, invocation));
  if (is_next && !is_taken (bus))
    return FALSE;
  GError *error = NULL;
  if (!may_wait (bus, invocation, &error))
    return recoup_bus_refuse (invocation, error);
  g_queue_push_tail (&bus->put_off, invocation);
  wake (bus);
  return TRUE;
}

gboolean
recoup_bus_accept (RecoupBus *bus, GDBusMethodInvocation *invocation)
{
  GError *error = NULL;
  if (!recoup_limit_check_call (g_dbus_method_invocation_get_parameters (invocation),
                                g_dbus_method_invocation_get_method_info (invocation), &error))
    return !recoup_bus_refuse (invocation, error);
  return !recoup_bus_put_off (bus, invocation);
}

/* What is answered in another thread. */
typedef struct
{
  GDBusMethodInvocation *invocation; /* taken by the answer */
  GVariant *(*make) (gpointer data);
  gpointer data;
  GDestroyNotify free_func;
} Late;

/* The connection may be used from any thread, and nobody else has the call or the data. These are
 * freed here: millions of small pieces take their time, and a task is freed by the main thread. */
static void
answer_late (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Late *late = data;
  g_dbus_method_invocation_return_value (late->invocation, late->make (late->data));
  late->free_func (late->data);
}

void
recoup_bus_return_late (GDBusMethodInvocation *invocation,
                        GVariant *(*make) (gpointer data),
                        gpointer data,
                        GDestroyNotify free_func)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Late *late = g_new0 (Late, 1);
  late->invocation = invocation;
  late->make = make;
  late->data = data;
  late->free_func = free_func;
  g_task_set_task_data (task, late, g_free);
  g_task_run_in_thread (task, answer_late);
}

/* What is freed in another thread. */
typedef struct
{
  gpointer data;
  GDestroyNotify free_func;
} Remains;

static void
free_remains (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Remains *remains = data;
  remains->free_func (remains->data);
}

/* Nobody else holds the data any more. */
static gboolean
on_handler_returned (gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, user_data, g_free);
  g_task_run_in_thread (task, free_remains);
  return G_SOURCE_REMOVE;
}

void
recoup_bus_free_late (gpointer data, GDestroyNotify free_func)
{
  Remains remains = { data, free_func };
  (void) g_idle_add (on_handler_returned, g_memdup2 (&remains, sizeof remains)); /* it runs once */
}

void
recoup_bus_tie_jobs (RecoupBus *bus)
{
  g_queue_init (&bus->jobs);
  g_queue_init (&bus->put_off);
}

/* Says that nothing will come of a call. */
static void
give_up (GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.NoReply",
                                              "The daemon ends");
}

void
recoup_bus_untie_jobs (RecoupBus *bus)
{
  g_clear_handle_id (&bus->jobs_id, g_source_remove);
  while (!g_queue_is_empty (&bus->put_off))
    give_up (g_queue_pop_head (&bus->put_off));
  while (!g_queue_is_empty (&bus->jobs))
    {
      RecoupJob *job = g_queue_pop_head (&bus->jobs);
      give_up (job->invocation);
      job_free (job);
    }
}
