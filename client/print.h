/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/** Whether the verb is to print JSON instead of text. */
gboolean recoup_print_is_json (const RecoupCtl *ctl);

/** Prints @value (consumed when floating) as JSON, instants in the daemon's zone where it is known.
 */
void recoup_print_json (RecoupCtl *ctl, GVariant *value);

/** Prints a table; nothing but @empty when it has no rows. */
void recoup_print_table (RecoupCtl *ctl, const RecoupTable *table, const char *empty);

/** Prints a paragraph, wrapped. */
void recoup_print_paragraph (RecoupCtl *ctl, guint indent, const char *text);

#define RECOUP_LABEL_COLUMNS 10 /* of the left column of a screen */

/** Prints a line with its label on the left, wrapped beside it. */
void recoup_print_line (RecoupCtl *ctl, const char *label, const char *text);

/** Prints a paragraph in a style, wrapped. */
void recoup_print_styled (RecoupCtl *ctl, RecoupStyle style, const char *text);

/** Prints the verdict line of a state. */
void recoup_print_verdict (RecoupCtl *ctl, GVariant *state);

/** Prints the sentences of the list under @key of a state, of rules with what they found, the first
 * one behind @label. */
void recoup_print_reasons (RecoupCtl *ctl, GVariant *state, const char *key, const char *label);

/** Prints how to take the change back that @undo stands for, on a line of 80 columns that can be
 * copied; nothing without legend. */
void recoup_print_undo (RecoupCtl *ctl, const char *undo);

G_END_DECLS
