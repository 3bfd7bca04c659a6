/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * recoup_uuid_new_v5:
 * @name: what the identity is derived from
 *
 * The same name gives the same UUID on every machine (RFC 9562 version 5, in recoup's own name
 * space): an entry that comes twice keeps one identity.
 *
 * Returns: (transfer full): a UUID in lower case
 */
char *recoup_uuid_new_v5 (const char *name);

G_END_DECLS
