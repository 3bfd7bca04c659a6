/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A program that asks a question or two and ends feels as fast as its start. GDBusConnection is
 * made for programs that stay: a worker thread, a handshake of several turns, and a switch of
 * threads for each message; half of the time of `recoupctl status` went there. This is the other
 * way: blocking, one thread, and everything that need not wait for an answer goes out at once, also
 * the first calls. Messages and all but the plainest addresses are GIO's; only the conversation is
 * here (D-Bus specification, “Authentication protocol” and “Message protocol”). Whoever wants
 * signals uses GDBusConnection. */

#include "client/line.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define PATH_PREFIX        "unix:path="
#define GUID_PREFIX        ",guid="
#define MIN_HEADER_BYTES   16  /* of a message: enough to tell how long it is */
#define MAX_GREETING_BYTES 512 /* of a line that a bus says before the messages */
#define READ_BYTES         16384

struct _RecoupLine
{
  GIOStream *stream;   /* owned, has the socket; NULL for a plain path */
  int fd;              /* blocking socket; owned where there is no stream; -1 when absent */
  GByteArray *out;     /* owned, what is not yet sent */
  GByteArray *in;      /* owned, what was read and not yet looked at */
  GHashTable *replies; /* owned: serial -> GDBusMessage (owned) that came before it was asked for */
  guint32 last_serial;
  gboolean is_greeted; /* the bus has accepted us */
};

void
recoup_line_free (RecoupLine *line)
{
  if (line == NULL)
    return;
  if (line->stream == NULL && line->fd >= 0)
    (void) close (line->fd); /* nobody waits for what is still under way */
  g_clear_object (&line->stream);
  g_byte_array_unref (line->out);
  g_byte_array_unref (line->in);
  g_hash_table_unref (line->replies);
  g_free (line);
}

/* Puts a message behind what is not yet sent. */
static guint32
append (RecoupLine *line, GDBusMessage *message, GError **error)
{
  gsize size = 0;

  g_dbus_message_set_serial (message, line->last_serial + 1);
  g_autofree guchar *blob =
      g_dbus_message_to_blob (message, &size, G_DBUS_CAPABILITY_FLAGS_NONE, error);
  if (blob == NULL)
    return 0;
  g_byte_array_append (line->out, blob, (guint) size);
  return ++line->last_serial;
}

/* Who we are, by the credentials of the socket, and the name of ours that the bus gives us. */
static gboolean
introduce (RecoupLine *line, GError **error)
{
  g_autofree char *uid = g_strdup_printf ("%u", getuid ());
  g_autoptr (GString) text = g_string_new ("AUTH EXTERNAL ");
  g_autoptr (GDBusMessage) hello = g_dbus_message_new_method_call (
      "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello");

  for (const char *at = uid; *at != '\0'; at++)
    g_string_append_printf (text, "%02x", (guint) *at);
  g_string_append (text, "\r\nBEGIN\r\n");
  g_byte_array_append (line->out, (const guint8 *) "\0", 1);
  g_byte_array_append (line->out, (const guint8 *) text->str, (guint) text->len);
  return append (line, hello, error) != 0;
}

/* Returns: FALSE, with what the system says in errno. @what: marked, not translated */
static gboolean
fail (const char *what, GError **error)
{
  int number = errno;

  if (number == EAGAIN) /* the time is over that set_timeout() gives */
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("Socket I/O timed out"));
  else
    g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (number), "%s: %s", _ (what),
                 g_strerror (number));
  return FALSE;
}

/* Connects to the common kind of address, a path and maybe the identity of the bus, without the
 * machinery for all others: a tenth of the time that connecting takes. Returns: -1 for another
 * kind, and without an error also for one with an identity when that fails: the machinery tells */
static int
connect_to_path (const char *address, GError **error)
{
  struct sockaddr_un there = { .sun_family = AF_UNIX };

  if (!g_str_has_prefix (address, PATH_PREFIX))
    return -1;
  const char *path = address + strlen (PATH_PREFIX);
  gsize length = strcspn (path, ",;%");
  gboolean is_alone = path[length] == '\0';
  if (!is_alone && (!g_str_has_prefix (path + length, GUID_PREFIX) ||
                    strpbrk (path + length + strlen (GUID_PREFIX), ",;%") != NULL))
    return -1;
  if (length >= sizeof there.sun_path)
    return -1;
  memcpy (there.sun_path, path, length);
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect (fd, (const struct sockaddr *) &there, sizeof there) == 0)
    return fd;
  if (is_alone)
    g_set_error_literal (error, G_IO_ERROR, (gint) g_io_error_from_errno (errno),
                         g_strerror (errno));
  if (fd >= 0)
    (void) close (fd); /* it was never connected */
  return -1;
}

/* Connects @line to any address. */
static gboolean
connect_line (RecoupLine *line, const char *address, GError **error)
{
  GError *local = NULL;

  line->fd = connect_to_path (address, &local);
  if (line->fd < 0 && local == NULL)
    line->stream = g_dbus_address_get_stream_sync (address, NULL, NULL, &local);
  if (line->stream != NULL && G_IS_SOCKET_CONNECTION (line->stream))
    line->fd =
        g_socket_get_fd (g_socket_connection_get_socket (G_SOCKET_CONNECTION (line->stream)));
  if (line->fd >= 0)
    return g_unix_set_fd_nonblocking (line->fd, FALSE, error);
  if (local != NULL)
    g_propagate_error (error, local);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("‘%s’ is no socket"), address);
  return FALSE;
}

/* After which sending and receiving fail. */
static gboolean
set_timeout (RecoupLine *line, guint timeout_sec, GError **error)
{
  struct timeval limit = { .tv_sec = timeout_sec };

  return (setsockopt (line->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0 &&
          setsockopt (line->fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) == 0) ||
         fail (N_ ("Error receiving data"), error);
}

RecoupLine *
recoup_line_new (const char *address, guint timeout_sec, GError **error)
{
  RecoupLine *line = g_new0 (RecoupLine, 1);

  line->fd = -1;
  line->out = g_byte_array_new ();
  line->in = g_byte_array_new ();
  line->replies = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  if (connect_line (line, address, error) && set_timeout (line, timeout_sec, error) &&
      introduce (line, error))
    return line;
  recoup_line_free (line);
  return NULL;
}

gboolean
recoup_line_flush (RecoupLine *line, GError **error)
{
  gsize done = 0;

  while (done < line->out->len)
    {
      gssize n = send (line->fd, line->out->data + done, line->out->len - done, MSG_NOSIGNAL);
      if (n < 0 && errno != EINTR)
        return fail (N_ ("Error sending data"), error);
      done += (gsize) MAX (n, 0);
    }
  g_byte_array_set_size (line->out, 0);
  return TRUE;
}

guint32
recoup_line_send (RecoupLine *line, GDBusMessage *call, GError **error)
{
  guint32 serial = append (line, call, error);

  /* The first calls wait for each other, and go out with the introduction. */
  return serial != 0 && (!line->is_greeted || recoup_line_flush (line, error)) ? serial : 0;
}

/* Waits for more bytes. */
static gboolean
read_more (RecoupLine *line, GError **error)
{
  guint before = line->in->len;
  gssize n = 0;

  g_byte_array_set_size (line->in, before + READ_BYTES);
  do
    n = recv (line->fd, line->in->data + before, READ_BYTES, 0);
  while (n < 0 && errno == EINTR);
  g_byte_array_set_size (line->in, before + (guint) MAX (n, 0));
  if (n < 0)
    return fail (N_ ("Error receiving data"), error);
  if (n == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The bus closed the connection"));
  return n > 0;
}

/* The one line that a bus says before the messages: "OK guid". */
static gboolean
read_greeting (RecoupLine *line, GError **error)
{
  const guint8 *end = NULL;

  while (!line->is_greeted)
    {
      end = line->in->len > 0 ? memchr (line->in->data, '\n', line->in->len) : NULL;
      if (end == NULL && line->in->len > MAX_GREETING_BYTES)
        break;
      if (end == NULL)
        {
          if (!read_more (line, error))
            return FALSE;
          continue;
        }
      if (line->in->len < 3 || memcmp (line->in->data, "OK ", 3) != 0)
        break;
      g_byte_array_remove_range (line->in, 0, (guint) (end - line->in->data) + 1);
      line->is_greeted = TRUE;
    }
  if (!line->is_greeted)
    g_set_error_literal (error, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED,
                         _ ("The bus does not accept this user"));
  return line->is_greeted;
}

/* Returns: (transfer full): the next message */
static GDBusMessage *
read_message (RecoupLine *line, GError **error)
{
  while (line->in->len < MIN_HEADER_BYTES)
    if (!read_more (line, error))
      return NULL;
  gssize size = g_dbus_message_bytes_needed (line->in->data, line->in->len, error);
  if (size < 0)
    return NULL;
  while (line->in->len < (gsize) size)
    if (!read_more (line, error))
      return NULL;
  GDBusMessage *message = g_dbus_message_new_from_blob (line->in->data, (gsize) size,
                                                        G_DBUS_CAPABILITY_FLAGS_NONE, error);
  if (message != NULL)
    g_byte_array_remove_range (line->in, 0, (guint) size);
  return message;
}

static gboolean
is_reply (GDBusMessage *message)
{
  GDBusMessageType type = g_dbus_message_get_message_type (message);

  return type == G_DBUS_MESSAGE_TYPE_METHOD_RETURN || type == G_DBUS_MESSAGE_TYPE_ERROR;
}

GVariant *
recoup_line_receive (RecoupLine *line, guint32 serial, GError **error)
{
  g_autoptr (GDBusMessage) reply = NULL;

  if (!recoup_line_flush (line, error) || !read_greeting (line, error))
    return NULL;
  while (!g_hash_table_steal_extended (line->replies, GUINT_TO_POINTER (serial), NULL,
                                       (gpointer *) &reply))
    {
      GDBusMessage *message = read_message (line, error);
      if (message == NULL)
        return NULL;
      if (is_reply (message))
        g_hash_table_insert (line->replies,
                             GUINT_TO_POINTER (g_dbus_message_get_reply_serial (message)), message);
      else
        g_object_unref (message); /* a signal to us alone: that we have a name */
    }
  if (g_dbus_message_to_gerror (reply, error))
    return NULL;
  GVariant *body = g_dbus_message_get_body (reply);
  return body != NULL ? g_variant_ref (body) : g_variant_ref_sink (g_variant_new ("()"));
}
