/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/import/foreign-log.h"

G_BEGIN_DECLS

/* Rows of the table of formats, each defined in its own file. A new format: its file, its line
 * here, its line in formats.c. */
extern const RecoupFormat recoup_format_bodyweight;
extern const RecoupFormat recoup_format_cronometer;
extern const RecoupFormat recoup_format_fitnotes;
extern const RecoupFormat recoup_format_hevy;
extern const RecoupFormat recoup_format_plees;
extern const RecoupFormat recoup_format_strong;

/** Returns: (transfer none): the formats */
const RecoupFormat *const *recoup_formats_get (guint *n_out);

/** Returns: (transfer none) (nullable): the format called @name */
const RecoupFormat *recoup_formats_find (const char *name);

/** Returns: (transfer full): "hevy, strong, …" */
char *recoup_formats_list (void);

G_END_DECLS
