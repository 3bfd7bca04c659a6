/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reading an `a{sv}` from the bus. A reply of another version may lack a key: each function says
 * what it gives then. */

/** The number @key, `d` or `x`; @fallback if there is none. */
double recoup_dict_number (GVariant *dict, const char *key, double fallback);

/** The integer @key, `x`, `u`, `t` or `i`; @fallback if there is none. */
gint64 recoup_dict_integer (GVariant *dict, const char *key, gint64 fallback);

gboolean recoup_dict_boolean (GVariant *dict, const char *key);

/** Returns: (transfer none) (nullable): the string @key, living as long as @dict, which is part of
 * something serialised */
const char *recoup_dict_string (GVariant *dict, const char *key);

/** Returns: (transfer full) (nullable): the string @key of any dictionary */
char *recoup_dict_dup_string (GVariant *dict, const char *key);

/** Whether the string @key is @text. */
gboolean recoup_dict_says (GVariant *dict, const char *key, const char *text);

/** Returns: (transfer full): the dictionary @key; empty if there is none */
GVariant *recoup_dict_dict (GVariant *dict, const char *key);

/** Returns: (transfer full): the list of dictionaries @key; empty if there is none */
GVariant *recoup_dict_rows (GVariant *dict, const char *key);

/** Returns: (transfer full): the list of strings @key as a GStrv; empty if there is none */
char **recoup_dict_strings (GVariant *dict, const char *key);

G_END_DECLS
