/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The desktop's notifier against a server that restarts, hangs, refuses, and lacks buttons. */
#include "daemon/notifier-desktop.h"

#include <libnotify/notify.h>

#include "engine/mock-server.h"
#include "engine/wait.h"

#define ROUND_TRIPS 200 /* to the bus: another thread's message has come in between */

typedef struct
{
  RecoupNotifier *notifier;
  guint n_shown;
  guint n_failed;
  guint n_actions;
  guint n_closed;
  guint n_server;
  guint32 id;
  char *key;
  char *text; /* of the last action or failure */
  char *owner;
  RecoupClosedReason reason;
} Fixture;

static void
on_shown (const char *key, guint32 id, const char *owner, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_free (fixture->key);
  fixture->key = g_strdup (key);
  g_free (fixture->owner);
  fixture->owner = g_strdup (owner);
  fixture->id = id;
  fixture->n_shown++;
}

static void
on_failed (const char *key, const char *message, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_free (fixture->text);
  fixture->text = g_strdup (message);
  fixture->n_failed++;
}

static void
on_action (const char *key, const char *action, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_free (fixture->key);
  fixture->key = g_strdup (key);
  g_free (fixture->text);
  fixture->text = g_strdup (action);
  fixture->n_actions++;
}

static void
on_closed (const char *key, RecoupClosedReason reason, gpointer user_data)
{
  Fixture *fixture = user_data;
  fixture->reason = reason;
  fixture->n_closed++;
}

static void
on_server (gpointer user_data)
{
  Fixture *fixture = user_data;
  fixture->n_server++;
}

static const RecoupNotifierListener listener = {
  .shown = on_shown,
  .failed = on_failed,
  .action = on_action,
  .closed = on_closed,
  .server = on_server,
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  fixture->notifier = recoup_notifier_new_desktop (bus);
  recoup_notifier_set_listener (fixture->notifier, &listener, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  recoup_notifier_free (fixture->notifier);
  wait_idle ();
  g_free (fixture->key);
  g_free (fixture->text);
  g_free (fixture->owner);
}

static void
show (Fixture *fixture, const char *key)
{
  g_autoptr (RecoupNotice) notice = recoup_notice_new (key);
  notice->summary = g_strdup ("Lights out at 22:25");
  notice->body = g_strdup ("You owe 1 h & <more>.");
  notice->category = g_strdup ("x-recoup.bedtime");
  notice->command = g_strdup ("recoupctl done bedtime");
  recoup_notice_add_action (notice, "going", "Going to bed");
  recoup_notifier_show (fixture->notifier, notice);
}

/* A server that is up and has answered. */
static MockServer *
start (Fixture *fixture, const char *capabilities)
{
  MockServer *server = mock_server_new (capabilities);
  guint before = fixture->n_server;
  mock_server_own (server);
  while (fixture->notifier->name == NULL)
    wait_until (&fixture->n_server, ++before);
  return server;
}

static void
end (Fixture *fixture, MockServer *server, void (*how) (MockServer *server))
{
  guint before = fixture->n_server;
  how (server);
  while (fixture->notifier->up)
    wait_until (&fixture->n_server, ++before);
}

static void
stop (Fixture *fixture, MockServer *server)
{
  end (fixture, server, mock_server_free);
}

static void
test_shown (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  g_assert_cmpstr (fixture->notifier->name, ==, "Mock");
  /* Unique names begin anew on another bus: who it is is told with the id of this one. */
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      server->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId",
      NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  const char *id = NULL;
  g_variant_get (reply, "(&s)", &id);
  g_autofree char *owner =
      g_strdup_printf ("%s %s", g_dbus_connection_get_unique_name (server->bus), id);
  g_assert_cmpstr (fixture->notifier->owner, ==, owner);
  show (fixture, "bedtime/2026-03-28/0");
  wait_until (&fixture->n_shown, 1);
  g_assert_cmpuint (fixture->id, ==, 1);
  g_assert_cmpstr (fixture->owner, ==, fixture->notifier->owner);
  g_assert_cmpstr (mock_server_get_text (server, 3), ==, "Lights out at 22:25");
  g_assert_cmpstr (mock_server_get_text (server, 4), ==, "You owe 1 h & <more>.");
  g_autoptr (GVariant) entry = mock_server_get_hint (server, "desktop-entry");
  g_assert_cmpstr (g_variant_get_string (entry, NULL), ==, "org.recoup.Recoup1");
  g_autoptr (GVariant) tag = mock_server_get_hint (server, "x-dunst-stack-tag");
  g_assert_cmpstr (g_variant_get_string (tag, NULL), ==, "bedtime/2026-03-28/0");
  g_autoptr (GVariant) sound = mock_server_get_hint (server, "suppress-sound");
  g_assert_null (sound);
  g_autofree const char **actions = NULL;
  g_variant_get_child (server->last, 5, "^a&s", &actions);
  g_assert_cmpuint (g_strv_length ((char **) actions), ==, 2);
  g_assert_cmpstr (actions[0], ==, "going");

  mock_server_emit_action (server, 77, "going"); /* of another program */
  mock_server_emit_action (server, 1, "going");
  wait_until (&fixture->n_actions, 1);
  g_assert_cmpstr (fixture->text, ==, "going");
  g_assert_cmpstr (fixture->key, ==, "bedtime/2026-03-28/0");
  mock_server_emit_closed (server, 1, 2);
  wait_until (&fixture->n_closed, 1);
  g_assert_cmpint (fixture->reason, ==, RECOUP_CLOSED_DISMISSED);
  mock_server_emit_action (server, 1, "going"); /* closed: no longer ours */
  show (fixture, "other");
  wait_until (&fixture->n_shown, 2);
  g_assert_cmpuint (fixture->n_actions, ==, 1);
  stop (fixture, server);
}

static void
test_markup (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body body-markup");
  show (fixture, "a");
  wait_until (&fixture->n_shown, 1);
  g_assert_cmpstr (mock_server_get_text (server, 4), ==, "You owe 1 h &amp; &lt;more&gt;.");
  stop (fixture, server);
}

static void
test_no_buttons (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "body");
  show (fixture, "a");
  wait_until (&fixture->n_shown, 1);
  g_assert_cmpstr (mock_server_get_text (server, 4), ==,
                   "You owe 1 h & <more>.\nrecoupctl done bedtime");
  g_autofree const char **actions = NULL;
  g_variant_get_child (server->last, 5, "^a&s", &actions);
  g_assert_cmpuint (g_strv_length ((char **) actions), ==, 0);
  stop (fixture, server);
}

static gint32
show_for_ever (Fixture *fixture, MockServer *server, const char *key)
{
  guint before = fixture->n_shown;
  g_autoptr (RecoupNotice) notice = recoup_notice_new (key);
  notice->summary = g_strdup ("Lights out at 22:25");
  notice->command = g_strdup ("recoupctl done bedtime");
  notice->never_expires = TRUE;
  recoup_notifier_show (fixture->notifier, notice);
  wait_until (&fixture->n_shown, before + 1);
  gint32 timeout = 1;
  g_variant_get_child (server->last, 7, "i", &timeout);
  return timeout;
}

/* What servers do otherwise than they say. */
static void
test_quirks (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *vendor;
    const char *body;
    gint32 timeout;
  } rows[] = {
    { "Other", "GNOME", "", 0 },
    { "mako", "emersion", "\nrecoupctl done bedtime", 0 },
    { "Notification Daemon", "GNOME", "", -1 },
    { "Notification Daemon", "MATE Desktop Environment", "", 0 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MockServer *server = mock_server_new ("actions body");
      server->server_name = rows[i].name;
      server->vendor = rows[i].vendor;
      guint before = fixture->n_server;
      mock_server_own (server);
      while (fixture->notifier->name == NULL)
        wait_until (&fixture->n_server, ++before);
      g_assert_cmpint (show_for_ever (fixture, server, "a"), ==, rows[i].timeout);
      g_assert_cmpstr (mock_server_get_text (server, 4), ==, rows[i].body);
      stop (fixture, server);
    }
}

static void
test_replaced_and_closed (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  show (fixture, "a");
  wait_until (&fixture->n_shown, 1);
  show (fixture, "a"); /* the same again: in place of it */
  wait_until (&fixture->n_shown, 2);
  guint32 replaces = 0;
  g_variant_get_child (server->last, 1, "u", &replaces);
  g_assert_cmpuint (replaces, ==, 1);
  g_autoptr (GVariant) tag = mock_server_get_hint (server, "x-dunst-stack-tag");
  g_autoptr (GVariant) other = mock_server_get_hint (server, "x-canonical-private-synchronous");
  g_assert_null (tag); /* both the id and the tag end mako 1.7 */
  g_assert_null (other);
  recoup_notifier_close (fixture->notifier, "b"); /* never shown */
  recoup_notifier_close (fixture->notifier, "a");
  wait_until (&server->n_closed, 1);
  g_assert_cmpuint (server->closed_id, ==, 1);
  mock_server_emit_closed (server, 1, 3); /* our own doing is no news */
  show (fixture, "c");
  wait_until (&fixture->n_shown, 3);
  g_assert_cmpuint (fixture->n_closed, ==, 0);
  stop (fixture, server);
}

/* Several at once go one after the other; one that is taken back in the queue is never sent. */
static void
test_queue (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  show (fixture, "a");
  show (fixture, "b");
  show (fixture, "c");
  recoup_notifier_close (fixture->notifier, "b");
  wait_until (&fixture->n_shown, 2);
  wait_idle ();
  g_assert_cmpuint (server->n_notified, ==, 2);
  g_assert_cmpstr (fixture->key, ==, "c");
  stop (fixture, server);
}

/* Taken back while the call is under way: it goes up, and down at once. */
static void
test_closed_meanwhile (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  server->hangs = TRUE;
  show (fixture, "a");
  wait_until (&server->n_held, 1);
  recoup_notifier_close (fixture->notifier, "a");
  mock_server_release (server);
  wait_until (&server->n_closed, 1);
  g_assert_cmpuint (fixture->n_shown, ==, 0);
  stop (fixture, server);
}

#define ROUNDS 20 /* which of the two threads is first is chance */

/* What is told shortly before or after the answer that names its id is not lost. */
static void
test_early_signal (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  for (guint round = 1; round <= ROUNDS; round++)
    {
      gboolean answers_first = round % 2 == 0;
      server->hangs = TRUE;
      show (fixture, "a");
      wait_until (&server->n_held, round);
      if (answers_first)
        mock_server_release (server);
      mock_server_emit_action (server, round, "going");
      mock_server_emit_closed (server, round, 2);
      if (!answers_first)
        mock_server_release (server);
      wait_until (&fixture->n_closed, round);
      g_assert_cmpuint (fixture->id, ==, round);
      g_assert_cmpuint (fixture->n_shown, ==, round);
      g_assert_cmpuint (fixture->n_actions, ==, round);
    }
  stop (fixture, server);
}

static guint32
get_replaced (MockServer *server)
{
  guint32 replaces = G_MAXUINT32;
  g_variant_get_child (server->last, 1, "u", &replaces);
  return replaces;
}

/* A popup that is replaced is closed by its user while the call is under way. It is told once, in
 * whichever order the two come to the main loop, and when the listener has taken it away, as the
 * engine does with what was closed before it was shown, nothing of it is remembered. */
static void
test_closed_while_replaced (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  for (guint round = 1; round <= ROUNDS; round++)
    {
      gboolean answers_first = round % 2 == 0;
      show (fixture, "a");
      wait_until (&fixture->n_shown, 2 * round - 1);
      g_assert_cmpuint (get_replaced (server), ==, 0);
      guint32 id = fixture->id;
      server->hangs = TRUE;
      show (fixture, "a");
      wait_until (&server->n_held, round);
      if (answers_first)
        mock_server_release (server);
      mock_server_emit_closed (server, id, 2);
      if (!answers_first)
        mock_server_release (server);
      wait_until (&fixture->n_shown, 2 * round);
      wait_until (&fixture->n_closed, round);
      g_assert_cmpuint (get_replaced (server), ==, id);
      g_assert_cmpuint (fixture->id, ==, id);
      recoup_notifier_close (fixture->notifier, "a");
    }
  wait_idle ();
  g_assert_cmpuint (fixture->n_closed, ==, ROUNDS);
  stop (fixture, server);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  server->error = "org.freedesktop.DBus.Error.LimitsExceeded";
  show (fixture, "a");
  wait_until (&fixture->n_failed, 1);
  g_assert_cmpuint (fixture->n_shown, ==, 0);
  /* Plasma, when several come quickly: once more after a while. */
  server->error = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration";
  gint64 sent = g_get_monotonic_time ();
  show (fixture, "b");
  wait_until (&fixture->n_shown, 1);
  g_assert_cmpint (g_get_monotonic_time () - sent, >=, G_USEC_PER_SEC); /* a timer is not early */
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_cmpstr (fixture->key, ==, "b");
  /* Once, and no oftener. */
  server->error = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration";
  server->n_again = 1;
  show (fixture, "c");
  wait_until (&fixture->n_failed, 2);
  g_assert_cmpuint (fixture->n_shown, ==, 1);
  stop (fixture, server);
}

static void
test_restarted (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  server->next_id = 40;
  show (fixture, "a");
  wait_until (&fixture->n_shown, 1);
  g_autofree char *owner = g_strdup (fixture->notifier->owner);
  stop (fixture, server);
  g_assert_null (fixture->notifier->owner);
  g_assert_null (fixture->notifier->capabilities);
  server = start (fixture, "actions body");
  g_assert_cmpstr (fixture->notifier->owner, !=, owner);
  mock_server_emit_action (server, 41, "going"); /* an id of another life */
  show (fixture, "a");
  wait_until (&fixture->n_shown, 2);
  guint32 replaces = 77;
  g_variant_get_child (server->last, 1, "u", &replaces);
  g_assert_cmpuint (replaces, ==, 0);
  g_assert_cmpuint (fixture->n_actions, ==, 0);
  stop (fixture, server);
}

/* It has its name before it can say who it is: asked again, and what waits is sent then. */
static void
test_not_yet_ready (Fixture *fixture, gconstpointer data)
{
  MockServer *server = mock_server_new ("actions body");
  server->n_refusals = 3; /* both questions, and the first of the next two */
  mock_server_own (server);
  guint n = 0;
  while (!fixture->notifier->up)
    wait_until (&fixture->n_server, ++n);
  show (fixture, "a");
  wait_until (&fixture->n_shown, 1);
  g_assert_cmpuint (server->n_refusals, ==, 0);
  g_assert_cmpstr (fixture->notifier->name, ==, "Mock");
  g_autofree const char **actions = NULL;
  g_variant_get_child (server->last, 5, "^a&s", &actions);
  g_assert_cmpuint (g_strv_length ((char **) actions), ==, 2);
  stop (fixture, server);
}

/* What an earlier process posted is replaced, pressed and closed as if it were ours. */
static void
test_adopted (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  recoup_notifier_adopt (fixture->notifier, "a", 30);
  recoup_notifier_adopt (fixture->notifier, "b", 31);
  mock_server_emit_action (server, 31, "going");
  wait_until (&fixture->n_actions, 1);
  g_assert_cmpstr (fixture->key, ==, "b");
  recoup_notifier_close (fixture->notifier, "b");
  wait_until (&server->n_closed, 1);
  g_assert_cmpuint (server->closed_id, ==, 31);
  server->next_id = 30;
  show (fixture, "a");
  wait_until (&fixture->n_shown, 1);
  guint32 replaces = 0;
  g_variant_get_child (server->last, 1, "u", &replaces);
  g_assert_cmpuint (replaces, ==, 30);
  stop (fixture, server);
}

/* Nobody there and nobody to start: told as failed, not kept. */
static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  wait_until (&fixture->n_server, 1);
  g_assert_false (fixture->notifier->up);
  g_assert_false (fixture->notifier->activatable);
  show (fixture, "a");
  wait_until (&fixture->n_failed, 1);
}

/* Lets time pass in which another thread's message would have come. */
static void
make_round_trips (MockServer *server)
{
  for (guint i = 0; i < ROUND_TRIPS; i++)
    {
      g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
          server->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
          "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
      g_assert_nonnull (reply);
    }
  wait_idle ();
}

/* The next server is shown what it is asked for, and nothing that waited for the one before, of
 * which nothing more is told. */
static void
assert_only_new (Fixture *fixture)
{
  guint n_told = fixture->n_shown + fixture->n_failed;
  MockServer *server = start (fixture, "actions body");
  show (fixture, "new");
  while (g_strcmp0 (fixture->key, "new") != 0)
    (void) g_main_context_iteration (NULL, TRUE);
  wait_idle ();
  g_assert_cmpuint (server->n_notified, ==, 1);
  g_assert_cmpuint (fixture->n_shown + fixture->n_failed, ==, n_told + 1);
  stop (fixture, server);
}

/* What waited for a server that went is not for the next one: whoever wants it asks again. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  /* Whether the bus tells first that it is gone, or that it did not answer, is open. */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  MockServer *server = start (fixture, "actions body");
  server->hangs = TRUE;
  show (fixture, "a");
  show (fixture, "b");
  wait_until (&server->n_held, 1);
  end (fixture, server, mock_server_die);
  while (fixture->n_shown + fixture->n_failed == 0)
    (void) g_main_context_iteration (NULL, TRUE); /* the bus tells that nobody will answer */
  assert_only_new (fixture);
  (void) g_log_set_always_fatal (fatal);
}

/* Likewise what a server refused, and was to be asked once more. */
static void
test_gone_refused (Fixture *fixture, gconstpointer data)
{
  MockServer *server = start (fixture, "actions body");
  server->error = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration";
  show (fixture, "a");
  while (server->error != NULL)
    (void) g_main_context_iteration (NULL, TRUE);
  make_round_trips (server);
  end (fixture, server, mock_server_die);
  assert_only_new (fixture);
}

/* The main loop keeps turning while a server does not answer; nothing more is sent to it until it
 * does; what timed out counts as posted. libnotify waits 25 s, and so does this test. */
static void
test_hung (Fixture *fixture, gconstpointer data)
{
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  MockServer *server = start (fixture, "actions body");
  server->hangs = TRUE;
  show (fixture, "a");
  show (fixture, "b");
  wait_until (&fixture->n_shown, 1);
  g_assert_cmpuint (fixture->id, ==, 0);
  g_assert_cmpstr (fixture->key, ==, "a");
  g_assert_true (fixture->notifier->hung);
  wait_until (&server->n_held, 3); /* the call, and the two questions */
  make_round_trips (server);
  g_assert_cmpuint (server->n_held, ==, 3); /* a worker would have sent the next by now */
  mock_server_release (server);
  wait_until (&fixture->n_shown, 2);
  g_assert_cmpstr (fixture->key, ==, "b");
  g_assert_false (fixture->notifier->hung);
  stop (fixture, server);
  (void) g_log_set_always_fatal (fatal); /* that it hangs is a warning, as it should be */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
#define ADD(path, func) g_test_add ("/notifier/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("shown", test_shown);
  ADD ("markup", test_markup);
  ADD ("no-buttons", test_no_buttons);
  ADD ("quirks", test_quirks);
  ADD ("replaced-and-closed", test_replaced_and_closed);
  ADD ("queue", test_queue);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  ADD ("early-signal", test_early_signal);
  ADD ("closed-while-replaced", test_closed_while_replaced);
  ADD ("refused", test_refused);
  ADD ("restarted", test_restarted);
  ADD ("not-yet-ready", test_not_yet_ready);
  ADD ("adopted", test_adopted);
  ADD ("nobody", test_nobody);
  ADD ("gone", test_gone);
  ADD ("gone-refused", test_gone_refused);
  ADD ("hung", test_hung);
#undef ADD
  int result = g_test_run ();
  notify_uninit (); /* lets go of the bus */
  g_test_dbus_down (bus);
  return result;
}
