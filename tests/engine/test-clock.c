/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "daemon/clock.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <time.h>
#include <unistd.h>

#include "daemon/watch.h"
#include "engine/folder.h"
#include "engine/wait.h"

/* What the kernel says when somebody sets the clock: the timer that stands is cancelled, and the
 * time is another one. Nobody sets the clock of the machine for a test, so the linker leads these
 * two calls of the daemon through here; the timer itself is the real one. */
static gboolean is_cancelled;  /* the next read of a timer */
static time_t set_forward_sec; /* by how much the wall clock was set */

gssize __real_read (int fd, void *buffer, gsize size);
gssize __wrap_read (int fd, void *buffer, gsize size);
int __real_clock_gettime (clockid_t id, struct timespec *now);
int __wrap_clock_gettime (clockid_t id, struct timespec *now);

gssize
__wrap_read (int fd, void *buffer, gsize size)
{
  gssize result = __real_read (fd, buffer, size);
  if (!is_cancelled)
    return result;
  is_cancelled = FALSE; /* and what had run off is forgotten with it, as in the kernel */
  errno = ECANCELED;
  return -1;
}

int
__wrap_clock_gettime (clockid_t id, struct timespec *now)
{
  int result = __real_clock_gettime (id, now);
  if (id == CLOCK_REALTIME)
    now->tv_sec += set_forward_sec;
  return result;
}

typedef struct
{
  guint alarms;
  guint others;
  guint sets;
} Heard;

static void
on_event (RecoupClock *clock, RecoupClockEvent event, gpointer user_data)
{
  Heard *heard = user_data;
  if (event == RECOUP_CLOCK_ALARM)
    heard->alarms++;
  else
    heard->others++;
  heard->sets += event == RECOUP_CLOCK_SET ? 1 : 0;
}

static void
test_alarm (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupClock) clock = recoup_clock_new_wall (&error);
  g_assert_no_error (error);
  Heard heard = { 0 };
  recoup_clock_set_listener (clock, on_event, &heard);
  RecoupInstant now = recoup_clock_now (clock);
  g_assert_cmpint (now % G_USEC_PER_SEC, ==, 0);

  recoup_clock_wake_at (clock, now - RECOUP_USEC_PER_DAY); /* the past: at once */
  wait_until (&heard.alarms, 1);
  recoup_clock_wake_at (clock, G_MININT64 + 1);
  wait_until (&heard.alarms, 2);

  RecoupInstant soon = recoup_clock_now (clock) + 2 * (RecoupInstant) G_USEC_PER_SEC;
  recoup_clock_wake_at (clock, soon + RECOUP_USEC_PER_DAY);
  recoup_clock_wake_at (clock, soon); /* in place of the other */
  wait_until (&heard.alarms, 3);
  g_assert_cmpint (recoup_clock_now (clock), >=, soon);
  g_assert_cmpint (recoup_clock_now (clock), <=, soon + 5 * (RecoupInstant) G_USEC_PER_SEC);

  recoup_clock_wake_at (clock, recoup_clock_now (clock));
  recoup_clock_wake_at (clock, RECOUP_INSTANT_NONE); /* takes it back */
  wait_idle ();
  g_assert_cmpuint (heard.alarms, ==, 3);
  g_assert_cmpint (recoup_clock_uptime_usec (clock), >, 0);
}

/* The timer tells that the clock was set: that is told, and the alarm still comes. */
static void
test_cancelled (void)
{
  g_autoptr (RecoupClock) clock = recoup_clock_new_wall (NULL);
  Heard heard = { 0 };
  recoup_clock_set_listener (clock, on_event, &heard);
  is_cancelled = TRUE;
  recoup_clock_wake_at (clock, recoup_clock_now (clock));
  wait_until (&heard.sets, 1);
  g_assert_false (is_cancelled);
  wait_until (&heard.alarms, 1); /* armed again without being asked */
  wait_idle ();
  g_assert_cmpuint (heard.sets, ==, 1);
  g_assert_cmpuint (heard.alarms, ==, 1);
}

/* Set between two looks, while no timer stood that could tell: told once, from the loop. */
static void
test_set_unseen (void)
{
  g_autoptr (RecoupClock) clock = recoup_clock_new_wall (NULL);
  Heard heard = { 0 };
  recoup_clock_set_listener (clock, on_event, &heard);
  RecoupInstant before = recoup_clock_now (clock);
  set_forward_sec = 3600;
  g_assert_cmpint (recoup_clock_now (clock) - before, >=, RECOUP_USEC_PER_HOUR);
  recoup_clock_wake_at (clock, before + RECOUP_USEC_PER_DAY);
  g_assert_cmpuint (heard.sets, ==, 0); /* not from within the call */
  recoup_clock_wake_at (clock, before + RECOUP_USEC_PER_DAY);
  wait_until (&heard.sets, 1);
  wait_idle ();
  g_assert_cmpuint (heard.sets, ==, 1);
  set_forward_sec = 1; /* and back, by almost as much */
  recoup_clock_wake_at (clock, before + RECOUP_USEC_PER_DAY);
  wait_until (&heard.sets, 2);
  set_forward_sec = 0; /* a second is slewing, not a step */
  recoup_clock_wake_at (clock, before + RECOUP_USEC_PER_DAY);
  wait_idle ();
  g_assert_cmpuint (heard.sets, ==, 2);
  g_assert_cmpuint (heard.alarms, ==, 0);
}

static void
test_zone_of_environment (void)
{
  static const char *const forms[] = { "Europe/Berlin", ":Europe/Berlin",
                                       "/usr/share/zoneinfo/Europe/Berlin",
                                       ":/usr/share/zoneinfo/posix/Europe/Berlin" };
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_assert_true (g_setenv ("TZ", forms[i], TRUE));
      g_autoptr (RecoupClock) clock = recoup_clock_new_wall (NULL);
      const char *source = NULL;
      const RecoupZone *zone = recoup_clock_get_zone (clock, &source);
      g_assert_cmpstr (recoup_zone_get_id (zone), ==, "Europe/Berlin");
      g_assert_cmpstr (source, ==, "TZ");
    }
}

static void
test_zone_of_system (void)
{
  g_unsetenv ("TZ");
  g_autoptr (RecoupClock) clock = recoup_clock_new_wall (NULL);
  const char *source = NULL;
  const RecoupZone *zone = recoup_clock_get_zone (clock, &source);
  g_assert_nonnull (zone);
  g_assert_true (g_str_equal (source, "/etc/localtime") || g_str_equal (source, "none"));
  if (g_str_equal (source, "none"))
    g_assert_cmpstr (recoup_zone_get_id (zone), ==, "UTC");
}

static void
test_loader (void)
{
  static const char *const refused[] = { "",          "+02:00",   "zone.tab", "/etc/localtime",
                                         "../passwd", "Europe",   "Nowhere",  "right/Europe/Berlin",
                                         "CET-1CEST", "tzdata.zi" };
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GTimeZone) zone = recoup_clock_load_zone (refused[i], NULL);
      g_assert_null (zone);
    }
  static const char *const known[] = { "UTC", "Europe/Berlin", "Etc/GMT+5",
                                       "America/Port-au-Prince" };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (GTimeZone) zone = recoup_clock_load_zone (known[i], NULL);
      g_assert_nonnull (zone);
    }
}

static void
on_watch (gpointer user_data)
{
  guint *n = user_data;
  (*n)++;
}

static void
test_watch (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "name", NULL);
  g_autofree char *other = g_build_filename (folder, "other", NULL);
  guint n = 0;
  g_autoptr (RecoupWatch) watch = recoup_watch_new (path, on_watch, &n, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  wait_idle ();
  g_assert_cmpuint (n, ==, 0); /* another name */
  g_assert_no_errno (symlink ("a", path));
  wait_until (&n, 1);
  g_assert_no_errno (g_rename (other, path)); /* replaced, as timedated does */
  wait_until (&n, 2);
  g_assert_no_errno (g_unlink (path));
  wait_until (&n, 3);
  g_clear_pointer (&watch, recoup_watch_free);
  folder_remove (folder);
  g_assert_null (recoup_watch_new (path, on_watch, &n, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/alarm", test_alarm);
  g_test_add_func ("/clock/cancelled", test_cancelled);
  g_test_add_func ("/clock/set-unseen", test_set_unseen);
  g_test_add_func ("/clock/zone/environment", test_zone_of_environment);
  g_test_add_func ("/clock/zone/system", test_zone_of_system);
  g_test_add_func ("/clock/loader", test_loader);
  g_test_add_func ("/clock/watch", test_watch);
  return g_test_run ();
}
