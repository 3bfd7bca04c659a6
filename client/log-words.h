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

/**
 * recoup_log_words_refuse:
 * @error: of recoup_compose_entry()
 *
 * Says what is wrong; when it is the words, also how @form is written, with an example.
 *
 * Returns: the exit status
 */
RecoupExit recoup_log_words_refuse (RecoupCtl *ctl, const RecoupForm *form, const GError *error);

G_END_DECLS
