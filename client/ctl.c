/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One run of recoupctl. It talks to the daemon through the plainest connection there is (line.c),
 * because cold start is what a user feels; a verb that stays and listens takes GDBus's instead.
 * What is printed is gathered, so that it can go through a pager when it turns out to be longer
 * than the terminal, and so that an error leaves no half a page behind. */

#include "client/ctl.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "recoup/error.h"
#include "recoup/names.h"
#include "words/format.h"

#define CALL_TIMEOUT_MSEC 30000 /* a first start with years of history folds for seconds */

void
recoup_ctl_init (RecoupCtl *ctl)
{
  *ctl = (RecoupCtl){
    .json = RECOUP_JSON_OFF,
    .pager = TRUE,
    .legend = TRUE,
    .out = g_string_new (NULL),
  };
  recoup_render_init (&ctl->render, STDOUT_FILENO);
}

void
recoup_ctl_clear (RecoupCtl *ctl)
{
  g_string_free (ctl->out, TRUE);
  ctl->out = NULL;
  g_clear_object (&ctl->bus);
  g_clear_pointer (&ctl->line, recoup_line_free);
  g_clear_pointer (&ctl->zones, recoup_zone_table_free);
}

/* The bus of the user's service manager. */
static char *
get_user_bus_address (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);
  g_autofree char *escaped = g_dbus_address_escape_value (path);

  return g_strconcat ("unix:path=", escaped, NULL);
}

/* Returns: (transfer full): the address of the bus, NULL with @error */
static char *
get_address (RecoupCtl *ctl, GError **error)
{
  const char *given = g_getenv ("DBUS_SESSION_BUS_ADDRESS");

  if (ctl->user_bus)
    return get_user_bus_address ();
  if (given != NULL && given[0] != '\0')
    return g_strdup (given); /* what GIO would answer too, after starting a thread */
  return g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, error);
}

/* Whatever went wrong, there is no bus. @reason: (transfer full) (nullable) */
static gboolean
fail_to_connect (GError *reason, GError **error)
{
  g_set_error (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER, _ ("There is no session bus: %s"),
               reason != NULL ? reason->message : "");
  g_clear_error (&reason);
  return FALSE;
}

gboolean
recoup_ctl_connect (RecoupCtl *ctl, GError **error)
{
  GError *local = NULL;

  if (ctl->bus != NULL)
    return TRUE;
  g_autofree char *address = get_address (ctl, &local);
  if (address != NULL)
    ctl->bus =
        g_dbus_connection_new_for_address_sync (address,
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                    G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &local);
  return ctl->bus != NULL || fail_to_connect (local, error);
}

/* The connection for calls alone, made at the first of them. */
static gboolean
open_line (RecoupCtl *ctl, GError **error)
{
  GError *local = NULL;

  if (ctl->line != NULL)
    return TRUE;
  g_autofree char *address = get_address (ctl, &local);
  if (address != NULL)
    ctl->line = recoup_line_new (address, CALL_TIMEOUT_MSEC / 1000, &local);
  return ctl->line != NULL || fail_to_connect (local, error);
}

guint32
recoup_ctl_begin (RecoupCtl *ctl,
                  const char *interface,
                  const char *method,
                  GVariant *args,
                  GError **error)
{
  g_autoptr (GVariant) tuple = args != NULL ? g_variant_ref_sink (args) : NULL;

  if (!open_line (ctl, error))
    return 0;
  g_autoptr (GDBusMessage) call =
      g_dbus_message_new_method_call (RECOUP_BUS_NAME, RECOUP_OBJECT_PATH, interface, method);
  if (tuple != NULL)
    g_dbus_message_set_body (call, tuple);
  return recoup_line_send (ctl->line, call, error);
}

GVariant *
recoup_ctl_finish (RecoupCtl *ctl, guint32 serial, const char *reply, GError **error)
{
  g_return_val_if_fail (ctl->line != NULL && serial != 0, NULL);

  g_autoptr (GVariant) result = recoup_line_receive (ctl->line, serial, error);
  if (result == NULL)
    return NULL;
  if (g_variant_is_of_type (result, G_VARIANT_TYPE (reply)))
    return g_steal_pointer (&result);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("The daemon answers ‘%s’ where ‘%s’ is due: another version?"),
               g_variant_get_type_string (result), reply);
  return NULL;
}

GVariant *
recoup_ctl_call (RecoupCtl *ctl,
                 const char *interface,
                 const char *method,
                 GVariant *args,
                 const char *reply,
                 GError **error)
{
  GVariant *result = NULL;

  if (ctl->bus == NULL)
    {
      guint32 serial = recoup_ctl_begin (ctl, interface, method, args, error);
      result = serial != 0 ? recoup_ctl_finish (ctl, serial, reply, error) : NULL;
    }
  else
    result = g_dbus_connection_call_sync (ctl->bus, RECOUP_BUS_NAME, RECOUP_OBJECT_PATH, interface,
                                          method, args, G_VARIANT_TYPE (reply),
                                          G_DBUS_CALL_FLAGS_NONE, CALL_TIMEOUT_MSEC, NULL, error);
  if (result != NULL)
    (void) g_variant_get_data (result); /* serialised: what is borrowed from it stays in place */
  return result;
}

GVariant *
recoup_ctl_get_property (RecoupCtl *ctl, const char *name, GError **error)
{
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, "org.freedesktop.DBus.Properties", "Get",
                       g_variant_new ("(ss)", RECOUP_INTERFACE, name), "(v)", error);

  if (reply == NULL)
    return NULL;
  GVariant *value = NULL;
  g_variant_get (reply, "(v)", &value);
  return value;
}

gboolean
recoup_ctl_get_policy (RecoupCtl *ctl, RecoupPolicy *policy, GError **error)
{
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_SETTINGS, "Get", NULL, "(a{sv})", error);
  RecoupPolicy read;
  guint n = 0;
  const RecoupSetting *rows = recoup_policy_get_settings (&n);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) values = g_variant_get_child_value (reply, 0);
  recoup_policy_init (&read);
  for (guint i = 0; i < n; i++)
    {
      const char *text = NULL;
      if (g_variant_lookup (values, rows[i].key, "&s", &text) &&
          !recoup_policy_parse (&read, rows[i].key, text, error))
        return FALSE;
    }
  *policy = read;
  return TRUE;
}

GVariant *
recoup_ctl_get_state (RecoupCtl *ctl, GVariant *options, GError **error)
{
  GVariant *dict = options != NULL ? options : g_variant_new ("a{sv}", NULL);
  g_autoptr (GVariant) reply = recoup_ctl_call (ctl, RECOUP_INTERFACE, "GetState",
                                                g_variant_new ("(@a{sv})", dict), "(a{sv})", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

void
recoup_ctl_print (RecoupCtl *ctl, const char *format, ...)
{
  va_list ap;

  if (ctl->quiet)
    return;
  va_start (ap, format);
  g_autofree char *text = g_strdup_vprintf (format, ap);
  va_end (ap);
  g_autofree char *safe = recoup_format_dup_safe (text);
  g_string_append (ctl->out, safe);
}

/* The output in the encoding of the locale. */
static void
convert_output (RecoupCtl *ctl)
{
  if (ctl->render.utf8)
    return;
  g_autofree char *text = recoup_format_for_output (ctl->out->str);
  g_string_assign (ctl->out, text);
}

static guint
count_lines (const GString *text)
{
  guint lines = 0;

  for (gsize i = 0; i < text->len; i++)
    lines += text->str[i] == '\n' ? 1 : 0;
  return lines;
}

/* Gives the output to $PAGER; FALSE when there is none, or it cannot be started. */
static gboolean
page_output (RecoupCtl *ctl)
{
  const char *pager = g_getenv ("PAGER");

  if (!ctl->pager || ctl->is_stream || ctl->render.height == 0 ||
      count_lines (ctl->out) < ctl->render.height)
    return FALSE;
  if (pager == NULL)
    pager = "less";
  if (pager[0] == '\0' || g_str_equal (pager, "cat"))
    return FALSE;
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE);
  g_subprocess_launcher_setenv (launcher, "LESS", "FRX", FALSE);
  g_autoptr (GSubprocess) process =
      g_subprocess_launcher_spawn (launcher, NULL, "sh", "-c", pager, NULL);
  if (process == NULL)
    return FALSE;
  g_autoptr (GBytes) input = g_bytes_new (ctl->out->str, ctl->out->len);
  /* Whoever quits the pager early wants no more: a broken pipe is no failure, but then nobody has
   * waited for its end. */
  (void) g_subprocess_communicate (process, input, NULL, NULL, NULL, NULL);
  (void) g_subprocess_wait (process, NULL, NULL); /* it fails only when it is cancelled */
  /* 127: the shell found no such pager */
  return g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) != 127;
}

void
recoup_ctl_flush (RecoupCtl *ctl)
{
  convert_output (ctl);
  if (!page_output (ctl))
    {
      /* GIO ignores it, or not yet; `| head` shall end us like any tool, but a panel that ends is
       * no reason to die of a signal. */
      (void) signal (SIGPIPE, ctl->is_stream ? SIG_IGN : SIG_DFL);
      (void) fwrite (ctl->out->str, 1, ctl->out->len, stdout); /* main checks the stream */
      if (fflush (stdout) != 0 && errno == EPIPE && ctl->is_stream)
        clearerr (stdout);
    }
  g_string_truncate (ctl->out, 0);
}

/* The part of the message of @error that is for people; lives as long as @error. */
static const char *
get_message (const GError *error)
{
  const char *message = error->message;

  if (g_dbus_error_is_remote_error (error) && g_str_has_prefix (message, "GDBus.Error:"))
    {
      const char *end = strstr (message, ": ");
      if (end != NULL)
        message = end + 2;
    }
  return message;
}

/* Whether the error says that nobody answers. */
static gboolean
is_absence (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
          error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);
}

RecoupExit
recoup_ctl_fail (RecoupCtl *ctl, const GError *error)
{
  g_autofree char *name =
      g_dbus_error_is_remote_error (error) ? g_dbus_error_get_remote_error (error) : NULL;

  g_printerr ("recoupctl: %s\n", get_message (error));
  if (is_absence (error))
    {
      if (!g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER))
        g_printerr (
            _ ("recoupctl: recoupd does not answer; see ‘systemctl --user status recoupd’\n"));
      return RECOUP_EXIT_NO_DAEMON;
    }
  if (g_strcmp0 (name, RECOUP_ERROR_PREFIX "NotFound") == 0 ||
      g_error_matches (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND))
    return RECOUP_EXIT_NOT_FOUND;
  return RECOUP_EXIT_FAILED;
}

RecoupExit
recoup_ctl_refuse (RecoupCtl *ctl, const GError *error)
{
  if (g_error_matches (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT) &&
      !g_dbus_error_is_remote_error (error))
    return recoup_ctl_usage (ctl, "%s", error->message);
  return recoup_ctl_fail (ctl, error);
}

RecoupExit
recoup_ctl_usage (RecoupCtl *ctl, const char *format, ...)
{
  va_list ap;

  va_start (ap, format);
  g_autofree char *message = g_strdup_vprintf (format, ap);
  va_end (ap);
  g_printerr ("recoupctl: %s\n", message);
  if (ctl->example != NULL)
    g_printerr (_ ("Example: %s\n"), ctl->example);
  else if (ctl->verb != NULL)
    g_printerr (_ ("Try ‘recoupctl %s --help’.\n"), ctl->verb);
  else
    g_printerr (_ ("Try ‘recoupctl --help’.\n"));
  return RECOUP_EXIT_USAGE;
}
