/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/** Prints what recoupctl-import says about a file; @zone_from: who says that its zone is that. */
void recoup_import_text_print (RecoupCtl *ctl, GVariant *summary, const char *zone_from);

G_END_DECLS
