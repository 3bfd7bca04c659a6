/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * From what is to be said to a notification as the present server can show it: markup is escaped
 * for those that read it, and where no buttons are drawn the text ends with the command that does
 * the same.
 */
#include "daemon/popup.h"

#include "recoup/names.h"

/* What servers do otherwise than they say. */
typedef struct
{
  const char *name;
  const char *vendor; /* NULL for any: descendants keep the name and mend the fault */
  gboolean draws_no_buttons;
  gboolean keeps_closed; /* on the screen until their time is up, whoever closes them */
} Quirk;

static const Quirk quirks[] = {
  { .name = "mako", .draws_no_buttons = TRUE },
  { .name = "Notification Daemon", .vendor = "GNOME", .keeps_closed = TRUE },
};

static const Quirk *
get_quirk (const RecoupNotifier *server)
{
  static const Quirk none = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (quirks); i++)
    if (g_strcmp0 (quirks[i].name, server->name) == 0 &&
        (quirks[i].vendor == NULL || g_strcmp0 (quirks[i].vendor, server->vendor) == 0))
      return &quirks[i];
  return &none;
}

static gboolean
has_capability (const RecoupNotifier *server, const char *name)
{
  return server->capabilities != NULL &&
         g_strv_contains ((const char *const *) server->capabilities, name);
}

static gboolean
draws_buttons (const RecoupNotifier *server)
{
  return has_capability (server, "actions") && !get_quirk (server)->draws_no_buttons;
}

/* libnotify wants a function for each action; ours listens to the signal itself. */
static void
on_popup_action (NotifyNotification *popup, char *action, gpointer user_data)
{
}

char *
recoup_popup_make_body (const RecoupNotifier *server, const RecoupNotice *notice)
{
  const char *body = notice->body != NULL ? notice->body : "";
  g_autofree char *text = draws_buttons (server) || notice->command == NULL
                              ? g_strdup (body)
                              : g_strconcat (body, "\n", notice->command, NULL);
  if (!has_capability (server, "body-markup"))
    return g_steal_pointer (&text);
  return g_markup_escape_text (text, -1);
}

NotifyNotification *
recoup_popup_new (const RecoupNotifier *server, const RecoupNotice *notice, guint32 replaces)
{
  g_autofree char *body = recoup_popup_make_body (server, notice);
  NotifyNotification *popup =
      g_object_new (NOTIFY_TYPE_NOTIFICATION, "id", (gint) replaces, "summary", notice->summary,
                    "body", body, "icon-name", RECOUP_DESKTOP_ID, NULL);
  /* One that could not be taken away again must not stay for ever. */
  gboolean never_expires = notice->never_expires && !get_quirk (server)->keeps_closed;
  notify_notification_set_timeout (popup,
                                   never_expires ? NOTIFY_EXPIRES_NEVER : NOTIFY_EXPIRES_DEFAULT);
  notify_notification_set_urgency (popup, (NotifyUrgency) MIN (notice->urgency, 2));
  if (notice->category != NULL)
    notify_notification_set_category (popup, notice->category);
  notify_notification_set_hint (popup, "desktop-entry", g_variant_new_string (RECOUP_DESKTOP_ID));
  /* The tag is for what we may have posted without hearing its id. Where the id is known it says
   * all, and mako 1.7 dies of a popup that replaces itself by both. */
  if (replaces == 0)
    {
      notify_notification_set_hint (popup, "x-canonical-private-synchronous",
                                    g_variant_new_string (notice->key));
      notify_notification_set_hint (popup, "x-dunst-stack-tag", g_variant_new_string (notice->key));
    }
  if (notice->quiet)
    notify_notification_set_hint (popup, "suppress-sound", g_variant_new_boolean (TRUE));
  for (guint i = 0; has_capability (server, "actions") && i < notice->actions->len; i++)
    {
      const RecoupNoticeAction *action = &g_array_index (notice->actions, RecoupNoticeAction, i);
      notify_notification_add_action (popup, action->id, action->label, on_popup_action, NULL,
                                      NULL);
    }
  return popup;
}
