/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/**
 * recoup_week_text_print:
 * @days: `aa{sv}` of recoup_week_compute()
 * @usual: sessions, see usual.h
 * @sleep_min: what was assumed of each night, NAN for nothing
 * @protein_g: what was assumed of each day, likewise
 *
 * Prints the week as a table, what it rests on, and where fewer sets are due, how many of what.
 */
void recoup_week_text_print (RecoupCtl *ctl,
                             GVariant *days,
                             const GPtrArray *usual,
                             double sleep_min,
                             double protein_g);

G_END_DECLS
