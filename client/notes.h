/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/* What is said beside the numbers of a state, `a{sv}` as GetState gives it. Each prints nothing
 * when its rule does not apply. */

/** The step of the plan: held (S-085), the lazy days (S-082), the three figures of a deload
 * (S-089).
 */
void recoup_notes_print_plan (RecoupCtl *ctl, GVariant *state);

/** Where to look first when a muscle is sore again and again (S-057). */
void recoup_notes_print_signs (RecoupCtl *ctl, GVariant *state);

/** The last week: how many days had sleep and protein in order (S-014). */
void recoup_notes_print_week (RecoupCtl *ctl, GVariant *state);

/** Muscle groups that are ready for a record (S-047), and what sharp or joint pain asks for
 * (S-051).
 */
void recoup_notes_print_groups (RecoupCtl *ctl, GVariant *state);

/** What a logged @entry, `a{sv}`, brings to mind in @state: cold after lifting (S-105). */
void recoup_notes_print_entry (RecoupCtl *ctl, GVariant *entry, GVariant *state);

/** What recoup is and is not, while nothing was ever logged; else that the feeling wins. */
void recoup_notes_print_safety (RecoupCtl *ctl, GVariant *state);

G_END_DECLS
