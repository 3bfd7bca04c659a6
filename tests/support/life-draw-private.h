/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "support/life.h"

G_BEGIN_DECLS

/* What the files that draw a life share. Nobody else includes this. */

/* life-draw-chance.c: what falls, and settings */

/** From @from to @until, both among them. */
gint life_draw_int (LifeDraw *draw, gint from, gint until);
gboolean life_draw_toss (LifeDraw *draw, double chance);
/** Returns: (transfer none): one of @words, which end with NULL */
const char *life_draw_pick (LifeDraw *draw, const char *const *words);
/** The date of now, by the wall clock. */
RecoupDay life_draw_day (LifeDraw *draw);
/** What is appended to a line after the name of its event: settings. */
void life_draw_setting (LifeDraw *draw, GString *line);

#define LIFE_PICK(draw, ...) life_draw_pick (draw, (const char *const[]){ __VA_ARGS__, NULL })

/* life-draw-entries.c: the journal */

void life_draw_entry (LifeDraw *draw, GString *line);
void life_draw_removal (LifeDraw *draw, GString *line);

G_END_DECLS
