/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/compose.h"

G_BEGIN_DECLS

/**
 * recoup_log_words:
 * @words: as for recoup_compose_entry()
 * @first: the first word to be read
 *
 * Logs one entry and reports what was stored, the new verdict, and how to take it back.
 */
RecoupExit
recoup_log_words (RecoupCtl *ctl, const RecoupForm *form, const GPtrArray *words, guint first);

G_END_DECLS
