/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Runs the main loop until *@counter reaches @n; fails the test after 30 s. */
void wait_until (const guint *counter, guint n);

/** Runs what the main loop has to do now. */
void wait_idle (void);

G_END_DECLS
