/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/engine.h"

G_BEGIN_DECLS

/* What the bus asks for in turns, with all turns taken before it returns. The loop of the thread is
 * turned meanwhile. */

/** As recoup_engine_add(). @undo_out: (out) (optional) (transfer full): token of the undo */
gboolean at_once_add (RecoupEngine *engine,
                      GPtrArray *entries,
                      const char *undo,
                      char **undo_out,
                      GError **error);

/** As recoup_engine_remove(); @ids ends with %NULL. */
gboolean
at_once_remove (RecoupEngine *engine, const char *const *ids, char **undo_out, GError **error);

/** As recoup_engine_undo(). */
gboolean at_once_undo (RecoupEngine *engine, const char *token, GError **error);

/** Returns: (transfer full): a look that is ready, see recoup_engine_begin_look() */
RecoupLook *
at_once_look (RecoupEngine *engine, RecoupInstant at, guint back_days, const GPtrArray *assume);

G_END_DECLS
