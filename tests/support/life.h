/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "support/histories.h"
#include "support/sim.h"

G_BEGIN_DECLS

/* A random life on a simulated desktop: events are drawn as lines of a script for recoup-sim and
 * played, and what must always hold is looked at after each. */

#define LIFE_UNDO_LINE "+0s undo" /* line that takes back what the last one did */

/* life-draw.c: what happens next */

/** One entry that was logged, for amending and removing it. */
typedef struct
{
  char id[40];
  guint rev;
} LifeEntry;

typedef struct
{
  Sim *sim;             /* borrowed */
  char **zones;         /* borrowed, names to travel to */
  TestHistory *history; /* owned; its `rand` draws everything */
  GArray *logged;       /* owned, of LifeEntry: the last ones */
  guint mood;           /* row of the table of moods */
  guint left;           /* events until it changes */
  gboolean is_full;     /* the store fails */
  GQueue next;          /* owned, of lines that follow by all means */
} LifeDraw;

/** @sim: has not started */
void life_draw_init (LifeDraw *draw, Sim *sim, guint32 seed, char **zones);
void life_draw_clear (LifeDraw *draw);

/** Returns: (transfer full): the lines before the first event, and the first one */
char **life_draw_heading (LifeDraw *draw);

/** Returns: (transfer full): "+DURATION EVENT ..." */
char *life_draw_line (LifeDraw *draw);

/* life-watch.c: what must hold */

typedef struct _LifeWatch LifeWatch;

/** Says what does not hold; does not return. */
typedef void (*LifeFail) (const char *rule, const char *text) G_GNUC_NORETURN;

/** Looks at @sim, which has started, from now on. */
LifeWatch *life_watch_new (Sim *sim, LifeFail fail);
void life_watch_free (LifeWatch *watch);
/** Looks at everything after every event, also at what is costly. */
void life_watch_set_thorough (LifeWatch *watch);

/** Plays "+DURATION EVENT ..." and checks everything. @next: (nullable): the line that follows: if
 * it is %LIFE_UNDO_LINE, it must bring everything back. Returns: whether the event was taken */
gboolean life_watch_play (LifeWatch *watch, const char *line, const char *next);

/** A month without events: everything that was opened must end, on disk as well. */
void life_watch_end (LifeWatch *watch);

G_END_DECLS
