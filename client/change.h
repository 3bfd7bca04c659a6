/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * recoup_change_new:
 * @before: a state, `a{sv}` as GetState gives it
 * @after: a later one
 *
 * Returns: (transfer full): in words, what of the figures that people look at is not as it was:
 * "readiness 62 (40 to 80) → 71 (60 to 79); protein today 0 → 35 g"; empty if all are alike
 */
char *recoup_change_new (GVariant *before, GVariant *after);

G_END_DECLS
