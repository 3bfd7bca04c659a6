/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an entry changed. A log that only says "stored" teaches nothing; one that says what moved
 * shows at once whether the words were understood. Each figure is a row: its name, and how it reads
 * in a state. */

#include "client/change.h"

#include <glib/gi18n-lib.h>

#include "client/dict.h"
#include "client/summary.h"
#include "words/words.h"

static char *
read_verdict (GVariant *state)
{
  return g_strdup (recoup_words_verdict (recoup_summary_read_verdict (state)));
}

static char *
read_coverage (GVariant *state)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");

  return g_strdup_printf ("%" G_GINT64_FORMAT "\u00a0%%",
                          recoup_dict_integer (readiness, "coverage", 0));
}

static char *
read_protein (GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");

  return g_strdup_printf (_ ("%.0f of %.0f g"), recoup_dict_number (today, "protein_g", 0),
                          recoup_dict_number (today, "protein_target_g", 0));
}

static char *
read_sleep_debt (GVariant *state)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");
  gint minutes = (gint) (MAX (recoup_dict_number (balances, "sleep_debt_h", 0), 0) * 60 + 0.5);

  return recoup_words_duration (minutes);
}

/* A balance of 0 to 1 as people see it. */
static char *
read_share (GVariant *state, const char *key)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");

  return g_strdup_printf ("%.0f", recoup_dict_number (balances, key, 0) * 100);
}

static char *
read_stress (GVariant *state)
{
  return read_share (state, "stress");
}

static char *
read_fatigue (GVariant *state)
{
  return read_share (state, "fatigue");
}

static char *
read_load (GVariant *state)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");

  return g_strdup_printf ("%.0f", recoup_dict_number (balances, "acute", 0));
}

/* How many muscle groups wait. */
static char *
read_blocked (GVariant *state)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");
  g_autoptr (GVariant) groups = recoup_dict_dict (balances, "groups");
  GVariantIter iter;
  GVariant *group = NULL;
  guint n = 0;

  g_variant_iter_init (&iter, groups);
  while (g_variant_iter_loop (&iter, "{sv}", NULL, &group))
    n += recoup_dict_boolean (group, "blocked") ? 1 : 0;
  return g_strdup_printf ("%u", n);
}

static const struct
{
  const char *name;
  char *(*read) (GVariant *state);
} figures[] = {
  { N_ ("verdict"), read_verdict },
  { N_ ("readiness"), recoup_summary_new_readiness },
  { N_ ("covered by your log"), read_coverage },
  { N_ ("sleep owed"), read_sleep_debt },
  { N_ ("protein today"), read_protein },
  { N_ ("stress"), read_stress },
  { N_ ("fatigue"), read_fatigue },
  { N_ ("load a day"), read_load },
  { N_ ("muscles that rest"), read_blocked },
};

char *
recoup_change_new (GVariant *before, GVariant *after)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *was = figures[i].read (before);
      g_autofree char *is = figures[i].read (after);
      if (!g_str_equal (was, is))
        g_string_append_printf (text, "%s%s %s → %s", text->len > 0 ? "; " : "",
                                _ (figures[i].name), was, is);
    }
  return g_string_free (text, FALSE);
}
