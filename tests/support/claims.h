/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Returns: (transfer full): the ids of tests/data/forbidden-claims.txt, one for each pattern */
GPtrArray *test_claims_get_ids (void);

/** Returns: (transfer none) (nullable): the id of the forbidden claim that @text makes */
const char *test_claims_find (const char *text);

/** Fails unless @text makes none of the claims that recoup does not make. */
void test_claims_check (const char *text);

G_END_DECLS
