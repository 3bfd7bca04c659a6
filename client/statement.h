/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/**
 * recoup_statement_print:
 * @rows: `aa{sv}` as Explain gives them
 * @is_overview: leaves out how each muscle group recovers from day to day
 *
 * Prints the rows below their days.
 */
void recoup_statement_print (RecoupCtl *ctl, GVariant *rows, gboolean is_overview);

/** Prints what the rules of the rows that are shown say, and their sources; nothing without
 * legend. */
void recoup_statement_print_rules (RecoupCtl *ctl, GVariant *rows, gboolean is_overview);

/** Returns: (transfer floating): `aa{sv}`: the rules that @rows name by `rule` s, each once: `rule`
 * s, `statement` s, `formalisation` s, `source` s, `support` s */
GVariant *recoup_statement_new_rules (GVariant *rows);

G_END_DECLS
