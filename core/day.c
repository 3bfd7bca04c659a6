/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries of one date become one row of facts: which night, how much food, which ratings, what was
 * trained. Several entries may speak of the same thing; which one counts is decided here and
 * nowhere else. The entries come in order of time, then id, so that the last one to speak wins. */

#include "recoup/day.h"

#include <math.h>
#include <string.h>

#include "core/constant-rows.h"
#include "recoup/load.h"
#include "recoup/tissue.h"

#define SEC_PER_MIN   60
#define DIRECT_WEIGHT 0.5    /* a set trains a group directly above this weight */
#define E1RM_REPS_MAX 10     /* beyond it the estimate is a guess */
#define E1RM_OFFSET   1.0278 /* Brzycki 1993: load / (1.0278 - 0.0278 · repetitions) */
#define E1RM_PER_REP  0.0278

static void
workout_free (gpointer data)
{
  RecoupWorkout *workout = data;

  for (guint i = 0; i < workout->n_lifts; i++)
    recoup_lexicon_release (workout->lifts[i].exercise);
  g_free (workout->title);
  g_free (workout->lifts);
  g_free (workout);
}

/* Both are the text of a UUID and its end. */
static void
copy_id (char target[37], const char id[37])
{
  memcpy (target, id, 37);
}

/* Sleep */

static gint
compare_spans (gconstpointer a, gconstpointer b)
{
  const RecoupSpan *left = a;
  const RecoupSpan *right = b;

  return (left->start > right->start) - (left->start < right->start);
}

/* Joins what overlaps or touches. */
static void
unite_spans (GArray *spans)
{
  guint kept = 0;

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      RecoupSpan span = g_array_index (spans, RecoupSpan, i);
      RecoupSpan *last = kept > 0 ? &g_array_index (spans, RecoupSpan, kept - 1) : NULL;
      if (last != NULL && span.start <= last->end)
        last->end = MAX (last->end, span.end);
      else
        g_array_index (spans, RecoupSpan, kept++) = span;
    }
  g_array_set_size (spans, kept);
}

static void
read_night (RecoupDayRow *row, const GPtrArray *entries, const RecoupDayReader *reader)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (RecoupSleepPiece));
  RecoupInstant longest = -1;

  for (guint i = 0; i < entries->len; i++)
    {
      const RecoupEntry *entry = g_ptr_array_index (entries, i);
      const RecoupZone *own = NULL;
      RecoupDay civil = RECOUP_DAY_NONE;
      guint second = 0;
      if (entry->kind != RECOUP_ENTRY_SLEEP)
        continue;
      if (entry->zone != NULL)
        own = recoup_zone_table_lookup (reader->zones, entry->zone);
      recoup_civil_local (entry->start, own != NULL ? own : reader->zone, &civil, &second);
      RecoupSleepPiece piece = { .start = entry->start,
                                 .end = entry->end,
                                 .start_min = second / SEC_PER_MIN,
                                 .asleep_min = entry->sleep.asleep_min,
                                 .quality = entry->sleep.quality,
                                 .id = entry->id };
      RecoupSpan span = { entry->start, entry->end };
      g_array_append_val (pieces, piece);
      g_array_append_val (row->asleep, span);
      if (entry->end - entry->start > longest)
        {
          longest = entry->end - entry->start;
          copy_id (row->night_id, entry->id);
        }
    }
  row->night = recoup_sleep_night (pieces);
  if (isnan (row->night.asleep_min))
    {
      g_array_set_size (row->asleep, 0);
      row->night_id[0] = '\0';
    }
  unite_spans (row->asleep);
}

/* Food */

static void
read_food (RecoupDayRow *row, const GPtrArray *entries)
{
  double meals_g = 0.0;
  double total_g = 0.0;

  for (guint i = 0; i < entries->len; i++)
    {
      const RecoupEntry *entry = g_ptr_array_index (entries, i);
      if (entry->kind == RECOUP_ENTRY_MEAL)
        {
          meals_g += entry->food.protein_g;
          row->food.complete |= entry->food.complete == RECOUP_YES;
        }
      else if (entry->kind == RECOUP_ENTRY_FOOD_DAY)
        {
          total_g = fmax (total_g, entry->food.protein_g);
          row->food.complete = TRUE;
        }
      else
        continue;
      if (row->food.logged)
        row->food_id[0] = '\0';
      else
        copy_id (row->food_id, entry->id);
      row->food.logged = TRUE;
    }
  row->food.protein_g = fmax (meals_g, total_g);
}

/* Training */

/* Estimate of the one-repetition maximum by @set in kg, NAN if it tells none. */
static double
estimate_maximum (const RecoupSet *set)
{
  if (set->warmup == RECOUP_YES || !(set->load_kg > 0.0))
    return NAN;
  if (set->reps < 1 || set->reps > E1RM_REPS_MAX)
    return NAN;
  return set->load_kg / (E1RM_OFFSET - E1RM_PER_REP * set->reps);
}

/* The row of @exercise (transfer full) in @lifts, made if there is none. */
static RecoupLift *
get_lift (GArray *lifts, RecoupExercise *exercise)
{
  for (guint i = 0; i < lifts->len; i++)
    if (g_array_index (lifts, RecoupLift, i).exercise == exercise)
      {
        recoup_lexicon_release (exercise); /* the row holds it already */
        return &g_array_index (lifts, RecoupLift, i);
      }
  RecoupLift lift = { .exercise = exercise, .e1rm_kg = NAN };
  g_array_append_val (lifts, lift);
  return &g_array_index (lifts, RecoupLift, lifts->len - 1);
}

static void
add_set (RecoupWorkout *workout, RecoupLift *lift, const RecoupSet *set)
{
  const RecoupGroupWeights *weights = set->has_groups ? &set->groups : lift->exercise->weights;
  double cost = recoup_tissue_set_cost (recoup_tissue_set_effort (set));

  lift->e1rm_kg = fmax (lift->e1rm_kg, estimate_maximum (set)); /* fmax() drops the NAN */
  if (weights == NULL)
    {
      lift->unmapped = TRUE;
      return;
    }
  RecoupGroupWeights *taken = &lift->silent;
  if (set->unaccustomed == RECOUP_YES)
    taken = &workout->unaccustomed;
  else if (set->unaccustomed == RECOUP_NO)
    taken = &workout->usual;
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    {
      taken->weight[group] += cost * weights->weight[group];
      if (set->warmup != RECOUP_YES && weights->weight[group] > DIRECT_WEIGHT)
        workout->worked |= 1U << group;
    }
}

/* Titles of one session compare trimmed and in lower case; a blank one is none. */
static char *
dup_title (const char *title)
{
  if (title == NULL)
    return NULL;
  g_autofree char *trimmed = g_strstrip (g_strdup (title));
  return *trimmed == '\0' ? NULL : g_ascii_strdown (trimmed, -1);
}

static void
read_session (RecoupDayRow *row, const RecoupEntry *entry, RecoupLexicon *lexicon)
{
  const RecoupSession *session = &entry->session;
  gboolean has_minutes = entry->end != RECOUP_INSTANT_NONE || !isnan (session->duration_min);
  g_autoptr (GArray) lifts = g_array_new (FALSE, FALSE, sizeof (RecoupLift));
  RecoupWorkout *workout = g_new0 (RecoupWorkout, 1);

  workout->date = row->date;
  workout->end = recoup_entry_get_time (entry);
  copy_id (workout->id, entry->id);
  workout->title = dup_title (session->title);
  workout->rpe = session->rpe;
  workout->load = recoup_load_session (session->rpe, recoup_session_get_minutes (entry));
  RecoupLift *lift = NULL;
  for (guint i = 0; i < session->n_sets; i++)
    {
      const RecoupSet *set = &session->sets[i];
      if (i == 0 || !g_str_equal (set->exercise, session->sets[i - 1].exercise))
        lift = get_lift (lifts, recoup_lexicon_lookup (lexicon, set->exercise));
      add_set (workout, lift, set);
    }
  workout->n_lifts = lifts->len;
  workout->lifts = g_memdup2 (lifts->data, lifts->len * sizeof (RecoupLift));
  for (guint i = 0; i < lifts->len; i++)
    {
      if (row->exercises == NULL)
        row->exercises = g_hash_table_new (NULL, NULL);
      g_hash_table_add (row->exercises, workout->lifts[i].exercise);
    }
  g_ptr_array_add (row->workouts, workout);
  row->load += workout->load;
  row->load_estimated |= isnan (session->rpe) || !has_minutes;
}

/* What the user said of themselves */

/* Puts what the map @said mentions, of -1 for a group that it does not, over what the check-ins
 * before it left in @kept. An empty map speaks of all groups: "not sore at all", "no pain". After a
 * fuller map of the same day it would mean nothing otherwise, and what was cleared in the evening
 * would block for three days. */
static void
merge_map (const gint8 said[RECOUP_N_GROUPS], gint8 kept[RECOUP_N_GROUPS])
{
  gboolean is_empty = TRUE;

  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    is_empty = is_empty && said[group] < 0;
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    if (is_empty || said[group] >= 0)
      kept[group] = MAX (said[group], 0);
}

static void
read_checkin (RecoupDayRow *row, const RecoupEntry *entry)
{
  const RecoupCheckin *checkin = &entry->checkin;
  const gint said[RECOUP_N_RATINGS] = { [RECOUP_RATING_STRESS] = checkin->stress,
                                        [RECOUP_RATING_MOOD] = checkin->mood,
                                        [RECOUP_RATING_FATIGUE] = checkin->fatigue };

  for (guint i = 0; i < RECOUP_N_RATINGS; i++)
    if (said[i] != 0)
      {
        row->ratings[i] = said[i];
        copy_id (row->rating_ids[i], entry->id);
      }
  if (checkin->ill != RECOUP_UNSAID)
    row->ill = checkin->ill;
  if (checkin->has_soreness)
    {
      row->has_soreness = TRUE;
      copy_id (row->soreness_id, entry->id);
      merge_map (checkin->soreness, row->soreness);
    }
  if (checkin->has_pain)
    {
      row->has_pain = TRUE;
      merge_map (checkin->pain, row->pain);
    }
}

static void
read_heart (RecoupDayRow *row, const RecoupEntry *entry)
{
  if (!isnan (entry->hrv.rmssd_ms))
    {
      row->rmssd_ms = entry->hrv.rmssd_ms;
      copy_id (row->rmssd_id, entry->id);
    }
  if (!isnan (entry->hrv.rhr_bpm))
    {
      row->rhr_bpm = entry->hrv.rhr_bpm;
      copy_id (row->rhr_id, entry->id);
    }
}

static void
read_entry (RecoupDayRow *row, const RecoupEntry *entry, const RecoupDayReader *reader)
{
  switch (entry->kind)
    {
    case RECOUP_ENTRY_SESSION:
      read_session (row, entry, reader->lexicon);
      return;
    case RECOUP_ENTRY_REST:
      row->rest = TRUE;
      return;
    case RECOUP_ENTRY_CHECKIN:
      read_checkin (row, entry);
      return;
    case RECOUP_ENTRY_WEIGHT:
      row->weight_kg = entry->weight_kg;
      row->weight_at = entry->start;
      copy_id (row->weight_id, entry->id);
      return;
    case RECOUP_ENTRY_HRV:
      read_heart (row, entry);
      return;
    case RECOUP_ENTRY_ANSWER:
      {
        RecoupReply reply = { entry->start, "", entry->answer.question, entry->answer.yes };
        copy_id (reply.id, entry->id);
        g_array_append_val (row->replies, reply);
        return;
      }
    case RECOUP_ENTRY_PLAN:
      g_array_append_val (row->actions, entry->action);
      return;
    case RECOUP_ENTRY_SLEEP: /* read together: */
    case RECOUP_ENTRY_MEAL:
    case RECOUP_ENTRY_FOOD_DAY:
    case RECOUP_ENTRY_RECOVERY: /* not scored */
    case RECOUP_ENTRY_REMOVE:   /* never comes from a source */
      return;
    }
  g_assert_not_reached ();
}

RecoupDayRow *
recoup_day_row_new (RecoupDay date, const GPtrArray *entries, const RecoupDayReader *reader)
{
  RecoupDayRow *row = g_new0 (RecoupDayRow, 1);

  row->ref_count = 1;
  row->date = date;
  row->asleep = g_array_new (FALSE, FALSE, sizeof (RecoupSpan));
  row->workouts = g_ptr_array_new_with_free_func (workout_free);
  row->actions = g_array_new (FALSE, FALSE, sizeof (RecoupPlanAction));
  row->replies = g_array_new (FALSE, FALSE, sizeof (RecoupReply));
  row->weight_kg = NAN;
  row->weight_at = RECOUP_INSTANT_NONE;
  row->rmssd_ms = NAN;
  row->rhr_bpm = NAN;
  row->ill = RECOUP_UNSAID;
  for (guint i = 0; i < entries->len; i++)
    read_entry (row, g_ptr_array_index (entries, i), reader);
  read_night (row, entries, reader);
  read_food (row, entries);
  return row;
}

RecoupDayRow *
recoup_day_row_ref (RecoupDayRow *row)
{
  row->ref_count++;
  return row;
}

void
recoup_day_row_unref (RecoupDayRow *row)
{
  if (row == NULL || --row->ref_count > 0)
    return;
  g_array_unref (row->asleep);
  g_clear_pointer (&row->exercises, g_hash_table_unref);
  g_ptr_array_unref (row->workouts);
  g_array_unref (row->actions);
  g_array_unref (row->replies);
  g_free (row);
}

gboolean
recoup_day_row_is_training (const RecoupDayRow *row)
{
  return row->workouts->len > 0 || row->rest;
}

gboolean
recoup_day_row_is_rated (const RecoupDayRow *row)
{
  for (guint i = 0; i < RECOUP_N_RATINGS; i++)
    if (row->ratings[i] != 0)
      return TRUE;
  return FALSE;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "verdict", "direct_weight", DIRECT_WEIGHT, "share", "S-052", RECOUP_OURS,
    N_ ("a set trains a group directly above this weight") },
  { "signs", "e1rm_reps_most", E1RM_REPS_MAX, "repetitions", "S-061", RECOUP_OURS,
    N_ ("beyond it the estimate is a guess") },
  { "signs", "e1rm_offset", E1RM_OFFSET, "", "S-061", "Brzycki 1993, JOPERD 64:88",
    N_ ("load / (this - per_rep times repetitions)") },
  { "signs", "e1rm_per_rep", E1RM_PER_REP, "", "S-061", "Brzycki 1993, JOPERD 64:88",
    N_ ("likewise") },
};

const RecoupConstantRows recoup_day_constants = { constants, G_N_ELEMENTS (constants) };
