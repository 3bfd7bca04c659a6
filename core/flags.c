/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Red flags: signs over days and weeks that no balance of a single day shows. Each is one function
 * over the rows of facts up to the day, and one line in the table below. They are signs worth
 * acting on, no diagnosis. Exercises and sessions have theirs in flags-lift.c. */

#include "recoup/flags.h"

#include <math.h>

#include "core/constant-rows.h"
#include "core/flags-lift.h"
#include "recoup/params.h"

#define POOR_RATING   5  /* 1 best to 7 worst: from here a rating counts as poor */
#define RECENT_DAYS   14 /* "recent": the latest values of a fortnight */
#define RECENT_VALUES 7  /* and of those at most seven */

#define DRAWN_DAYS  14 /* S-003 [ours] */
#define DRAWN_KNOWN 10 /* of which so many were logged */

#define CHRONIC_DAYS     21 /* S-056 [ours] */
#define CHRONIC_SORENESS 3
#define CHRONIC_RUN      4 /* logged days: "four or more" */
#define CHRONIC_COUNT    2
#define CHRONIC_GAP      3  /* so many days without a map end a run */
#define CHRONIC_GRACE    14 /* S-058: soreness is normal when one begins */

#define TIRED_DAYS     5    /* S-060 */
#define POOR_NIGHTS    4    /* S-062 */
#define BEDTIME_NIGHTS 4    /* S-062 [ours]: fewer have no spread */
#define BEDTIME_SD_MIN 90.0 /* S-062 [ours] */
#define LOW_MOOD_DAYS  4    /* S-063 */
#define PAIN_DAYS      21   /* S-064 */
#define PAIN_REPORTS   2
#define ILL_DAYS       28 /* S-065 */
#define ILL_APART_DAYS 7  /* a well week ends an episode */
#define ILL_EPISODES   2
#define HIGH_RATE_BPM  3.0 /* S-067 */
#define ADHERENT_DAYS  28  /* S-069 */
#define ADHERENT_SHARE 0.8
#define ADHERENT_SIGNS 2 /* of S-060..S-064 */

/* Up to RECENT_VALUES latest values of a table of days, 0 standing for none. */
typedef struct
{
  guint n;
  gint values[RECENT_VALUES];
} Recent;

typedef gint (*GetValue) (const RecoupDayRow *row);

static gint
get_quality (const RecoupDayRow *row)
{
  return row->night.quality;
}

static gint
get_bed (const RecoupDayRow *row)
{
  return row->night.bed_min;
}

static gint
get_mood (const RecoupDayRow *row)
{
  return row->ratings[RECOUP_RATING_MOOD];
}

static gint
get_fatigue (const RecoupDayRow *row)
{
  return row->ratings[RECOUP_RATING_FATIGUE];
}

/* The latest values that are at least @least; what is less says "none". */
static Recent
get_recent (const RecoupFlagInput *input, GetValue get, gint least)
{
  Recent recent = { 0 };
  RecoupDay today = input->books->day;

  for (RecoupDay day = today; day > today - RECENT_DAYS && recent.n < RECENT_VALUES; day--)
    {
      gint value = get (recoup_day_table_get (input->days, day));
      if (value >= least)
        recent.values[recent.n++] = value;
    }
  return recent;
}

static guint
count_poor (const Recent *recent)
{
  guint n = 0;

  for (guint i = 0; i < recent->n; i++)
    n += recent->values[i] >= POOR_RATING;
  return n;
}

static double
get_deviation (const Recent *recent)
{
  double sum = 0.0;
  double squares = 0.0;

  for (guint i = 0; i < recent->n; i++)
    sum += recent->values[i];
  double mean = sum / recent->n;
  for (guint i = 0; i < recent->n; i++)
    squares += (recent->values[i] - mean) * (recent->values[i] - mean);
  return sqrt (squares / recent->n);
}

/* S-003 */

static gboolean
is_drawn (const RecoupFlagInput *input, RecoupMark mark)
{
  RecoupDay today = input->books->day;
  guint known = 0;

  for (RecoupDay day = today - DRAWN_DAYS; day < today; day++)
    {
      const RecoupDayRow *row = recoup_day_table_get (input->days, day);
      if (!recoup_books_has_mark (input->books, day, mark))
        return FALSE;
      if (mark == RECOUP_MARK_RED_SLEEP)
        known += (guint) !isnan (row->night.asleep_min);
      else if (mark == RECOUP_MARK_RED_FUEL)
        known += (guint) row->food.logged;
      else
        known += (guint) (row->ratings[RECOUP_RATING_STRESS] != 0);
    }
  return known >= DRAWN_KNOWN;
}

static GVariant *
check_overdrawn (const RecoupFlagInput *input)
{
  static const struct
  {
    RecoupMark mark;
    RecoupAccount account;
  } accounts[] = { { RECOUP_MARK_RED_SLEEP, RECOUP_ACCOUNT_SLEEP },
                   { RECOUP_MARK_RED_FUEL, RECOUP_ACCOUNT_FUEL },
                   { RECOUP_MARK_RED_STRESS, RECOUP_ACCOUNT_STRESS } };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    if (!recoup_account_is_in (accounts[i].account, input->off) &&
        is_drawn (input, accounts[i].mark))
      g_ptr_array_add (names, (gpointer) recoup_account_get_name (accounts[i].account));
  return names->len == 0 ? NULL : recoup_params_list ("accounts", names);
}

/* S-056 */

/* Sore days of one group in a row, and the sum of floor(run/4) over the runs that are over. */
typedef struct
{
  guint run;
  guint count;
} Soreness;

static void
end_run (Soreness *soreness)
{
  soreness->count += soreness->run / CHRONIC_RUN;
  soreness->run = 0;
}

/* Mask of the groups that are sore for good: by their runs in the three weeks to @day. */
static guint
get_chronic_groups (const RecoupFlagInput *input, RecoupDay day)
{
  RecoupDay first = input->books->first_session;
  Soreness of[RECOUP_N_GROUPS] = { 0 };
  guint mask = 0;
  guint gap = 0;

  if (recoup_account_is_in (RECOUP_ACCOUNT_TISSUE, input->off) || first == RECOUP_DAY_NONE ||
      day < first + CHRONIC_GRACE)
    return 0;
  for (RecoupDay date = day - CHRONIC_DAYS + 1; date <= day; date++)
    {
      const RecoupDayRow *row = recoup_day_table_get (input->days, date);
      gap = row->has_soreness ? 0 : gap + 1;
      if (gap > 0 && gap < CHRONIC_GAP)
        continue;
      for (guint group = 0; group < RECOUP_N_GROUPS; group++)
        if (row->has_soreness && row->soreness[group] >= CHRONIC_SORENESS)
          of[group].run++;
        else
          end_run (&of[group]);
    }
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    {
      end_run (&of[group]);
      mask |= of[group].count >= CHRONIC_COUNT ? 1U << group : 0;
    }
  return mask;
}

gboolean
recoup_flags_is_chronic (const RecoupFlagInput *input, RecoupDay day)
{
  return get_chronic_groups (input, day) != 0;
}

static GVariant *
check_chronic (const RecoupFlagInput *input)
{
  guint groups = get_chronic_groups (input, input->books->day);

  return groups == 0 ? NULL : recoup_params_groups ("groups", groups);
}

/* S-060, S-062, S-063 */

static GVariant *
check_tired (const RecoupFlagInput *input)
{
  Recent recent = get_recent (input, get_fatigue, 1);
  guint days = count_poor (&recent);

  return days < TIRED_DAYS ? NULL : recoup_params_integers ("days", days, NULL, 0);
}

static GVariant *
check_sleep (const RecoupFlagInput *input)
{
  Recent qualities = get_recent (input, get_quality, 1);
  Recent beds = get_recent (input, get_bed, 0);
  guint poor = count_poor (&qualities);
  double deviation = beds.n >= BEDTIME_NIGHTS ? get_deviation (&beds) : 0.0;

  if (poor < POOR_NIGHTS && deviation <= BEDTIME_SD_MIN)
    return NULL;
  return recoup_params_integers ("poor_nights", poor, "bedtime_sd_min", (gint64) floor (deviation));
}

static GVariant *
check_mood (const RecoupFlagInput *input)
{
  Recent recent = get_recent (input, get_mood, 1);
  guint days = count_poor (&recent);

  return days < LOW_MOOD_DAYS ? NULL : recoup_params_integers ("days", days, NULL, 0);
}

/* S-064 */

static GVariant *
check_pain (const RecoupFlagInput *input)
{
  RecoupDay today = input->books->day;
  guint reports = 0;

  for (RecoupDay day = today - PAIN_DAYS + 1; day <= today; day++)
    {
      const RecoupDayRow *row = recoup_day_table_get (input->days, day);
      for (guint group = 0; group < RECOUP_N_GROUPS; group++)
        reports += (row->pain[group] & (RECOUP_PAIN_SHARP | RECOUP_PAIN_JOINT)) != 0;
    }
  if (reports < PAIN_REPORTS && !recoup_flags_is_chronic (input, today))
    return NULL;
  return recoup_params_integers ("pain_reports", reports, NULL, 0);
}

/* S-065 */

static gboolean
begins_illness (const RecoupDayTable *days, RecoupDay day)
{
  if (recoup_day_table_get (days, day)->ill != RECOUP_YES)
    return FALSE;
  for (RecoupDay before = day - ILL_APART_DAYS; before < day; before++)
    if (recoup_day_table_get (days, before)->ill == RECOUP_YES)
      return FALSE;
  return TRUE;
}

static GVariant *
check_illness (const RecoupFlagInput *input)
{
  RecoupDay today = input->books->day;
  guint episodes = 0;

  for (RecoupDay day = today - ILL_DAYS + 1; day <= today; day++)
    episodes += (guint) begins_illness (input->days, day);
  return episodes < ILL_EPISODES ? NULL : recoup_params_integers ("episodes", episodes, NULL, 0);
}

/* S-067 */

RecoupAutonomic
recoup_flags_get_heart (const RecoupDayTable *days, RecoupDay day)
{
  double rmssd_ms[RECOUP_AUTONOMIC_DAYS];
  double rhr_bpm[RECOUP_AUTONOMIC_DAYS];

  for (gint i = 0; i < RECOUP_AUTONOMIC_DAYS; i++)
    {
      const RecoupDayRow *row = recoup_day_table_get (days, day - RECOUP_AUTONOMIC_DAYS + 1 + i);
      rmssd_ms[i] = row->rmssd_ms;
      rhr_bpm[i] = row->rhr_bpm;
    }
  return recoup_autonomic_compute (rmssd_ms, rhr_bpm);
}

static GVariant *
check_heart (const RecoupFlagInput *input)
{
  RecoupAutonomic heart = recoup_flags_get_heart (input->days, input->books->day);
  g_autoptr (GPtrArray) signals = g_ptr_array_new ();

  if (heart.gap > 0.0)
    g_ptr_array_add (signals, (gpointer) "hrv");
  if (heart.over_bpm >= HIGH_RATE_BPM)
    g_ptr_array_add (signals, (gpointer) "rhr");
  return signals->len == 0 ? NULL : recoup_params_list ("signals", signals);
}

/* S-069 */

static GVariant *
check_after_deload (const RecoupFlagInput *input)
{
  RecoupDay today = input->books->day;
  RecoupDay completed = input->books->plan.completed;
  guint adherent = 0;
  guint signs = 0;

  if (completed == RECOUP_DAY_NONE || today < completed + ADHERENT_DAYS)
    return NULL;
  for (RecoupDay day = today - ADHERENT_DAYS; day < today; day++)
    {
      double asleep_min = recoup_day_table_get (input->days, day)->night.asleep_min;
      adherent += asleep_min >= RECOUP_SLEEP_ENOUGH_MIN &&
                  recoup_books_has_mark (input->books, day, RECOUP_MARK_ENOUGH_PROTEIN);
    }
  if (adherent < ADHERENT_SHARE * ADHERENT_DAYS)
    return NULL;
  for (RecoupFlag flag = RECOUP_FLAG_S060; flag <= RECOUP_FLAG_S064; flag++)
    signs += (guint) recoup_flags_is_up (input, flag);
  if (signs < ADHERENT_SIGNS && !recoup_flags_is_chronic (input, today))
    return NULL;
  return recoup_params_integers ("adherent_days", adherent, NULL, 0);
}

/* The table. What was said of pain, illness, lifts and sessions is of no account. */

#define OF(account) (1U << RECOUP_ACCOUNT_##account)

static const struct
{
  const char *rule;
  GVariant *(*check) (const RecoupFlagInput *input); /* floating params, NULL when it is not up */
  guint accounts; /* mask: what it rests on as a whole; with one of them off it is never up */
} flag_rows[RECOUP_N_FLAGS] = {
  [RECOUP_FLAG_S003] = { "S-003", check_overdrawn, 0 },
  [RECOUP_FLAG_S056] = { "S-056", check_chronic, 0 },
  [RECOUP_FLAG_S060] = { "S-060", check_tired, OF (STRESS) },
  [RECOUP_FLAG_S061] = { "S-061", recoup_flags_check_lifts, 0 },
  [RECOUP_FLAG_S062] = { "S-062", check_sleep, OF (SLEEP) },
  [RECOUP_FLAG_S063] = { "S-063", check_mood, OF (STRESS) },
  [RECOUP_FLAG_S064] = { "S-064", check_pain, 0 },
  [RECOUP_FLAG_S065] = { "S-065", check_illness, 0 },
  [RECOUP_FLAG_S066] = { "S-066", recoup_flags_check_titles, 0 },
  [RECOUP_FLAG_S067] = { "S-067", check_heart, OF (AUTONOMIC) },
  [RECOUP_FLAG_S069] = { "S-069", check_after_deload, OF (SLEEP) | OF (FUEL) },
};

/* (transfer full) (nullable): floating params of a flag that is up */
static GVariant *
check_row (const RecoupFlagInput *input, RecoupFlag flag)
{
  return (flag_rows[flag].accounts & input->off) != 0 ? NULL : flag_rows[flag].check (input);
}

gboolean
recoup_flags_is_up (const RecoupFlagInput *input, RecoupFlag flag)
{
  g_autoptr (GVariant) params = check_row (input, flag);

  return params != NULL;
}

gboolean
recoup_flags_any (const RecoupFlagInput *input)
{
  for (RecoupFlag flag = RECOUP_FLAG_S003; flag < RECOUP_FLAG_S069; flag++)
    if (recoup_flags_is_up (input, flag))
      return TRUE;
  return FALSE;
}

void
recoup_flags_append (const RecoupFlagInput *input, GArray *flags)
{
  for (RecoupFlag flag = RECOUP_FLAG_S003; flag < RECOUP_N_FLAGS; flag++)
    {
      GVariant *params = check_row (input, flag);
      if (params != NULL)
        recoup_params_append (flags, flag_rows[flag].rule, params);
    }
}

const char *
recoup_flag_get_rule (RecoupFlag flag)
{
  g_return_val_if_fail (flag < RECOUP_N_FLAGS, NULL);
  return flag_rows[flag].rule;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "signs", "poor_rating", POOR_RATING, "rating", "S-060", RECOUP_OURS,
    N_ ("from here a rating or a night counts as poor") },
  { "signs", "recent_days", RECENT_DAYS, "days", "S-060", RECOUP_OURS,
    N_ ("recent values are looked for so far back") },
  { "signs", "recent_values", RECENT_VALUES, "values", "S-060", RECOUP_OURS,
    N_ ("and of them at most so many") },
  { "signs", "drawn_days", DRAWN_DAYS, "days", "S-003", RECOUP_OURS,
    N_ ("in the red on each of them") },
  { "signs", "drawn_known", DRAWN_KNOWN, "days", "S-003", RECOUP_OURS,
    N_ ("of which so many were logged") },
  { "signs", "chronic_days", CHRONIC_DAYS, "days", "S-056", RECOUP_OURS,
    N_ ("soreness again and again is looked for so far back") },
  { "signs", "chronic_soreness", CHRONIC_SORENESS, "of 10", "S-056", RECOUP_OURS, N_ ("sore") },
  { "signs", "chronic_run", CHRONIC_RUN, "days", "S-056", RECOUP_ARTICLE,
    N_ ("sore for four or more days") },
  { "signs", "chronic_count", CHRONIC_COUNT, "runs", "S-056", RECOUP_OURS, N_ ("so often") },
  { "signs", "chronic_gap", CHRONIC_GAP, "days", "S-056", RECOUP_OURS,
    N_ ("so many days that say nothing end a run") },
  { "signs", "chronic_grace", CHRONIC_GRACE, "days", "S-058", RECOUP_OURS,
    N_ ("soreness is normal when one begins") },
  { "signs", "tired_days", TIRED_DAYS, "days", "S-060", RECOUP_OURS, N_ ("of the recent ones") },
  { "signs", "poor_nights", POOR_NIGHTS, "nights", "S-062", RECOUP_OURS,
    N_ ("of the recent ones") },
  { "signs", "bedtime_nights", BEDTIME_NIGHTS, "nights", "S-062", RECOUP_OURS,
    N_ ("fewer have no spread") },
  { "signs", "bedtime_spread", BEDTIME_SD_MIN, "min", "S-062", RECOUP_OURS,
    N_ ("standard deviation above which sleep is all over the place") },
  { "signs", "low_mood_days", LOW_MOOD_DAYS, "days", "S-063", RECOUP_OURS,
    N_ ("of the recent ones") },
  { "signs", "pain_days", PAIN_DAYS, "days", "S-064", RECOUP_OURS,
    N_ ("reports are counted so far back") },
  { "signs", "pain_reports", PAIN_REPORTS, "reports", "S-064", RECOUP_OURS,
    N_ ("of sharp or joint pain") },
  { "signs", "ill_days", ILL_DAYS, "days", "S-065", RECOUP_OURS,
    N_ ("episodes are counted so far back") },
  { "signs", "ill_apart", ILL_APART_DAYS, "days", "S-065", RECOUP_OURS,
    N_ ("so many well days end an episode") },
  { "signs", "ill_episodes", ILL_EPISODES, "episodes", "S-065", RECOUP_OURS,
    N_ ("so many are often") },
  { "signs", "high_rate", HIGH_RATE_BPM, "bpm", "S-067", RECOUP_OURS, N_ ("above the usual") },
  { "signs", "adherent_days", ADHERENT_DAYS, "days", "S-069", RECOUP_OURS,
    N_ ("several weeks after a deload") },
  { "signs", "adherent_share", ADHERENT_SHARE, "share", "S-069", RECOUP_OURS,
    N_ ("of them with sleep and protein in order") },
  { "signs", "adherent_signs", ADHERENT_SIGNS, "signs", "S-069", RECOUP_OURS,
    N_ ("of S-060 to S-064, and still") },
};

const RecoupConstantRows recoup_flags_constants = { constants, G_N_ELEMENTS (constants) };
