/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/entry.h"

G_BEGIN_DECLS

/** How one kind of entry is written on the command line. */
typedef struct
{
  const char *name; /* behind `recoupctl log` */
  RecoupEntryKind kind;
  const char *fields[3]; /* fields that need no name, in their order; NULL-terminated */
  const char *usage;     /* what may follow the name */
  const char *example;   /* what follows it, for example */
} RecoupForm;

/** Returns: (transfer none): the forms, @n_out of them */
const RecoupForm *recoup_form_get_all (guint *n_out);

/** Returns: (transfer none) (nullable): the form called @name */
const RecoupForm *recoup_form_find (const char *name);

/** Returns: (transfer none) (nullable): the field of @kind called @name, by its short name too */
const RecoupField *recoup_form_find_field (RecoupEntryKind kind, const char *name);

G_END_DECLS
