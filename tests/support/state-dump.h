/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/state.h"

G_BEGIN_DECLS

/** Returns: (transfer full): every field of the state as text, numbers with all their digits */
char *test_state_dump (const RecoupState *state);

G_END_DECLS
