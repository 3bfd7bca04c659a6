/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A file that others replace (a link to a time zone, a file of settings) is watched by its name in
 * its folder: the file itself is another one after each change. Straight inotify, because
 * GFileMonitor brings a thread and the virtual file systems of the desktop with it.
 */
#include "daemon/watch.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "recoup/error.h"

#define EVENTS (IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM | IN_ATTRIB)

struct _RecoupWatch
{
  int fd;
  guint source;
  char *name; /* owned, in its folder */
  RecoupWatchFunc func;
  gpointer user_data;
};

/* Whether one of the events in @bytes is about the name; an overflowed queue may hold one that is.
 */
static gboolean
concerns (const RecoupWatch *watch, const char *bytes, gsize size)
{
  gsize at = 0;
  while (at + sizeof (struct inotify_event) <= size)
    {
      struct inotify_event event;
      memcpy (&event, bytes + at, sizeof event);
      const char *name = bytes + at + sizeof event;
      if ((event.mask & IN_Q_OVERFLOW) != 0 || (event.len > 0 && g_str_equal (name, watch->name)))
        return TRUE;
      at += sizeof event + event.len;
    }
  return FALSE;
}

static gboolean
on_readable (gint fd, GIOCondition condition, gpointer user_data)
{
  RecoupWatch *watch = user_data;
  gboolean found = FALSE;
  char bytes[4096];
  for (gssize size = read (fd, bytes, sizeof bytes); size > 0;
       size = read (fd, bytes, sizeof bytes))
    found = concerns (watch, bytes, (gsize) size) || found;
  if (found)
    watch->func (watch->user_data);
  return G_SOURCE_CONTINUE;
}

RecoupWatch *
recoup_watch_new (const char *path, RecoupWatchFunc func, gpointer user_data, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (RecoupWatch) watch = g_new0 (RecoupWatch, 1);
  watch->name = g_path_get_basename (path);
  watch->func = func;
  watch->user_data = user_data;
  watch->fd = inotify_init1 (IN_CLOEXEC | IN_NONBLOCK);
  if (watch->fd < 0 || inotify_add_watch (watch->fd, folder, EVENTS | IN_ONLYDIR) < 0)
    {
      int saved = errno; /* NOLINT(clang-analyzer-unix.Malloc): g_autoptr is not understood */
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED, "Cannot watch ‘%s’: %s", folder,
                   g_strerror (saved));
      return NULL;
    }
  watch->source = g_unix_fd_add (watch->fd, G_IO_IN, on_readable, watch);
  return g_steal_pointer (&watch);
}

void
recoup_watch_free (RecoupWatch *watch)
{
  if (watch == NULL)
    return;
  g_clear_handle_id (&watch->source, g_source_remove);
  if (watch->fd >= 0)
    (void) g_close (watch->fd, NULL); /* nothing was written */
  g_free (watch->name);
  g_free (watch);
}
