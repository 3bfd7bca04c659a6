/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Waiting for an event with a deadline. */
#include "engine/wait.h"

#define DEADLINE_SEC 30

static gboolean
on_deadline (gpointer user_data)
{
  gboolean *late = user_data;
  *late = TRUE;
  return G_SOURCE_CONTINUE;
}

void
wait_until (const guint *counter, guint n)
{
  gboolean late = FALSE;
  guint deadline = g_timeout_add_seconds (DEADLINE_SEC, on_deadline, &late);
  while (*counter < n && !late)
    (void) g_main_context_iteration (NULL, TRUE); /* whether it did anything is no matter */
  (void) g_source_remove (deadline);
  g_assert_cmpuint (*counter, >=, n);
}

void
wait_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}
