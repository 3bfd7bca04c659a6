/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/import/reader.h"

G_BEGIN_DECLS

/** Takes the current row of a format whose rows are entries: adds a record, or reports why not. */
void recoup_diary_take_row (RecoupReader *reader);

G_END_DECLS
