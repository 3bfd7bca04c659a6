/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/ledger.h"
#include "recoup/policy.h"
#include "recoup/schedule.h"
#include "recoup/state.h"

G_BEGIN_DECLS

/* Every value <-> GVariant, in one place. Entries have theirs in entry.h, because reading one is
 * checking it. */

/**
 * recoup_wire_state:
 *
 * Returns: (transfer floating): `a{sv}` with the names of model section 16 but `errors`: instants
 * `x`, days `s`, numbers `d`, integers `x`, null left out. A group has `record` beside (S-047).
 * Readiness and points as `d`, rounded to tenths; balances to four decimals. All muscle groups are
 * there. A row of `points` has its `account` beside.
 */
GVariant *recoup_wire_state (const RecoupState *state);

/** Returns: (transfer floating): `aa{sv}` of rows: day, account, entry, what, group, amount, unit,
 * balance, points, rule, source (of the rule) */
GVariant *recoup_wire_ledger (const GArray *rows);

/** Returns: (transfer floating): `a{sv}`: key, group, type, default, range, unit, doc */
GVariant *recoup_wire_setting (const RecoupSetting *setting);

/** Returns: (transfer floating): `a{sv}` of s: each setting in its text form */
GVariant *recoup_wire_policy (const RecoupPolicy *policy);

/**
 * recoup_wire_policy_apply:
 * @policy: changed on success only
 * @dict: `a{sv}` of s: settings in text form
 *
 * Sets all of @dict or nothing, recoup_policy_check() included.
 */
gboolean recoup_wire_policy_apply (RecoupPolicy *policy, GVariant *dict, GError **error);

/** Returns: (transfer floating): `a{sv}`: id, kind, day, state, due, valid_until, until, snoozes,
 * claimed_at, shown_at, resolved_at, seen, cause, grams, minutes, amount, portions, detail, reason
 * (as); numbers of food and time that are 0 are left out */
GVariant *recoup_wire_reminder (const RecoupReminder *reminder);

/**
 * recoup_wire_is_shallow:
 *
 * Whether @variant is nested no deeper than @max_depth lists, dictionaries and tuples. The pairs of
 * a dictionary and the variants around its values do not count, a variant in a variant does: a
 * session whose sets have groups is 4 deep (entry, list of sets, set, groups).
 *
 * What the type alone tells is not walked over.
 */
gboolean recoup_wire_is_shallow (GVariant *variant, guint max_depth);

G_END_DECLS
