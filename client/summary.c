/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A state from the bus in one line. The sentence is that of words/, which notifications and the bus
 * property use too; here it comes in the language of the terminal rather than of the daemon. */

#include "client/summary.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/dict.h"
#include "words/words.h"

RecoupVerdict
recoup_summary_read_verdict (GVariant *state)
{
  g_autofree char *name = recoup_dict_dup_string (state, "verdict");

  for (guint i = 0; i < RECOUP_N_VERDICTS; i++)
    if (g_strcmp0 (recoup_verdict_get_name (i), name) == 0)
      return (RecoupVerdict) i;
  return RECOUP_VERDICT_UNKNOWN;
}

/* Tenths of a point. */
static gint
read_dp (GVariant *readiness, const char *key)
{
  return (gint) lround (CLAMP (recoup_dict_number (readiness, key, 0), 0, 100) * 10);
}

char *
recoup_summary_new_readiness (GVariant *state)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");

  return g_strdup_printf (_ ("%d (%d to %d)"), (read_dp (readiness, "point") + 5) / 10,
                          (read_dp (readiness, "lo") + 5) / 10,
                          (read_dp (readiness, "hi") + 5) / 10);
}

char *
recoup_summary_new (GVariant *state)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");
  g_autoptr (RecoupState) brief = recoup_state_new (); /* only what the sentence needs */

  brief->verdict = recoup_summary_read_verdict (state);
  brief->readiness_dp = read_dp (readiness, "point");
  brief->lo_dp = read_dp (readiness, "lo");
  brief->hi_dp = read_dp (readiness, "hi");
  brief->coverage = (guint) CLAMP (recoup_dict_integer (readiness, "coverage", 0), 0, 100);
  return recoup_words_summary (brief);
}

GPtrArray *
recoup_summary_list_reasons (GVariant *state, const char *key, gboolean advise)
{
  g_autoptr (GVariant) rows = recoup_dict_rows (state, key);
  GPtrArray *reasons = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      g_autoptr (GVariant) params = recoup_dict_dict (row, "params");
      g_autofree char *rule = recoup_dict_dup_string (row, "rule");
      if (rule == NULL)
        continue;
      g_autofree char *sentence = recoup_words_reason (rule, params);
      g_ptr_array_add (reasons, g_strdup_printf ("%s [%s]%s%s", sentence, rule, advise ? " " : "",
                                                 advise ? recoup_words_advice (rule) : ""));
    }
  return reasons;
}
