/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What would change the verdict: one night, one day's protein, some days without work for what is
 * not ready. Each is a state that the daemon computes from entries that exist only for the
 * question, beside the state without them at the same instant, so nothing here knows a formula of
 * the model. They are forecasts with their interval, and hold only if nothing else is logged. */

#include "client/what-if.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/dict.h"
#include "client/summary.h"
#include "recoup/muscle.h"
#include "recoup/state.h"
#include "words/key-words.h"
#include "words/words.h"

#define WORTH_POINTS 0.5 /* less would not change the number that is shown */
#define WORTH_MIN    10  /* minutes of sleep: less is within what a night varies anyway */
#define REST_DAYS    3   /* further ahead nobody plans */
#define PORTIONS     2   /* of protein at a meal that is left: nobody eats a day's worth at night */

/* One question under way. */
typedef struct
{
  const RecoupWhatIf *what_if;
  RecoupDay today;
  GVariant *otherwise;     /* owned, tomorrow morning if nothing is logged; NULL until asked */
  GVariantBuilder answers; /* `aa{sv}` */
} Inquiry;

static void
inquiry_clear (Inquiry *inquiry)
{
  g_clear_pointer (&inquiry->otherwise, g_variant_unref);
  g_variant_builder_clear (&inquiry->answers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inquiry, inquiry_clear)

/* When the user gets up @days after today. */
static RecoupInstant
get_morning (const Inquiry *inquiry, gint days)
{
  return recoup_assume_get_wake (inquiry->what_if->policy, inquiry->today + days,
                                 inquiry->what_if->zone);
}

/* The state at @at with @assume, `aa{sv}` or NULL. */
static GVariant *
ask (const Inquiry *inquiry, RecoupInstant at, GVariant *assume, GError **error)
{
  return inquiry->what_if->ask (recoup_assume_options (at, assume), inquiry->what_if->user_data,
                                error);
}

/* Returns: (transfer full): @entry alone, `aa{sv}` */
static GVariant *
make_list (GVariant *entry)
{
  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARDICT, &entry, 1));
}

static GVariant *
assume_sleep (RecoupInstant wake, gint minutes)
{
  return make_list (recoup_assume_sleep (wake, minutes));
}

/* Rest on @days days, beginning with today. */
static GVariant *
assume_rest (RecoupDay today, guint days)
{
  GVariant *entries[REST_DAYS];

  for (guint i = 0; i < days; i++)
    entries[i] = recoup_assume_rest (today + (RecoupDay) i);
  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARDICT, entries, days));
}

static double
get_readiness (GVariant *state)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");

  return recoup_dict_number (readiness, "point", NAN);
}

static void
put_state (GVariantDict *dict, GVariant *state, const char *suffix)
{
  static const char *const keys[][2] = { { "point", "readiness" }, { "lo", "lo" }, { "hi", "hi" } };
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");
  const char *verdict = recoup_dict_string (state, "verdict");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *key = g_strconcat (keys[i][1], suffix, NULL);
      g_variant_dict_insert (dict, key, "d", recoup_dict_number (readiness, keys[i][0], 0));
    }
  g_autofree char *key = g_strconcat ("verdict", suffix, NULL);
  g_variant_dict_insert (dict, key, "s", verdict != NULL ? verdict : "unknown");
}

/* "8 h of sleep tonight: readiness 78 (71 to 83) the next morning rather than 71 (64 to 78), Train
 * rather than Rest" */
static char *
say_change (const char *premise, GVariant *state, GVariant *otherwise)
{
  g_autofree char *then = recoup_summary_new_readiness (state);
  g_autofree char *else_then = recoup_summary_new_readiness (otherwise);
  RecoupVerdict verdict = recoup_summary_read_verdict (state);
  RecoupVerdict other = recoup_summary_read_verdict (otherwise);

  if (verdict == other || verdict == RECOUP_VERDICT_UNKNOWN || other == RECOUP_VERDICT_UNKNOWN)
    return g_strdup_printf (_ ("%s: readiness %s the next morning rather than %s."), premise, then,
                            else_then);
  return g_strdup_printf (
      _ ("%s: readiness %s the next morning rather than %s, ‘%s’ rather than ‘%s’."), premise, then,
      else_then, recoup_words_verdict (verdict), recoup_words_verdict (other));
}

/* Adds the answer of @kind when it is worth a word: @premise is what is assumed, in words. */
static void
add_change (Inquiry *inquiry,
            const char *kind,
            const char *premise,
            GVariant *assume,
            GVariant *const states[2]) /* with it, and otherwise */
{
  GVariantDict dict;
  double gain = get_readiness (states[0]) - get_readiness (states[1]);

  if (isnan (gain) || gain < WORTH_POINTS)
    return;
  g_autofree char *text = say_change (premise, states[0], states[1]);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", kind);
  g_variant_dict_insert (&dict, "text", "s", text);
  g_variant_dict_insert (&dict, "at", "x", get_morning (inquiry, 1));
  g_variant_dict_insert_value (&dict, "assume", assume);
  put_state (&dict, states[0], "");
  put_state (&dict, states[1], "_otherwise");
  g_variant_builder_add_value (&inquiry->answers, g_variant_dict_end (&dict));
}

/* The night that the evening's advice leaves room for, against one as long as the last, or against
 * none logged. */
static gboolean
try_sleep (Inquiry *inquiry, GError **error)
{
  const RecoupPolicy *policy = inquiry->what_if->policy;
  GVariant *state = inquiry->what_if->state;
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_autoptr (GVariant) bedtime = recoup_dict_dict (state, "bedtime");
  RecoupInstant wake = get_morning (inquiry, 1);
  gint64 lights_out = recoup_dict_integer (bedtime, "lights_out", wake);
  gint64 now = recoup_dict_integer (state, "now", 0);
  double last_min = recoup_dict_number (today, "sleep_min", NAN);
  gint minutes = (gint) ((wake - MAX (lights_out, now)) / RECOUP_USEC_PER_MIN);

  minutes -= (gint) policy->latency_min;
  if (minutes < WORTH_MIN || (!isnan (last_min) && minutes < last_min + WORTH_MIN))
    return TRUE;
  g_autoptr (GVariant) assume = assume_sleep (wake, minutes);
  g_autoptr (GVariant) with = ask (inquiry, wake, assume, error);
  if (with == NULL)
    return FALSE;
  g_autoptr (GVariant) as_last =
      isnan (last_min) ? NULL : assume_sleep (wake, MAX (1, (gint) last_min));
  g_autoptr (GVariant) without =
      as_last == NULL ? g_variant_ref (inquiry->otherwise) : ask (inquiry, wake, as_last, error);
  if (without == NULL)
    return FALSE;
  g_autofree char *length = recoup_words_duration (minutes);
  g_autofree char *more =
      recoup_words_duration (isnan (last_min) ? 0 : minutes - MAX (1, (gint) last_min));
  g_autofree char *premise =
      isnan (last_min)
          ? g_strdup_printf (_ ("%s of sleep tonight"), length)
          : g_strdup_printf (_ ("%s of sleep tonight, %s more than last night"), length, more);
  GVariant *const states[] = { with, without };
  add_change (inquiry, "sleep", premise, assume, states);
  return TRUE;
}

/* What is left of today's protein, as far as the meals that are left can hold it. */
static gboolean
try_protein (Inquiry *inquiry, GError **error)
{
  GVariant *state = inquiry->what_if->state;
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_autoptr (GVariant) protein = recoup_dict_dict (state, "protein");
  double left = ceil (recoup_dict_number (today, "protein_target_g", 0) -
                      recoup_dict_number (today, "protein_g", 0) - 1e-9);

  gint64 meals = MAX (1, recoup_dict_integer (protein, "remaining_slots", 0));
  double most = (double) meals * PORTIONS * inquiry->what_if->policy->protein_portion_g;
  double grams = MIN (left, most);

  if (left < 1)
    return TRUE;
  g_autoptr (GVariant) assume =
      make_list (recoup_assume_meal (recoup_dict_integer (state, "now", 0), grams));
  g_autoptr (GVariant) with = ask (inquiry, get_morning (inquiry, 1), assume, error);
  if (with == NULL)
    return FALSE;
  g_autofree char *premise =
      g_strdup_printf (grams < left ? _ ("%.0f g more protein today")
                                    : _ ("%.0f g more protein today, which makes the target"),
                       grams);
  GVariant *const states[] = { with, inquiry->otherwise };
  add_change (inquiry, "protein", premise, assume, states);
  return TRUE;
}

/* Blocked by anything. */
static gboolean
is_blocked (GVariant *group)
{
  return recoup_dict_boolean (group, "blocked");
}

/* Blocked by fatigue and by nothing else: pain and soreness have no predicted end. */
static gboolean
is_fatigued (GVariant *group)
{
  g_auto (GStrv) why = recoup_dict_strings (group, "why");

  return g_strv_length (why) == 1 && g_str_equal (why[0], "fatigue");
}

/* Groups of @state of which @func holds, as bits. */
static guint
get_groups (GVariant *state, gboolean (*func) (GVariant *group))
{
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");
  g_autoptr (GVariant) groups = recoup_dict_dict (balances, "groups");
  guint mask = 0;

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      g_autoptr (GVariant) group = recoup_dict_dict (groups, recoup_group_get_name (i));
      if (func (group))
        mask |= 1U << i;
    }
  return mask;
}

/* Groups that the week plans for today. */
static guint
get_planned (GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_auto (GStrv) planned = recoup_dict_strings (today, "planned");
  guint mask = 0;

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    if (g_strv_contains ((const char *const *) planned, recoup_group_get_name (i)))
      mask |= 1U << i;
  return mask;
}

static void
add_rest (Inquiry *inquiry, guint days, guint ready, GVariant *assume)
{
  static const char *const rests[REST_DAYS] = {
    N_ ("An easy day for %s: ready the next morning, as far as strength goes."),
    N_ ("2 easy days for %s: ready on the 2nd morning, as far as strength goes."),
    N_ ("3 easy days for %s: ready on the 3rd morning, as far as strength goes."),
  };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GVariantDict dict;

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    if ((ready & (1U << i)) != 0)
      g_ptr_array_add (names, (gpointer) recoup_group_get_name (i));
  GVariant *groups = g_variant_new_strv ((const char *const *) names->pdata, (gssize) names->len);
  g_ptr_array_add (names, NULL);
  g_autofree char *list = recoup_words_join (RECOUP_KEY_GROUP, (char **) names->pdata);
  g_autofree char *text = recoup_words_fill (_ (rests[days - 1]), list);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", "rest");
  g_variant_dict_insert (&dict, "text", "s", text);
  g_variant_dict_insert (&dict, "at", "x", get_morning (inquiry, (gint) days));
  g_variant_dict_insert_value (&dict, "assume", assume);
  g_variant_dict_insert_value (&dict, "groups", groups);
  g_variant_builder_add_value (&inquiry->answers, g_variant_dict_end (&dict));
}

/* The first morning at which a group that is too tired now is ready, if it is spared until then;
 * a group that is planned for today comes first. */
static gboolean
try_rest (Inquiry *inquiry, GError **error)
{
  guint tired = get_groups (inquiry->what_if->state, is_fatigued);
  guint planned = get_planned (inquiry->what_if->state);

  if ((tired & planned) != 0)
    tired &= planned;
  for (guint days = 1; tired != 0 && days <= REST_DAYS; days++)
    {
      g_autoptr (GVariant) assume = assume_rest (inquiry->today, days);
      g_autoptr (GVariant) then = ask (inquiry, get_morning (inquiry, (gint) days), assume, error);
      if (then == NULL)
        return FALSE;
      guint ready = tired & ~get_groups (then, is_blocked);
      if (ready == 0)
        continue;
      add_rest (inquiry, days, ready, assume);
      return TRUE;
    }
  return TRUE;
}

/* Whether a what-if is in place at all. */
static gboolean
is_fitting (GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  RecoupVerdict verdict = recoup_summary_read_verdict (state);

  return verdict != RECOUP_VERDICT_UNKNOWN && verdict != RECOUP_VERDICT_SEE_PROFESSIONAL &&
         !recoup_dict_boolean (today, "ill");
}

GVariant *
recoup_what_if_compute (const RecoupWhatIf *what_if, GError **error)
{
  const char *day = recoup_dict_string (what_if->state, "day");
  g_auto (Inquiry) inquiry = { .what_if = what_if };

  g_variant_builder_init (&inquiry.answers, G_VARIANT_TYPE ("aa{sv}"));
  if (!recoup_day_parse (day != NULL ? day : "", &inquiry.today, error))
    return NULL;
  if (is_fitting (what_if->state))
    {
      inquiry.otherwise = ask (&inquiry, get_morning (&inquiry, 1), NULL, error);
      if (inquiry.otherwise == NULL || !try_sleep (&inquiry, error) ||
          !try_protein (&inquiry, error) || !try_rest (&inquiry, error))
        return NULL;
    }
  return g_variant_ref_sink (g_variant_builder_end (&inquiry.answers));
}
