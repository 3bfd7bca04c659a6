/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/args.h"

G_BEGIN_DECLS

/** Prints what recoupctl can do. */
void recoup_help_print (RecoupCtl *ctl);

/** Prints what one verb does and which options it takes. */
void recoup_help_print_verb (RecoupCtl *ctl, const RecoupVerb *verb);

G_END_DECLS
