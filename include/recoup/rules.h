/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RECOUP_SUPPORT_OK,     /* well founded */
  RECOUP_SUPPORT_PART,   /* direction right, number or mechanism weak */
  RECOUP_SUPPORT_WEAK,   /* little or mixed evidence */
  RECOUP_SUPPORT_CONTRA, /* contradicted by what was read: never shown as a reason */
  RECOUP_SUPPORT_NONE,   /* definition, behaviour or preference */
} RecoupSupport;

/** How a rule lives in recoup. */
typedef enum
{
  RECOUP_RULE_COMPUTED, /* enters a balance, a flag, a question, the plan, the verdict or a metric
                         */
  RECOUP_RULE_REMINDER, /* decides about a reminder */
  RECOUP_RULE_TEXT,     /* shown as text */
  RECOUP_RULE_UNUSED,   /* not used, and the reason is in `formalisation` */
} RecoupRuleUse;

/** One row of the table of rules. */
typedef struct
{
  const char *id;            /* "S-011", "X-077", "R-25", "M-06" */
  const char *statement;     /* what the source says, in our words */
  const char *formalisation; /* how recoup computes it, or why not */
  const char *source;        /* article or paper with its DOI */
  RecoupSupport support;
  RecoupRuleUse use;
} RecoupRule;

/** Returns: (transfer none): the rules, by id within their series S, X, R, M */
const RecoupRule *recoup_rules_get (guint *n_out);

/** Returns: (transfer none) (nullable): the rule called @id */
const RecoupRule *recoup_rules_find (const char *id);

/** Returns: (transfer none): "ok", "part", "weak", "contra" or "n/a" */
const char *recoup_support_get_name (RecoupSupport support);

/** Returns: (transfer none): "computed", "reminder", "text" or "unused" */
const char *recoup_rule_use_get_name (RecoupRuleUse use);

G_END_DECLS
