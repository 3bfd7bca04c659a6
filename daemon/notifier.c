/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What all notifiers have in common. The desktop's is in notifier-desktop.c, a recording one in the
 * tests.
 */
#include "daemon/notifier.h"

static void
clear_action (gpointer data)
{
  RecoupNoticeAction *action = data;
  g_free (action->id);
  g_free (action->label);
}

RecoupNotice *
recoup_notice_new (const char *key)
{
  RecoupNotice *notice = g_new0 (RecoupNotice, 1);
  notice->key = g_strdup (key);
  notice->actions = g_array_new (FALSE, TRUE, sizeof (RecoupNoticeAction));
  g_array_set_clear_func (notice->actions, clear_action);
  notice->urgency = 1;
  return notice;
}

RecoupNotice *
recoup_notice_copy (const RecoupNotice *notice)
{
  RecoupNotice *copy = recoup_notice_new (notice->key);
  copy->summary = g_strdup (notice->summary);
  copy->body = g_strdup (notice->body);
  copy->category = g_strdup (notice->category);
  copy->command = g_strdup (notice->command);
  for (guint i = 0; i < notice->actions->len; i++)
    {
      const RecoupNoticeAction *action = &g_array_index (notice->actions, RecoupNoticeAction, i);
      recoup_notice_add_action (copy, action->id, action->label);
    }
  copy->urgency = notice->urgency;
  copy->never_expires = notice->never_expires;
  copy->quiet = notice->quiet;
  return copy;
}

void
recoup_notice_add_action (RecoupNotice *notice, const char *id, const char *label)
{
  RecoupNoticeAction action = { .id = g_strdup (id), .label = g_strdup (label) };
  g_array_append_val (notice->actions, action);
}

void
recoup_notice_free (RecoupNotice *notice)
{
  if (notice == NULL)
    return;
  g_free (notice->key);
  g_free (notice->summary);
  g_free (notice->body);
  g_free (notice->category);
  g_free (notice->command);
  g_array_unref (notice->actions);
  g_free (notice);
}

void
recoup_notifier_free (RecoupNotifier *notifier)
{
  if (notifier == NULL)
    return;
  g_clear_pointer (&notifier->owner, g_free);
  g_clear_pointer (&notifier->name, g_free);
  g_clear_pointer (&notifier->vendor, g_free);
  g_clear_pointer (&notifier->version, g_free);
  g_clear_pointer (&notifier->capabilities, g_strfreev);
  notifier->klass->free (notifier);
}

void
recoup_notifier_set_listener (RecoupNotifier *notifier,
                              const RecoupNotifierListener *listener,
                              gpointer user_data)
{
  notifier->listener = listener;
  notifier->user_data = user_data;
}

void
recoup_notifier_show (RecoupNotifier *notifier, const RecoupNotice *notice)
{
  notifier->klass->show (notifier, notice);
}

void
recoup_notifier_close (RecoupNotifier *notifier, const char *key)
{
  notifier->klass->close (notifier, key);
}

void
recoup_notifier_adopt (RecoupNotifier *notifier, const char *key, guint32 id)
{
  notifier->klass->adopt (notifier, key, id);
}
