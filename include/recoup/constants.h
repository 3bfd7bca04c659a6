/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A number that the model computes with. */
typedef struct
{
  const char *topic;  /* one of recoup_constants_get_topics() */
  const char *name;   /* unique within its topic */
  double value;       /* in `unit` */
  const char *unit;   /* "h", "min", "share" (0 to 1), ...; "" for a plain number */
  const char *rule;   /* id of the rule that it belongs to */
  const char *source; /* the paper that has the number, "the article of its rule", or
                         "a convention of recoup" */
  const char *why;    /* what it does or why it is so, without a full stop */
} RecoupConstant;

/** Returns: (transfer none): the six accounts, then the other topics; NULL-terminated */
const char *const *recoup_constants_get_topics (void);

/** Returns: (transfer container): of const RecoupConstant, static: those of @topic, or all with
 * %NULL, in the order of the topics; empty for an unknown topic */
GPtrArray *recoup_constants_list (const char *topic);

G_END_DECLS
