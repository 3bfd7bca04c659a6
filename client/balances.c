/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The six accounts and the twelve muscle groups of a state, as lines of the status screen. A bar
 * shows what is left of an account: full is good. */

#include "client/balances.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/dict.h"
#include "client/print.h"
#include "recoup/muscle.h"
#include "recoup/state.h"
#include "words/format.h"
#include "words/key-words.h"
#include "words/words.h"

#define BAR_COLUMNS        20
#define NARROW_BAR_COLUMNS 10 /* where a line of forty is all there is */
#define NARROW_WIDTH       50
#define POINTS_COLUMNS     4    /* "23.7" */
#define GOOD_SHARE         0.75 /* colours only: share of an account's points that are left */
#define FAIR_SHARE         0.5

/* All points that @account has. */
static double
get_cap (RecoupAccount account)
{
  gint cap_dp = 0;

  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    if (g_str_equal (recoup_point_get_row (key)->account, recoup_account_get_name (account)))
      cap_dp += recoup_point_get_row (key)->cap_dp;
  return cap_dp / 10.0;
}

void
recoup_balances_get_lost (GVariant *state, double lost_out[RECOUP_N_ACCOUNTS])
{
  g_autoptr (GVariant) points = recoup_dict_rows (state, "points");

  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    lost_out[i] = 0;
  for (gsize i = 0; i < g_variant_n_children (points); i++)
    {
      g_autoptr (GVariant) point = g_variant_get_child_value (points, i);
      g_autofree char *account = recoup_dict_dup_string (point, "account");
      for (guint j = 0; j < RECOUP_N_ACCOUNTS; j++)
        if (g_strcmp0 (account, recoup_account_get_name (j)) == 0)
          lost_out[j] += recoup_dict_number (point, "points", 0);
    }
}

/* Returns: (transfer full): names of the accounts that rest on what was logged of late */
static char **
dup_known (GVariant *state)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");

  return recoup_dict_strings (readiness, "known");
}

guint
recoup_balances_get_off (GVariant *state)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");
  g_auto (GStrv) off = recoup_dict_strings (readiness, "off");
  guint accounts = 0;

  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    if (g_strv_contains ((const char *const *) off, recoup_account_get_name (i)))
      accounts |= 1U << i;
  return accounts;
}

/* What an account stands at when nothing that it rests on was logged of late. */
static const char *const assumptions[RECOUP_N_ACCOUNTS] = {
  [RECOUP_ACCOUNT_SLEEP] = N_ ("no night logged lately: a guess"),
  [RECOUP_ACCOUNT_FUEL] = N_ ("nothing known before today: a guess"),
  [RECOUP_ACCOUNT_STRESS] = N_ ("no check-in lately: a guess"),
  [RECOUP_ACCOUNT_TISSUE] = N_ ("no training logged lately: a guess"),
  [RECOUP_ACCOUNT_LOAD] = N_ ("nothing known before today: a guess"),
  [RECOUP_ACCOUNT_AUTONOMIC] = N_ ("not measured: costs nothing"),
};

/* The balance behind an account, in its own unit. */
static char *
dup_balance (GVariant *balances, RecoupAccount account)
{
  double hours = recoup_dict_number (balances, "sleep_debt_h", 0);
  g_autofree char *length = recoup_words_duration ((gint) (fabs (hours) * 60));

  switch (account)
    {
    case RECOUP_ACCOUNT_SLEEP:
      return hours * 60 >= 1 ? g_strdup_printf (_ ("debt %s"), length) : g_strdup (_ ("no debt"));
    case RECOUP_ACCOUNT_FUEL:
      return g_strdup_printf (_ ("%.0f %% below the protein target"),
                              recoup_dict_number (balances, "fuel_shortfall", 0) * 100);
    case RECOUP_ACCOUNT_STRESS:
      return g_strdup_printf (_ ("stress %.0f, mood %.0f, fatigue %.0f of 100"),
                              recoup_dict_number (balances, "stress", 0) * 100,
                              recoup_dict_number (balances, "mood", 0) * 100,
                              recoup_dict_number (balances, "fatigue", 0) * 100);
    case RECOUP_ACCOUNT_TISSUE:
      return g_strdup (_ ("see the muscles below"));
    case RECOUP_ACCOUNT_LOAD:
      return g_strdup_printf (_ ("%.0f a day, your usual is %.0f"),
                              recoup_dict_number (balances, "acute", 0),
                              recoup_dict_number (balances, "chronic", 0));
    case RECOUP_ACCOUNT_AUTONOMIC:
      return g_strdup (_ ("resting heart against your own usual"));
    }
  g_assert_not_reached ();
}

/* An account without bar and balance. */
static void
print_off (RecoupCtl *ctl, RecoupAccount account)
{
  g_autofree char *label = recoup_words_key (RECOUP_KEY_ACCOUNT, recoup_account_get_name (account));

  g_string_append (ctl->out, label);
  recoup_render_pad (ctl->out, label, RECOUP_LABEL_COLUMNS);
  recoup_render_append (&ctl->render, ctl->out, RECOUP_STYLE_DIM, _ ("switched off"));
  g_string_append_c (ctl->out, '\n');
}

void
recoup_balances_print_accounts (RecoupCtl *ctl, GVariant *state)
{
  guint off = recoup_balances_get_off (state);
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");
  g_auto (GStrv) known = dup_known (state);
  double lost[RECOUP_N_ACCOUNTS];

  if (ctl->quiet)
    return;
  guint bar_columns = ctl->render.width < NARROW_WIDTH ? NARROW_BAR_COLUMNS : BAR_COLUMNS;

  recoup_balances_get_lost (state, lost);
  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    {
      if (recoup_account_is_in (i, off))
        {
          print_off (ctl, i);
          continue;
        }
      const char *name = recoup_account_get_name (i);
      double cap = get_cap (i);
      double left = cap - lost[i];
      double share = cap > 0 ? left / cap : 0;
      RecoupStyle style = share >= GOOD_SHARE   ? RECOUP_STYLE_GOOD
                          : share >= FAIR_SHARE ? RECOUP_STYLE_FAIR
                                                : RECOUP_STYLE_POOR;
      g_autoptr (GString) bar = g_string_new (NULL);
      g_autofree char *balance = g_strv_contains ((const char *const *) known, name)
                                     ? dup_balance (balances, i)
                                     : g_strdup (_ (assumptions[i]));
      recoup_render_bar (&ctl->render, bar, share, bar_columns);
      g_autofree char *label = recoup_words_key (RECOUP_KEY_ACCOUNT, name);
      g_string_append (ctl->out, label);
      recoup_render_pad (ctl->out, label, RECOUP_LABEL_COLUMNS);
      recoup_render_append (&ctl->render, ctl->out, style, bar->str);
      g_autofree char *points_left = recoup_format_number (left, 1);
      guint width = recoup_render_measure (points_left);
      g_autofree char *aligned = g_strdup_printf (
          "%*s%s", width < POINTS_COLUMNS ? (int) (POINTS_COLUMNS - width) : 0, "", points_left);
      g_autofree char *sum = g_strdup_printf (_ ("%s of %2.0f"), aligned, cap);
      g_autofree char *rest = g_strconcat (" ", sum, "  ", NULL);
      g_string_append (ctl->out, rest);
      guint column = RECOUP_LABEL_COLUMNS + bar_columns + recoup_render_measure (rest);
      recoup_render_wrap (&ctl->render, ctl->out, balance, column, column);
    }
}

char *
recoup_balances_dup_group_reason (GVariant *group, RecoupInstant now, const RecoupZone *zone)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) why = recoup_dict_strings (group, "why");
  gint64 ready_at = recoup_dict_integer (group, "ready_at", RECOUP_INSTANT_NONE);

  for (guint i = 0; why[i] != NULL; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      if (g_str_equal (why[i], "soreness"))
        g_string_append_printf (text, _ ("sore %.0f of 10"),
                                recoup_dict_number (group, "soreness", 0));
      else if (g_str_equal (why[i], "fatigue"))
        g_string_append_printf (text, _ ("%.0f %% weaker"),
                                recoup_dict_number (group, "fatigue", 0));
      else
        {
          g_autofree char *pain = recoup_words_key (RECOUP_KEY_PAIN, why[i]);
          g_string_append (text, pain);
        }
    }
  if (ready_at == RECOUP_INSTANT_NONE)
    return g_string_free (g_steal_pointer (&text), FALSE);
  g_autofree char *moment = recoup_render_moment (ready_at, now, zone);
  return g_strdup_printf (_ ("%s; ready %s"), text->str, moment);
}

void
recoup_balances_print_groups (RecoupCtl *ctl,
                              GVariant *state,
                              RecoupInstant now,
                              const RecoupZone *zone)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");
  g_autoptr (GVariant) groups = recoup_dict_dict (balances, "groups");
  g_autoptr (GString) ready = g_string_new (NULL);
  const char *label = _ ("Muscles");

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      const char *name = recoup_group_get_name (i);
      g_autoptr (GVariant) group = recoup_dict_dict (groups, name);
      g_autofree char *group_label = recoup_words_key (RECOUP_KEY_GROUP, name);
      if (!recoup_dict_boolean (group, "blocked"))
        {
          g_string_append_printf (ready, "%s%s", ready->len > 0 ? ", " : "", group_label);
          continue;
        }
      g_autofree char *reason = recoup_balances_dup_group_reason (group, now, zone);
      g_autofree char *line = g_strdup_printf ("%s: %s", group_label, reason);
      recoup_print_line (ctl, label, line);
      label = "";
    }
  if (ready->len == 0 ||
      recoup_account_is_in (RECOUP_ACCOUNT_TISSUE, recoup_balances_get_off (state)))
    return;
  g_auto (GStrv) known = dup_known (state);
  gboolean is_known = g_strv_contains ((const char *const *) known,
                                       recoup_account_get_name (RECOUP_ACCOUNT_TISSUE));
  g_autofree char *line = is_known
                              ? g_strdup_printf (_ ("Ready: %s"), ready->str)
                              : g_strdup_printf (_ ("Ready, as far as logged: %s"), ready->str);
  recoup_print_line (ctl, label, line);
}
