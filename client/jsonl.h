/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "recoup/entry.h"

G_BEGIN_DECLS

/**
 * recoup_jsonl_parse_line:
 * @line: one line of the interchange format, @len bytes
 * @unknown: (nullable) (element-type utf8): names of unknown keys are added (owned copies)
 * @error: domain %RECOUP_FAULT
 *
 * Reads the JSON and gives each value the bus type of its field. Ranges, required fields and what
 * must hold between fields are left to recoup_entry_new_from_variant().
 *
 * Returns: (transfer full): `a{sv}`, or %NULL
 */
GVariant *recoup_jsonl_parse_line (const char *line, gsize len, GPtrArray *unknown, GError **error);

/** One line that was read. */
typedef struct
{
  guint number;        /* counted from 1, empty lines included */
  const char *text;    /* without surrounding white space; NULL if the line is too long */
  RecoupEntry *entry;  /* NULL if the line is bad */
  gboolean has_id;     /* whether the line named its id; else it was derived from the content */
  GPtrArray *unknown;  /* of char *: unknown keys of entry and sets; empty for most lines */
  const GError *fault; /* domain RECOUP_FAULT; NULL if the line is good */
} RecoupJsonlLine;

/** RecoupJsonlFunc: what is in @line lives as long as the call. Returns: %FALSE to stop */
typedef gboolean (*RecoupJsonlFunc) (const RecoupJsonlLine *line, gpointer user_data);

/**
 * recoup_jsonl_read:
 * @zones: to check `zone`
 * @func: called for each line that is not empty, good or bad
 * @error: reading failed; bad lines are no error
 *
 * Reads to the end with bounded memory. An entry without id gets one from its content: the same
 * file gives the same ids, and two equal lines stay two entries.
 */
gboolean recoup_jsonl_read (GInputStream *stream,
                            RecoupZoneTable *zones,
                            RecoupJsonlFunc func,
                            gpointer user_data,
                            GError **error);

/**
 * recoup_jsonl_write_entry:
 * @zones: (nullable): to find the entry's zone
 *
 * Returns: (transfer full): the entry as one line without its end: fields in the order of their
 * table, instants with the offset of the entry's zone ("Z" without one)
 */
char *recoup_jsonl_write_entry (const RecoupEntry *entry, RecoupZoneTable *zones);

G_END_DECLS
