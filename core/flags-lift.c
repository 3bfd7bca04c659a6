/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions against each other: a lift that falls (S-061), a lift that rises (S-068), a session that
 * feels harder than its like (S-066). Sessions of a deload are lighter by design and are no
 * yardstick. */

#include "core/flags-lift.h"

#include <math.h>
#include <string.h>

#include "core/constant-rows.h"
#include "recoup/params.h"

#define WINDOW_DAYS      28   /* S-061, S-066: four weeks */
#define LIFT_SESSIONS    3    /* S-061 [ours] */
#define LIFT_FALL        0.95 /* S-061 [ours]: 5 % below the best, twice */
#define TITLE_RECENT     7    /* S-066: the latest session lies in d-6..d */
#define TITLE_SESSIONS   3    /* and has so many like it before */
#define TITLE_HARDER_RPE 1.5
#define PROGRESS_RECENT  14 /* S-068: D-13..D against the four weeks before */
#define PROGRESS_BEFORE  28
#define PROGRESS_RISE    1.01
#define GUARD            1e-9 /* equal after rounding is equal (model, section 11) */

/* What the sessions of a stretch say about one exercise, in order of time. */
typedef struct
{
  guint sessions;
  double best;
  double last;
  double last_but_one;
} LiftHistory;

/* (transfer container): the workouts dated @from..@until that are no deload's, by end, then id. */
static GPtrArray *
get_workouts (const RecoupFlagInput *input, RecoupDay from, RecoupDay until)
{
  GPtrArray *workouts = recoup_day_table_get_workouts (input->days, from, until);
  guint kept = 0;

  for (guint i = 0; i < workouts->len; i++)
    {
      const RecoupWorkout *workout = g_ptr_array_index (workouts, i);
      if (!recoup_books_has_mark (input->books, workout->date, RECOUP_MARK_DELOAD))
        workouts->pdata[kept++] = workouts->pdata[i];
    }
  g_ptr_array_set_size (workouts, (gint) kept);
  return workouts;
}

/* (transfer full): RecoupExercise (borrowed) -> LiftHistory (owned), of the days @from..@until. */
static GHashTable *
get_histories (const RecoupFlagInput *input, RecoupDay from, RecoupDay until)
{
  GHashTable *histories = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GPtrArray) workouts = get_workouts (input, from, until);

  for (guint i = 0; i < workouts->len; i++)
    {
      const RecoupWorkout *workout = g_ptr_array_index (workouts, i);
      for (guint j = 0; j < workout->n_lifts; j++)
        {
          const RecoupLift *lift = &workout->lifts[j];
          if (isnan (lift->e1rm_kg))
            continue;
          LiftHistory *history = g_hash_table_lookup (histories, lift->exercise);
          if (history == NULL)
            {
              history = g_new0 (LiftHistory, 1);
              g_hash_table_insert (histories, (gpointer) lift->exercise, history);
            }
          history->sessions++;
          history->best = fmax (history->best, lift->e1rm_kg);
          history->last_but_one = history->last;
          history->last = lift->e1rm_kg;
        }
    }
  return histories;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GVariant *
recoup_flags_check_lifts (const RecoupFlagInput *input)
{
  RecoupDay today = input->books->day;
  g_autoptr (GHashTable) histories = get_histories (input, today - WINDOW_DAYS + 1, today);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer exercise = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, histories);
  while (g_hash_table_iter_next (&iter, &exercise, &value))
    {
      const LiftHistory *history = value;
      double limit = LIFT_FALL * history->best + GUARD;
      if (history->sessions >= LIFT_SESSIONS && history->last <= limit &&
          history->last_but_one <= limit)
        g_ptr_array_add (names, ((const RecoupExercise *) exercise)->key);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_sort (names, compare_names);
  return recoup_params_list ("lifts", names);
}

void
recoup_flags_append_progress (const RecoupFlagInput *input, GPtrArray *names)
{
  RecoupDay today = input->books->day;
  RecoupDay recent = today - PROGRESS_RECENT + 1;
  g_autoptr (GHashTable) now = get_histories (input, recent, today);
  g_autoptr (GHashTable) before = get_histories (input, recent - PROGRESS_BEFORE, recent - 1);
  GHashTableIter iter;
  gpointer exercise = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &exercise, &value))
    {
      const LiftHistory *history = value;
      const LiftHistory *old = g_hash_table_lookup (before, exercise);
      if (old != NULL && history->best >= PROGRESS_RISE * old->best - GUARD)
        g_ptr_array_add (names, g_strdup (((const RecoupExercise *) exercise)->key));
    }
  g_ptr_array_sort (names, compare_names);
}

/* (transfer full): title (borrowed) -> array of RecoupWorkout (borrowed): the rated sessions among
 * @workouts, each list in their order. */
static GHashTable *
group_by_title (const GPtrArray *workouts)
{
  GHashTable *titles =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < workouts->len; i++)
    {
      RecoupWorkout *workout = g_ptr_array_index (workouts, i);
      if (workout->title == NULL || isnan (workout->rpe))
        continue;
      GPtrArray *alike = g_hash_table_lookup (titles, workout->title);
      if (alike == NULL)
        {
          alike = g_ptr_array_new ();
          g_hash_table_insert (titles, workout->title, alike);
        }
      g_ptr_array_add (alike, workout);
    }
  return titles;
}

/* Whether the last of @alike, sessions of one title, is dated @recent or later and was harder than
 * those before it. */
static gboolean
is_harder (const GPtrArray *alike, RecoupDay recent)
{
  const RecoupWorkout *latest = g_ptr_array_index (alike, alike->len - 1);
  double sum = 0.0;
  guint n = 0;

  if (latest->date < recent)
    return FALSE;
  for (guint i = 0; i < alike->len; i++)
    {
      const RecoupWorkout *other = g_ptr_array_index (alike, i);
      gint days = latest->date - other->date;
      if (days >= 1 && days <= WINDOW_DAYS)
        {
          sum += other->rpe;
          n++;
        }
    }
  return n >= TITLE_SESSIONS && latest->rpe >= sum / n + TITLE_HARDER_RPE - GUARD;
}

GVariant *
recoup_flags_check_titles (const RecoupFlagInput *input)
{
  RecoupDay today = input->books->day;
  RecoupDay recent = today - TITLE_RECENT + 1;
  g_autoptr (GPtrArray) workouts = get_workouts (input, recent - WINDOW_DAYS, today);
  g_autoptr (GHashTable) titles = group_by_title (workouts);
  g_autoptr (GPtrArray) harder = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer title = NULL;
  gpointer alike = NULL;

  g_hash_table_iter_init (&iter, titles);
  while (g_hash_table_iter_next (&iter, &title, &alike))
    if (is_harder (alike, recent))
      g_ptr_array_add (harder, title);
  if (harder->len == 0)
    return NULL;
  g_ptr_array_sort (harder, compare_names);
  return recoup_params_list ("titles", harder);
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "signs", "lift_window", WINDOW_DAYS, "days", "S-061", RECOUP_OURS,
    N_ ("sessions are compared over four weeks; also of S-066") },
  { "signs", "lift_sessions", LIFT_SESSIONS, "sessions", "S-061", RECOUP_OURS,
    N_ ("fewer have no course") },
  { "signs", "lift_fall", LIFT_FALL, "of the best", "S-061", RECOUP_OURS,
    N_ ("5 % below the best, twice") },
  { "signs", "title_recent", TITLE_RECENT, "days", "S-066", RECOUP_OURS,
    N_ ("the latest session is not older") },
  { "signs", "title_sessions", TITLE_SESSIONS, "sessions", "S-066", RECOUP_OURS,
    N_ ("so many before it with the same title") },
  { "signs", "title_harder", TITLE_HARDER_RPE, "RPE", "S-066", RECOUP_OURS,
    N_ ("so much above their mean") },
  { "signs", "progress_recent", PROGRESS_RECENT, "days", "S-068", RECOUP_OURS,
    N_ ("the best of these") },
  { "signs", "progress_before", PROGRESS_BEFORE, "days", "S-068", RECOUP_OURS,
    N_ ("against the best of so many before") },
  { "signs", "progress_rise", PROGRESS_RISE, "times", "S-068", RECOUP_OURS,
    N_ ("progress is 1 % or more") },
  { "signs", "guard", GUARD, "", "S-061", RECOUP_OURS, N_ ("equal after rounding is equal") },
};

const RecoupConstantRows recoup_flags_lift_constants = { constants, G_N_ELEMENTS (constants) };
