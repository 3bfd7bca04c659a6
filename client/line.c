/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A program that asks a question or two and ends feels as fast as its start. GDBusConnection is
 * made for programs that stay: a worker thread, a handshake of several turns, and a switch of
 * threads for each message; half of the time of `recoupctl status` went there. This is the other
 * way: blocking, one thread, and everything that need not wait for an answer goes out at once, also
 * the first calls. Addresses, sockets and messages are GIO's; only the conversation is here (D-Bus
 * specification, “Authentication protocol” and “Message protocol”). Whoever wants signals uses
 * GDBusConnection. */

#include "client/line.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define PATH_PREFIX        "unix:path="
#define GUID_PREFIX        ",guid="
#define MIN_HEADER_BYTES   16  /* of a message: enough to tell how long it is */
#define MAX_GREETING_BYTES 512 /* of a line that a bus says before the messages */
#define READ_BYTES         16384

struct _RecoupLine
{
  GIOStream *stream;   /* owned, closes the socket with itself; NULL for a plain path */
  GSocket *socket;     /* owned */
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
  g_clear_object (&line->stream);
  g_clear_object (&line->socket);
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

/* Connects to the common kind of address, a path and maybe the identity of the bus, without the
 * machinery for all others: a third of the time that connecting takes. Returns: NULL for another
 * kind, and without an error also for one with an identity when that fails: the machinery tells */
static GSocket *
connect_to_path (const char *address, GError **error)
{
  if (!g_str_has_prefix (address, PATH_PREFIX))
    return NULL;
  const char *path = address + strlen (PATH_PREFIX);
  const char *end = path + strcspn (path, ",;%");
  gboolean is_alone = *end == '\0';
  if (!is_alone &&
      (!g_str_has_prefix (end, GUID_PREFIX) || strpbrk (end + strlen (GUID_PREFIX), ",;%") != NULL))
    return NULL;
  g_autofree char *name = g_strndup (path, (gsize) (end - path));
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  g_autoptr (GSocketAddress) there = g_unix_socket_address_new (name);
  if (socket != NULL && g_socket_connect (socket, there, NULL, is_alone ? error : NULL))
    return g_steal_pointer (&socket);
  return NULL;
}

/* Connects @line to any address. */
static gboolean
connect_line (RecoupLine *line, const char *address, GError **error)
{
  GError *local = NULL;

  line->socket = connect_to_path (address, &local);
  if (line->socket == NULL && local == NULL)
    line->stream = g_dbus_address_get_stream_sync (address, NULL, NULL, &local);
  if (line->stream != NULL && G_IS_SOCKET_CONNECTION (line->stream))
    line->socket =
        g_object_ref (g_socket_connection_get_socket (G_SOCKET_CONNECTION (line->stream)));
  if (line->socket != NULL)
    return TRUE;
  if (local != NULL)
    g_propagate_error (error, local);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("‘%s’ is no socket"), address);
  return FALSE;
}

RecoupLine *
recoup_line_new (const char *address, guint timeout_sec, GError **error)
{
  RecoupLine *line = g_new0 (RecoupLine, 1);

  line->out = g_byte_array_new ();
  line->in = g_byte_array_new ();
  line->replies = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  if (!connect_line (line, address, error))
    {
      recoup_line_free (line);
      return NULL;
    }
  g_socket_set_blocking (line->socket, TRUE);
  g_socket_set_timeout (line->socket, timeout_sec);
  if (introduce (line, error))
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
      gssize n = g_socket_send (line->socket, (const char *) line->out->data + done,
                                line->out->len - done, NULL, error);
      if (n < 0)
        return FALSE;
      done += (gsize) n;
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

  g_byte_array_set_size (line->in, before + READ_BYTES);
  gssize n =
      g_socket_receive (line->socket, (char *) line->in->data + before, READ_BYTES, NULL, error);
  g_byte_array_set_size (line->in, before + (guint) MAX (n, 0));
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
