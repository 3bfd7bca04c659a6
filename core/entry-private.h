/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/entry.h"

G_BEGIN_DECLS

/* What the files of the module share: making an entry is theirs alone, since an entry never changes
 * afterwards. */

/** Where @field lies in @base, an entry or a set. */
#define FIELD_AT(base, field, Type) ((Type *) (void *) ((char *) (base) + (field)->offset))
#define CONST_FIELD_AT(base, field, Type) \
  ((const Type *) (const void *) ((const char *) (base) + (field)->offset))

#define RECOUP_UUID_SIZE 37 /* with its final 0 */

/** Number that stands for "not given" where an integer field is kept: one below its range. */
gint recoup_entry_field_absent (const RecoupField *field);

/** Whether an integer needs 64 bits (the revision does, so that the next one can be told). */
gboolean recoup_entry_field_is_wide (const RecoupField *field);

/** Returns: (transfer full): an entry of @kind with nothing given */
RecoupEntry *recoup_entry_new_empty (RecoupEntryKind kind);

/** Puts "not given" into each field of a set. */
void recoup_entry_set_init (RecoupSet *set);

/**
 * recoup_entry_read_value:
 * @field: any row but `sets`
 * @base: the entry or set that has it; it is changed on success, and left to be freed on failure
 *
 * Checks one value and puts it into its place.
 */
gboolean recoup_entry_read_value (GVariant *value,
                                  const RecoupField *field,
                                  RecoupZoneTable *zones,
                                  void *base,
                                  GError **error);

/** What must hold between the fields of an entry, of a set. */
gboolean recoup_entry_check (const RecoupEntry *entry, GError **error);
gboolean recoup_entry_check_set (const RecoupSet *set, GError **error);

/**
 * recoup_entry_refuse:
 *
 * Sets @error to "‘protein_g’ must be 0 to 500 g, got ‘900’".
 *
 * Returns: %FALSE
 */
gboolean
recoup_entry_refuse (GError **error, RecoupFault fault, const RecoupField *field, GVariant *got);

G_END_DECLS
