/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is said beside the numbers: rules that neither cost points nor raise a flag, but tell what
 * to make of them. The sentences are those of words/; here it is decided from a state of the bus
 * whether they apply. */

#include "client/notes.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/balances.h"
#include "client/dict.h"
#include "client/plan-text.h"
#include "client/print.h"
#include "client/summary.h"
#include "recoup/muscle.h"
#include "recoup/plan.h"
#include "recoup/verdict.h"
#include "words/key-words.h"
#include "words/words.h"

#define FIGURE_ACCOUNTS \
  (1U << RECOUP_ACCOUNT_SLEEP | 1U << RECOUP_ACCOUNT_FUEL | 1U << RECOUP_ACCOUNT_STRESS)

/* A sentence with its rule. */
static void
print_note (RecoupCtl *ctl, const char *label, const char *text, const char *rule)
{
  g_autofree char *line = g_strdup_printf ("%s [%s]", text, rule);

  recoup_print_line (ctl, label, line);
}

/* Days since the step of the plan began; -1 when this cannot be read. */
static gint
get_step_age (GVariant *state, GVariant *plan)
{
  g_autofree char *day_text = recoup_dict_dup_string (state, "day");
  g_autofree char *since_text = recoup_dict_dup_string (plan, "since");
  RecoupDay day = 0;
  RecoupDay since = 0;

  if (day_text == NULL || since_text == NULL || !recoup_day_parse (day_text, &day, NULL) ||
      !recoup_day_parse (since_text, &since, NULL))
    return -1;
  return day - since;
}

static void
print_figures (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");
  if ((recoup_balances_get_off (state) & FIGURE_ACCOUNTS) != 0)
    return; /* the three belong together */

  g_autofree char *text = recoup_words_figures (
      recoup_dict_number (today, "sleep_min", NAN), recoup_dict_number (today, "protein_g", 0),
      (gint) recoup_dict_integer (today, "protein_target_g", 0),
      recoup_dict_number (balances, "stress", 0));

  print_note (ctl, "", text, "S-089");
}

void
recoup_notes_print_plan (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");
  gint age = get_step_age (state, plan);

  switch (recoup_plan_text_read_state (plan))
    {
    case RECOUP_PLAN_NORMAL:
    case RECOUP_PLAN_DUE:
      return;
    case RECOUP_PLAN_DELOAD:
      if (age + 1 >= RECOUP_PLAN_LAZY_FROM && age + 1 <= RECOUP_PLAN_LAZY_UNTIL)
        print_note (ctl, "", recoup_words_advice ("S-082"), "S-082");
      print_figures (ctl, state);
      return;
    case RECOUP_PLAN_REBUILD1:
    case RECOUP_PLAN_REBUILD2:
      if (age >= RECOUP_PLAN_STEP_DAYS)
        {
          double lost[RECOUP_N_ACCOUNTS];
          recoup_balances_get_lost (state, lost);
          g_autofree char *text = recoup_words_hold (lost);
          print_note (ctl, "", text, "S-085");
        }
      return;
    }
  g_assert_not_reached ();
}

void
recoup_notes_print_signs (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) flags = recoup_dict_rows (state, "flags");

  for (gsize i = 0; i < g_variant_n_children (flags); i++)
    {
      g_autoptr (GVariant) flag = g_variant_get_child_value (flags, i);
      if (!recoup_dict_says (flag, "rule", "S-056"))
        continue;
      double lost[RECOUP_N_ACCOUNTS];
      recoup_balances_get_lost (state, lost);
      g_autofree char *text = recoup_words_ranking (lost);
      print_note (ctl, "", text, "S-057");
    }
}

void
recoup_notes_print_week (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) metrics = recoup_dict_dict (state, "metrics");
  gint64 known = recoup_dict_integer (metrics, "adherence7_known", 0);

  if (known <= 0)
    return;
  g_autofree char *text = recoup_words_adherence (
      (guint) recoup_dict_integer (metrics, "adherence7", 0), (guint) known);
  print_note (ctl, _ ("Last week"), text, "S-014");
}

/* Whether the verdict rests on enough, and allows a hard day. */
static gboolean
may_try_record (GVariant *state)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");
  RecoupVerdict verdict = recoup_summary_read_verdict (state);

  return recoup_dict_integer (readiness, "coverage", 0) >= RECOUP_VERDICT_FULL_COVERAGE &&
         (verdict == RECOUP_VERDICT_TRAIN || verdict == RECOUP_VERDICT_TRAIN_OTHER);
}

void
recoup_notes_print_groups (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");
  g_autoptr (GVariant) groups = recoup_dict_dict (balances, "groups");
  g_autoptr (GString) record = g_string_new (NULL);
  gboolean hurts = FALSE;
  gboolean is_all = TRUE; /* of those that are not blocked */

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      g_autoptr (GVariant) group = recoup_dict_dict (groups, recoup_group_get_name (i));
      g_auto (GStrv) why = recoup_dict_strings (group, "why");
      hurts |= g_strv_contains ((const char *const *) why, "sharp") ||
               g_strv_contains ((const char *const *) why, "joint");
      gboolean is_ready = recoup_dict_boolean (group, "record");
      is_all &= is_ready || recoup_dict_boolean (group, "blocked");
      if (is_ready)
        {
          g_autofree char *name = recoup_words_key (RECOUP_KEY_GROUP, recoup_group_get_name (i));
          g_string_append_printf (record, "%s%s", record->len > 0 ? ", " : "", name);
        }
    }
  if (hurts)
    print_note (ctl, "", recoup_words_safety (RECOUP_SAFETY_PAIN), "S-051");
  if (record->len == 0 || !may_try_record (state))
    return;
  g_autofree char *text = g_strdup_printf (_ ("Ready for a record, by your log: %s"), record->str);
  print_note (ctl, "", is_all ? _ ("By your log these are ready for a record too.") : text,
              "S-047");
}

void
recoup_notes_print_safety (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");
  g_autofree char *day = recoup_dict_dup_string (state, "day");
  g_autofree char *first_day = recoup_dict_dup_string (state, "first_day");
  gboolean is_first = g_strcmp0 (day, first_day) == 0;

  if (is_first && recoup_dict_integer (readiness, "coverage", 0) == 0)
    {
      recoup_print_paragraph (ctl, 0, recoup_words_safety (RECOUP_SAFETY_ABOUT));
      recoup_print_paragraph (ctl, 0, recoup_words_safety (RECOUP_SAFETY_STOP));
    }
  else if (ctl->legend)
    recoup_print_paragraph (ctl, 0, recoup_words_safety (RECOUP_SAFETY_FEELING));
}

void
recoup_notes_print_entry (RecoupCtl *ctl, GVariant *entry, GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");

  if (recoup_dict_says (entry, "activity", "cold") &&
      recoup_dict_integer (today, "sessions", 0) > 0)
    print_note (ctl, "", recoup_words_cold (), "S-105");
}
