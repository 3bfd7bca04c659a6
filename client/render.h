/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"

G_BEGIN_DECLS

/** What the output can show. */
typedef struct
{
  guint width;     /* columns, 40 or more; 80 when it is no terminal and COLUMNS is not set */
  guint height;    /* lines of the terminal, 0 when it is none */
  gboolean colour; /* escape sequences are understood and wanted */
  gboolean utf8;
} RecoupRender;

typedef enum
{
  RECOUP_STYLE_PLAIN,
  RECOUP_STYLE_HEADING,
  RECOUP_STYLE_DIM,
  RECOUP_STYLE_GOOD,
  RECOUP_STYLE_FAIR,
  RECOUP_STYLE_POOR,
} RecoupStyle;

/** Looks at file descriptor @fd and the environment (NO_COLOR, TERM, COLUMNS, the locale). */
void recoup_render_init (RecoupRender *render, int fd);

/** Appends @text in @style: plain text where there is no colour. */
void recoup_render_append (const RecoupRender *render,
                           GString *out,
                           RecoupStyle style,
                           const char *text);

/** Columns that @text takes on a terminal: wide characters two, combining ones none. */
guint recoup_render_measure (const char *text);

/** Appends spaces until @text, which stands at the end of @out, takes @width columns. */
void recoup_render_pad (GString *out, const char *text, guint width);

/** Appends a bar of @width cells, of which @ratio (0 to 1) is full. */
void recoup_render_bar (const RecoupRender *render, GString *out, double ratio, guint width);

/**
 * recoup_render_wrap:
 * @first: columns that are already taken in the first line
 * @indent: columns by which the further lines are indented
 *
 * Appends @text with line breaks between words, so that no line is wider than the output, and a
 * line end. Control characters in it are replaced. Where @indent leaves too little room, the
 * text goes below what it belongs to.
 */
void recoup_render_wrap (const RecoupRender *render,
                         GString *out,
                         const char *text,
                         guint first,
                         guint indent);

/** Returns: (transfer full): @instant as short as it is clear at @now: "22:25", "tomorrow 06:40",
 * "Sat 06:40", "2026-03-28 06:40" */
char *recoup_render_moment (RecoupInstant instant, RecoupInstant now, const RecoupZone *zone);

/** Returns: (transfer full): "Sat 2026-03-28" */
char *recoup_render_day (RecoupDay day);

/** Returns: (transfer full): "2026-03-28 22:40" */
char *recoup_render_date_time (RecoupInstant instant, const RecoupZone *zone);

/** Returns: (transfer full): @value with up to @digits decimals, without trailing zeros: "2.5" */
char *recoup_render_number (double value, guint digits);

/** RecoupTable: rows of cells; columns are as wide as their widest cell, the last one wraps. */
typedef struct _RecoupTable RecoupTable;

/** @headings: names of the columns, 1 to 16, NULL-terminated; a name that begins with ">" is
 * aligned right (without the sign) */
RecoupTable *recoup_table_new (const char *const *headings);
void recoup_table_free (RecoupTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupTable, recoup_table_free)

/** Adds a row: as many cells as there are headings, NULL for an empty one; copied
 * without control characters. */
void recoup_table_add (RecoupTable *table, const char *const *cells);

/** Number of rows. */
guint recoup_table_get_size (const RecoupTable *table);

/** Appends the table; the headings only with @legend. */
void recoup_table_append (const RecoupTable *table,
                          const RecoupRender *render,
                          gboolean legend,
                          GString *out);

G_END_DECLS
