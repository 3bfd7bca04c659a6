/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"
#include "recoup/state.h"

G_BEGIN_DECLS

/** Sums up the points that each account of @state costs. */
void recoup_balances_get_lost (GVariant *state, double lost_out[RECOUP_N_ACCOUNTS]);

/** Returns: mask of RecoupAccount: what the user switched off, so that @state says nothing of it */
guint recoup_balances_get_off (GVariant *state);

/** Prints one line an account: its bar, points left, the balance behind it. */
void recoup_balances_print_accounts (RecoupCtl *ctl, GVariant *state);

/** Prints the groups that are to be spared, why and until when, then those that are ready. */
void recoup_balances_print_groups (RecoupCtl *ctl,
                                   GVariant *state,
                                   RecoupInstant now,
                                   const RecoupZone *zone);

/** Returns: (transfer full): why @group, one of the `groups` of a state, is to be spared, and until
 * when: "sore 7 of 10, 8 % weaker; ready Sat 06:40"; empty if it is ready */
char *recoup_balances_dup_group_reason (GVariant *group, RecoupInstant now, const RecoupZone *zone);

G_END_DECLS
