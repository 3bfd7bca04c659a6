/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/civil.h"

G_BEGIN_DECLS

#define TEST_ZONEINFO_DIR "/usr/share/zoneinfo"

/** Returns: (transfer full): a table over the zones of this machine, which knows the names that are
 * files under the zoneinfo folder and no others (GLib alone also takes "+02:00" for a zone) */
RecoupZoneTable *test_zones_new (void);

/** Returns: (transfer full) (array zero-terminated=1): every name of tzdata.zi, links included,
 * sorted */
char **test_zones_dup_names (void);

G_END_DECLS
