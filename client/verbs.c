/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of verbs. Help, completion and dispatch read it; its order is that of the help. */

#include "client/verbs.h"

static const RecoupVerb *const verbs[] = {
  &recoup_verb_undo,
};

const RecoupVerb *const *
recoup_verbs_get (guint *n_out)
{
  *n_out = G_N_ELEMENTS (verbs);
  return verbs;
}

const RecoupVerb *
recoup_verbs_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i]->name, name))
      return verbs[i];
  return NULL;
}
