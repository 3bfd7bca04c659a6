/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Applications that hold reminders back. An inhibitor lives no longer than its caller: whoever
 * leaves the bus, by a crash too, takes its inhibitors along.
 */
#include <glib/gi18n-lib.h>

#include "daemon/bus-jobs.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"

#define MAX_OF_ONE 64 /* of all there are as many as the engine takes */

typedef struct
{
  char *caller; /* owned, unique name */
  RecoupInstant until;
} Holder;

static void
holder_free (gpointer data)
{
  Holder *holder = data;
  g_free (holder->caller);
  g_free (holder);
}

static guint
count_of (RecoupBus *bus, const char *caller)
{
  GHashTableIter iter;
  gpointer holder = NULL;
  guint n = 0;
  g_hash_table_iter_init (&iter, bus->inhibitors);
  while (g_hash_table_iter_next (&iter, NULL, &holder))
    if (g_str_equal (((const Holder *) holder)->caller, caller))
      n++;
  return n;
}

/* Stops watching a caller that holds nothing any more. */
static void
forget_caller (RecoupBus *bus, const char *caller)
{
  if (count_of (bus, caller) == 0)
    (void) g_hash_table_remove (bus->callers, caller); /* it may be gone already */
}

static void
on_caller_left (GDBusConnection *connection, const char *name, gpointer user_data)
{
  RecoupBus *bus = user_data;
  g_autofree char *caller = g_strdup (name);
  GHashTableIter iter;
  gpointer cookie = NULL;
  gpointer holder = NULL;
  g_autoptr (GArray) cookies = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_iter_init (&iter, bus->inhibitors);
  while (g_hash_table_iter_next (&iter, &cookie, &holder))
    if (g_str_equal (((const Holder *) holder)->caller, caller))
      {
        guint value = GPOINTER_TO_UINT (cookie);
        g_array_append_val (cookies, value);
        g_hash_table_iter_remove (&iter);
      }
  forget_caller (bus, caller);
  for (guint i = 0; i < cookies->len; i++)
    /* One whose time is over is gone from the engine. */
    (void) recoup_engine_uninhibit (bus->parts.engine, g_array_index (cookies, guint, i), NULL);
}

static void
unwatch (gpointer watch)
{
  g_bus_unwatch_name (GPOINTER_TO_UINT (watch));
}

static void
remember_caller (RecoupBus *bus, const char *caller)
{
  if (g_hash_table_contains (bus->callers, caller))
    return;
  guint watch =
      g_bus_watch_name_on_connection (bus->parts.connection, caller, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                      NULL, on_caller_left, bus, NULL);
  g_hash_table_insert (bus->callers, g_strdup (caller), GUINT_TO_POINTER (watch));
}

static gboolean
has_room (RecoupBus *bus, const char *caller, GError **error)
{
  if (count_of (bus, caller) < MAX_OF_ONE)
    return TRUE;
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
               _ ("A caller may hold at most %d inhibitors, and this one does"), MAX_OF_ONE);
  return FALSE;
}

/* The engine ends an inhibitor at its time by itself; here it goes when the next one comes. */
static void
drop_ended (RecoupBus *bus)
{
  RecoupInstant now = recoup_clock_now (recoup_engine_get_clock (bus->parts.engine));
  GHashTableIter iter;
  gpointer holder = NULL;
  g_hash_table_iter_init (&iter, bus->inhibitors);
  while (g_hash_table_iter_next (&iter, NULL, &holder))
    if (((const Holder *) holder)->until <= now)
      g_hash_table_iter_remove (&iter);
}

static gboolean
handle_inhibit (RecoupBusRecovery *skeleton,
                GDBusMethodInvocation *invocation,
                const char *const *kinds,
                const char *reason,
                gint64 until,
                gpointer user_data)
{
  RecoupBus *bus = user_data;
  const char *caller = g_dbus_method_invocation_get_sender (invocation);
  GError *error = NULL;
  guint mask = 0;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  drop_ended (bus);
  if (reason[0] == '\0')
    g_set_error_literal (&error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                         _ ("‘reason’ must be a text of 1 to 4096 bytes, got ‘’"));
  RecoupInstant now = recoup_clock_now (recoup_engine_get_clock (bus->parts.engine));
  RecoupInstant end = now + RECOUP_MAX_INHIBIT_USEC;
  if (error != NULL || !recoup_request_read_reminder_kinds ("kinds", kinds, &mask, &error) ||
      (until != 0 && !recoup_request_read_instant ("until", until, &end, &error)) ||
      !has_room (bus, caller, &error))
    return recoup_bus_refuse (invocation, error);
  if (mask == 0)
    mask = (1U << RECOUP_N_REMINDER_KINDS) - 1;
  guint cookie = recoup_engine_inhibit (bus->parts.engine, mask, caller, reason, end, &error);
  if (cookie == 0)
    return recoup_bus_refuse (invocation, error);
  Holder *holder = g_new0 (Holder, 1);
  holder->caller = g_strdup (caller);
  holder->until = end;
  g_hash_table_insert (bus->inhibitors, GUINT_TO_POINTER (cookie), holder);
  remember_caller (bus, caller);
  recoup_bus_recovery_complete_inhibit (skeleton, invocation, cookie);
  return TRUE;
}

static gboolean
handle_uninhibit (RecoupBusRecovery *skeleton,
                  GDBusMethodInvocation *invocation,
                  guint cookie,
                  gpointer user_data)
{
  RecoupBus *bus = user_data;
  const char *caller = g_dbus_method_invocation_get_sender (invocation);
  GError *error = NULL;
  const Holder *holder = g_hash_table_lookup (bus->inhibitors, GUINT_TO_POINTER (cookie));
  if (holder == NULL || !g_str_equal (holder->caller, caller))
    {
      g_set_error (&error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND,
                   _ ("‘cookie’: the caller holds no inhibitor ‘%u’"), cookie);
      return recoup_bus_refuse (invocation, error);
    }
  (void) g_hash_table_remove (bus->inhibitors, GUINT_TO_POINTER (cookie)); /* it is there */
  forget_caller (bus, caller);
  if (!recoup_engine_uninhibit (bus->parts.engine, cookie, &error))
    return recoup_bus_refuse (invocation, error);
  recoup_bus_recovery_complete_uninhibit (skeleton, invocation);
  return TRUE;
}

void
recoup_bus_publish_inhibitors (RecoupBus *bus)
{
  const GArray *inhibitors = recoup_engine_get_inhibitors (bus->parts.engine);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < inhibitors->len; i++)
    {
      const RecoupInhibitor *inhibitor = &g_array_index (inhibitors, RecoupInhibitor, i);
      const char *kinds[RECOUP_N_REMINDER_KINDS + 1] = { NULL };
      gsize n = 0;
      for (guint kind = 0; kind < RECOUP_N_REMINDER_KINDS; kind++)
        if ((inhibitor->kinds & (1U << kind)) != 0)
          kinds[n++] = recoup_reminder_get_kind (kind)->name;
      g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
      g_variant_dict_insert (&dict, "caller", "s", inhibitor->app);
      g_variant_dict_insert (&dict, "reason", "s", inhibitor->reason);
      g_variant_dict_insert (&dict, "until", "x", inhibitor->until);
      g_variant_dict_insert_value (&dict, "kinds", g_variant_new_strv (kinds, -1));
      g_variant_builder_add_value (&rows, g_variant_dict_end (&dict));
    }
  recoup_bus_recovery_set_inhibitors (bus->recovery, g_variant_builder_end (&rows));
}

void
recoup_bus_tie_inhibit (RecoupBus *bus)
{
  bus->inhibitors = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, holder_free);
  bus->callers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unwatch);
  g_object_connect (bus->recovery, "signal::handle-inhibit", handle_inhibit, bus,
                    "signal::handle-uninhibit", handle_uninhibit, bus, NULL);
}

void
recoup_bus_untie_inhibit (RecoupBus *bus)
{
  g_hash_table_unref (bus->callers);
  g_hash_table_unref (bus->inhibitors);
}
