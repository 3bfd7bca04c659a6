/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sleep account: hours owed. A night shorter than the need withdraws the difference, a longer
 * one pays back, and four fifths of what is owed stay from one day to the next, so that an old debt
 * fades (M-06). First the entries of one date must become one night: watches and phones log the
 * same night twice, or one night in pieces, and a nap is not a night. */

#include "recoup/sleep.h"

#include <math.h>

#include "core/constant-rows.h"

#define NAP_MAX_USEC  (3 * RECOUP_USEC_PER_HOUR) /* shorter sleep by day is a nap [convention] */
#define NAP_FROM_MIN  (9 * 60)                   /* a nap begins from 09:00 */
#define NAP_UNTIL_MIN (21 * 60)                  /* and before 21:00 */
#define JOIN_GAP_USEC (90 * RECOUP_USEC_PER_MIN) /* trackers split a night at a waking */
#define NIGHT_MAX_MIN 720.0                      /* more than 12 h counts as 12 h */
#define NOON_MIN      720                        /* bedtimes are counted from noon: 22:00 is 600 */
#define MIN_PER_DAY   1440
#define SEC_PER_MIN   60.0
#define MIN_PER_HOUR  60.0

#define BEST_NIGHT_MIN  600.0 /* the longest plausible night when none was logged */
#define WORST_NIGHT_MIN 240.0 /* the shortest */

#define LEAK_HOURS  97.44  /* M-06: time constant of the debt, Rajdev 2013 */
#define DAY_HOURS   24.0   /* one step a recovery day, also when it has 23 or 25 hours */
#define DEBT_MIN_H  (-2.0) /* sleep can be banked for two hours only */
#define DEBT_MAX_H  24.0
#define DEBT_FULL_H 8.0 /* S-011: a whole night owed costs all points of the key */

#define LAST_FULL_RANGE_MIN 120.0 /* S-010: from 7 h down to 5 h */

gboolean
recoup_sleep_is_nap (const RecoupSleepPiece *piece)
{
  return piece->end - piece->start < NAP_MAX_USEC && piece->start_min >= NAP_FROM_MIN &&
         piece->start_min < NAP_UNTIL_MIN;
}

static gint
compare_pieces (gconstpointer a, gconstpointer b)
{
  const RecoupSleepPiece *left = a;
  const RecoupSleepPiece *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

static gint
compare_instants (gconstpointer a, gconstpointer b)
{
  RecoupInstant left = *(const RecoupInstant *) a;
  RecoupInstant right = *(const RecoupInstant *) b;

  return (left > right) - (left < right);
}

static double
seconds_between (RecoupInstant from, RecoupInstant until)
{
  return (double) (until - from) / (double) G_USEC_PER_SEC;
}

/* Share of the piece that was really slept. */
static double
get_density (const RecoupSleepPiece *piece)
{
  if (isnan (piece->asleep_min))
    return 1.0;
  return fmin (1.0, piece->asleep_min * SEC_PER_MIN / seconds_between (piece->start, piece->end));
}

static gint
compare_densities (gconstpointer a, gconstpointer b)
{
  double left = get_density (a);
  double right = get_density (b);

  return (left < right) - (left > right);
}

/* (transfer full): the instants at which a piece begins or ends, each once, in order. */
static GArray *
get_borders (const GArray *pieces)
{
  GArray *borders = g_array_sized_new (FALSE, FALSE, sizeof (RecoupInstant), 2 * pieces->len);
  guint kept = 0;

  for (guint i = 0; i < pieces->len; i++)
    {
      const RecoupSleepPiece *piece = &g_array_index (pieces, RecoupSleepPiece, i);
      g_array_append_val (borders, piece->start);
      g_array_append_val (borders, piece->end);
    }
  g_array_sort (borders, compare_instants);
  for (guint i = 0; i < borders->len; i++)
    {
      RecoupInstant border = g_array_index (borders, RecoupInstant, i);
      if (kept == 0 || g_array_index (borders, RecoupInstant, kept - 1) != border)
        g_array_index (borders, RecoupInstant, kept++) = border;
    }
  g_array_set_size (borders, kept);
  return borders;
}

/* The first stretch from number @stretch on that nothing covers; @next leads there, and is made to
 * lead there faster. */
static guint
find_uncovered (guint *next, guint stretch)
{
  while (next[stretch] != stretch)
    {
      next[stretch] = next[next[stretch]];
      stretch = next[stretch];
    }
  return stretch;
}

/* Integral over time of the highest density that covers each instant, in minutes. Between two
 * neighbouring borders, a stretch, the cover is constant. The densest piece takes its stretches
 * first and each one after it what is left of its own, so that no stretch is looked at once for
 * each piece: a night may hold thousands. */
static double
integrate (const GArray *pieces)
{
  g_autoptr (GArray) borders = get_borders (pieces);
  g_autoptr (GArray) densest = g_array_copy ((GArray *) pieces);
  g_autoptr (GArray) nexts = g_array_sized_new (FALSE, FALSE, sizeof (guint), borders->len);
  g_autoptr (GArray) covers = g_array_sized_new (FALSE, TRUE, sizeof (double), borders->len);
  double seconds = 0.0;

  g_array_set_size (covers, borders->len);
  for (guint i = 0; i < borders->len; i++)
    g_array_append_val (nexts, i);
  guint *next = (guint *) (gpointer) nexts->data;
  double *densities = (double *) (gpointer) covers->data;
  g_array_sort (densest, compare_densities);
  for (guint i = 0; i < densest->len; i++)
    {
      const RecoupSleepPiece *piece = &g_array_index (densest, RecoupSleepPiece, i);
      guint first = 0;
      guint end = 0;
      g_array_binary_search (borders, &piece->start, compare_instants, &first);
      g_array_binary_search (borders, &piece->end, compare_instants, &end);
      for (guint j = find_uncovered (next, first); j < end; j = find_uncovered (next, j))
        {
          densities[j] = get_density (piece);
          next[j] = j + 1;
        }
    }
  for (guint i = 0; i + 1 < borders->len; i++)
    seconds += densities[i] * seconds_between (g_array_index (borders, RecoupInstant, i),
                                               g_array_index (borders, RecoupInstant, i + 1));
  return fmin (seconds / SEC_PER_MIN, NIGHT_MAX_MIN);
}

/* Index of the first piece of the main sleep: the longest chain of pieces that are not naps and
 * begin less than JOIN_GAP_USEC after the latest end before. @n if all are naps. */
static guint
find_main_sleep (const RecoupSleepPiece *pieces, guint n)
{
  guint best = n;
  guint first = n;
  RecoupInstant longest = -1;
  RecoupInstant latest_end = 0;

  for (guint i = 0; i < n; i++)
    {
      if (recoup_sleep_is_nap (&pieces[i]))
        continue;
      if (first == n || pieces[i].start - latest_end >= JOIN_GAP_USEC)
        {
          first = i;
          latest_end = pieces[i].end;
        }
      latest_end = MAX (latest_end, pieces[i].end);
      if (latest_end - pieces[first].start > longest)
        {
          longest = latest_end - pieces[first].start;
          best = first;
        }
    }
  return best;
}

/* Quality of the longest piece that has one; of equals the first. */
static gint
get_quality (const RecoupSleepPiece *pieces, guint n)
{
  gint quality = 0;
  RecoupInstant longest = -1;

  for (guint i = 0; i < n; i++)
    if (pieces[i].quality != 0 && pieces[i].end - pieces[i].start > longest)
      {
        longest = pieces[i].end - pieces[i].start;
        quality = pieces[i].quality;
      }
  return quality;
}

RecoupNight
recoup_sleep_night (GArray *pieces)
{
  RecoupNight night = { NAN, -1, 0 };

  g_array_sort (pieces, compare_pieces);
  const RecoupSleepPiece *first = (const RecoupSleepPiece *) (gpointer) pieces->data;
  guint main_sleep = find_main_sleep (first, pieces->len);
  if (main_sleep == pieces->len)
    return night;
  night.asleep_min = integrate (pieces);
  night.bed_min = ((gint) first[main_sleep].start_min - NOON_MIN + MIN_PER_DAY) % MIN_PER_DAY;
  night.quality = get_quality (first, pieces->len);
  return night;
}

RecoupBalance
recoup_sleep_night_input (double asleep_min, guint need_min)
{
  if (isnan (asleep_min))
    return recoup_balance (BEST_NIGHT_MIN, need_min, WORST_NIGHT_MIN);
  return recoup_balance_all (asleep_min);
}

RecoupBalance
recoup_sleep_debt_new (void)
{
  return recoup_balance (DEBT_MIN_H, 0.0, DEBT_FULL_H);
}

double
recoup_sleep_debt_leak (double debt_h)
{
  return exp (-DAY_HOURS / LEAK_HOURS) * debt_h;
}

void
recoup_sleep_debt_step (RecoupBalance *debt_h, const RecoupBalance *night_min, guint need_min)
{
  for (guint copy = 0; copy < RECOUP_N_COPIES; copy++)
    {
      double owed = recoup_sleep_debt_leak (debt_h->of[copy]) +
                    (need_min - night_min->of[copy]) / MIN_PER_HOUR;
      debt_h->of[copy] = fmin (fmax (owed, DEBT_MIN_H), DEBT_MAX_H);
    }
}

double
recoup_sleep_debt_fraction (double debt_h)
{
  return debt_h / DEBT_FULL_H;
}

double
recoup_sleep_last_fraction (double night_min)
{
  return (RECOUP_SLEEP_ENOUGH_MIN - night_min) / LAST_FULL_RANGE_MIN;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "sleep", "enough", RECOUP_SLEEP_ENOUGH_MIN, "min", "S-010", RECOUP_ARTICLE,
    N_ ("from here down last night costs points") },
  { "sleep", "last_full_range", LAST_FULL_RANGE_MIN, "min", "S-010", RECOUP_OURS,
    N_ ("so far below enough it costs all points of sleep.last") },
  { "sleep", "debt_time_constant", LEAK_HOURS, "h", "M-06",
    "Rajdev 2013, doi:10.1016/j.jtbi.2013.04.013", N_ ("how slowly a debt leaks away") },
  { "sleep", "debt_step", DAY_HOURS, "h", "M-06", RECOUP_OURS,
    N_ ("one step a recovery day, also when it has 23 or 25 hours") },
  { "sleep", "debt_least", DEBT_MIN_H, "h", "M-06", RECOUP_OURS,
    N_ ("sleep can be banked for so long only") },
  { "sleep", "debt_most", DEBT_MAX_H, "h", "M-06", RECOUP_OURS, N_ ("no more is owed") },
  { "sleep", "debt_full", DEBT_FULL_H, "h", "S-011", RECOUP_OURS,
    N_ ("a whole night owed costs all points of sleep.debt; the worst copy begins with it") },
  { "sleep", "night_most", NIGHT_MAX_MIN, "min", "S-011", RECOUP_OURS,
    N_ ("a longer night counts as this") },
  { "sleep", "night_unknown_best", BEST_NIGHT_MIN, "min", "R-25", RECOUP_OURS,
    N_ ("the longest plausible night when none was logged") },
  { "sleep", "night_unknown_worst", WORST_NIGHT_MIN, "min", "R-25", RECOUP_OURS,
    N_ ("the shortest plausible one; the middle is the need") },
  { "sleep", "nap_most", (double) NAP_MAX_USEC / RECOUP_USEC_PER_HOUR, "h", "S-011", RECOUP_OURS,
    N_ ("shorter sleep by day is a nap and makes no night") },
  { "sleep", "nap_from", NAP_FROM_MIN, "min after 00:00", "S-011", RECOUP_OURS,
    N_ ("a nap begins from then") },
  { "sleep", "nap_until", NAP_UNTIL_MIN, "min after 00:00", "S-011", RECOUP_OURS,
    N_ ("and before then") },
  { "sleep", "join_gap", (double) JOIN_GAP_USEC / RECOUP_USEC_PER_MIN, "min", "S-016", RECOUP_OURS,
    N_ ("trackers split a night at a waking: a shorter gap is one sleep") },
};

const RecoupConstantRows recoup_sleep_constants = { constants, G_N_ELEMENTS (constants) };
