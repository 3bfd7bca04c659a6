/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"
#include "recoup/entry.h"
#include "recoup/reminder.h"

G_BEGIN_DECLS

/* What a client sends is checked here before anything is done with it. Each message names the key,
 * what is allowed and what came. */

#define RECOUP_MAX_ENTRIES 5000

/** Refuses a key of @dict that is not in @keys, by name. */
gboolean recoup_request_check_keys (GVariant *dict, const char *const *keys, GError **error);

/** Takes an instant out of an integer: whole seconds, 2000 to 2099; %RECOUP_ERROR_OUT_OF_RANGE. */
gboolean recoup_request_read_instant (const char *name,
                                      gint64 value,
                                      RecoupInstant *instant_out,
                                      GError **error);

/** Takes a date; @name is that of its argument. */
gboolean
recoup_request_read_date (const char *name, const char *text, RecoupDay *day_out, GError **error);

/* Each reads one optional key: without it the output stays as it is. */
gboolean recoup_request_get_instant (GVariant *dict,
                                     const char *key,
                                     RecoupInstant *instant_out,
                                     GError **error);
gboolean recoup_request_get_integer (GVariant *dict,
                                     const char *key,
                                     const gint64 range[2],
                                     gint64 *number_out,
                                     GError **error);
/** @text_out: (transfer none): lives as long as @dict */
gboolean
recoup_request_get_text (GVariant *dict, const char *key, const char **text_out, GError **error);

/** Reads names of kinds of entries into a mask. */
gboolean
recoup_request_get_entry_kinds (GVariant *dict, const char *key, guint *mask_out, GError **error);
/** Likewise names of keys of entries. */
gboolean
recoup_request_get_entry_keys (GVariant *dict, const char *key, guint64 *mask_out, GError **error);
/** Likewise of kinds of reminders. */
gboolean recoup_request_get_reminder_kinds (GVariant *dict,
                                            const char *key,
                                            guint *mask_out,
                                            GError **error);

/** Reads the name of a kind of reminders, or several; @key is that of their argument. */
gboolean recoup_request_read_reminder_kind (const char *key,
                                            const char *name,
                                            RecoupReminderKind *kind_out,
                                            GError **error);
gboolean recoup_request_read_reminder_kinds (const char *key,
                                             const char *const *names,
                                             guint *mask_out,
                                             GError **error);

/** What entries are read with. */
typedef struct
{
  RecoupZoneTable *zones;
  const char *zone; /* of an entry that names none */
  const char *what; /* "Entry", for messages */
} RecoupRequestContext;

/** Entries of a long list, checked and read in turns. */
typedef struct
{
  GVariant *list;     /* owned */
  gsize n;            /* entries in it */
  GArray *costs;      /* owned, of guint: values of each entry that was checked */
  GPtrArray *entries; /* owned, of RecoupEntry: what was read; all of it at the end */
} RecoupRequestReader;

/**
 * recoup_request_reader_new:
 * @list: `aa{sv}`
 * @name: of the argument or key that it is
 *
 * Its limits are checked as it is read; only the number of entries is checked here.
 *
 * Returns: (transfer full): a reader
 */
RecoupRequestReader *recoup_request_reader_new (GVariant *list, const char *name, GError **error);
void recoup_request_reader_free (RecoupRequestReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupRequestReader, recoup_request_reader_free)

/** Goes on for one turn: first all limits are checked, then all entries read. Returns: %FALSE when
 * something is wrong: nothing may be taken */
gboolean recoup_request_reader_turn (RecoupRequestReader *reader,
                                     const RecoupRequestContext *context,
                                     GError **error);
gboolean recoup_request_reader_is_done (const RecoupRequestReader *reader);

/** Returns: (transfer full) (nullable): the one entry of a request; its limits were checked */
RecoupEntry *
recoup_request_read_entry (GVariant *dict, const RecoupRequestContext *context, GError **error);

G_END_DECLS
