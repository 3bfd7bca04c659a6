/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The words for what goes wrong. There are two domains: one that a caller acts on and that crosses
 * the bus, and one for the faults of a single journal line, whose codes the interchange format
 * names. */

#include "recoup/error.h"

static const char *const fault_names[RECOUP_N_FAULTS] = {
  [RECOUP_FAULT_TOO_LONG] = "too-long",
  [RECOUP_FAULT_JSON] = "json",
  [RECOUP_FAULT_NOT_OBJECT] = "not-object",
  [RECOUP_FAULT_KIND] = "kind",
  [RECOUP_FAULT_ID] = "id",
  [RECOUP_FAULT_ZONE] = "zone",
  [RECOUP_FAULT_BAD_TIME] = "bad-time",
  [RECOUP_FAULT_BAD_DATE] = "bad-date",
  [RECOUP_FAULT_MISSING] = "missing",
  [RECOUP_FAULT_TYPE] = "type",
  [RECOUP_FAULT_RANGE] = "range",
  [RECOUP_FAULT_LIMIT] = "limit",
  [RECOUP_FAULT_INTERVAL] = "interval",
  [RECOUP_FAULT_EMPTY] = "empty",
  [RECOUP_FAULT_GROUP] = "group",
  [RECOUP_FAULT_QUESTION] = "question",
  [RECOUP_FAULT_ACTION] = "action",
};

GQuark
recoup_error_quark (void)
{
  return g_quark_from_static_string ("recoup-error-quark");
}

GQuark
recoup_fault_quark (void)
{
  return g_quark_from_static_string ("recoup-fault-quark");
}

const char *
recoup_fault_get_name (RecoupFault fault)
{
  g_return_val_if_fail (fault < RECOUP_N_FAULTS, NULL);
  return fault_names[fault];
}
