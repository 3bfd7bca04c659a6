/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a deload and the rebuild after it leave of a session. How many sets are left is for the core
 * to say; weights and repetitions stay as they were in the usual session. */

#include "client/prescription.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/dict.h"
#include "client/plan-text.h"
#include "client/print.h"
#include "client/usual.h"
#include "recoup/exercise.h"
#include "recoup/plan.h"
#include "words/format.h"
#include "words/key-words.h"
#include "words/words.h"

/* What the sets of one exercise have, from the least to the most; NAN where none says. */
typedef struct
{
  double least;
  double most;
} Range;

typedef enum
{
  MEASURE_REPS,
  MEASURE_DURATION,
  MEASURE_LOAD,
} Measure;

static const char *const measures[] = {
  [MEASURE_REPS] = "reps",
  [MEASURE_DURATION] = "duration_s",
  [MEASURE_LOAD] = "load_kg",
};

/* The working sets of one exercise. */
typedef struct
{
  char *key;  /* owned */
  char *name; /* owned, as it was logged */
  Range ranges[G_N_ELEMENTS (measures)];
} Lift;

/* Exercises of a session in their order, and the number of sets of each. */
typedef struct
{
  GPtrArray *lifts; /* owned, of Lift */
  GArray *sets;     /* owned, of guint */
} Workout;

static void
lift_free (gpointer data)
{
  Lift *lift = data;

  g_free (lift->key);
  g_free (lift->name);
  g_free (lift);
}

static void
workout_clear (Workout *workout)
{
  g_ptr_array_unref (workout->lifts);
  g_array_unref (workout->sets);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Workout, workout_clear)

/* Index of the exercise @name; it is added if it is new. */
static guint
find_lift (Workout *workout, const char *name)
{
  g_autofree char *key = recoup_exercise_normalise (name);
  const guint none = 0;

  for (guint i = 0; i < workout->lifts->len; i++)
    if (g_str_equal (((const Lift *) workout->lifts->pdata[i])->key, key))
      return i;
  Lift *lift = g_new0 (Lift, 1);
  lift->key = g_steal_pointer (&key);
  lift->name = g_strdup (name);
  for (guint m = 0; m < G_N_ELEMENTS (measures); m++)
    lift->ranges[m] = (Range){ NAN, NAN };
  g_ptr_array_add (workout->lifts, lift);
  g_array_append_val (workout->sets, none);
  return workout->lifts->len - 1;
}

static void
add_set (Workout *workout, GVariant *set, const char *name)
{
  guint i = find_lift (workout, name);
  Lift *lift = workout->lifts->pdata[i];

  g_array_index (workout->sets, guint, i)++;
  for (guint m = 0; m < G_N_ELEMENTS (measures); m++)
    {
      double value = recoup_dict_number (set, measures[m], NAN);
      lift->ranges[m].least = fmin (lift->ranges[m].least, value); /* of a number and NAN the */
      lift->ranges[m].most = fmax (lift->ranges[m].most, value);   /* number */
    }
}

static void
read_workout (Workout *workout, GVariant *session)
{
  g_autoptr (GVariant) sets = recoup_dict_rows (session, "sets");

  workout->lifts = g_ptr_array_new_with_free_func (lift_free);
  workout->sets = g_array_new (FALSE, FALSE, sizeof (guint));
  for (gsize i = 0; i < g_variant_n_children (sets); i++)
    {
      g_autoptr (GVariant) set = g_variant_get_child_value (sets, i);
      const char *name = recoup_dict_string (set, "exercise");
      if (name != NULL && !recoup_dict_boolean (set, "warmup"))
        add_set (workout, set, name);
    }
}

/* (transfer full): of guint, what @plan leaves of each exercise. */
static GArray *
prescribe (const Workout *workout, RecoupPlanState plan)
{
  guint n = workout->sets->len;
  GArray *due = g_array_sized_new (FALSE, TRUE, sizeof (guint), n);

  g_array_set_size (due, n);
  if (n > 0)
    recoup_plan_prescribe (plan, &g_array_index (workout->sets, guint, 0), n,
                           &g_array_index (due, guint, 0));
  return due;
}

static guint
sum (const GArray *numbers)
{
  guint total = 0;

  for (guint i = 0; i < numbers->len; i++)
    total += g_array_index (numbers, guint, i);
  return total;
}

guint
recoup_prescription_count (GVariant *session)
{
  g_auto (Workout) workout = { NULL, NULL };

  read_workout (&workout, session);
  return sum (workout.sets);
}

guint
recoup_prescription_get_due (GVariant *session, RecoupPlanState plan)
{
  g_auto (Workout) workout = { NULL, NULL };

  read_workout (&workout, session);
  g_autoptr (GArray) due = prescribe (&workout, plan);
  return sum (due);
}

GVariant *
recoup_prescription_new_sets (GVariant *session, RecoupPlanState plan)
{
  g_auto (Workout) workout = { NULL, NULL };
  g_autoptr (GVariant) sets = recoup_dict_rows (session, "sets");
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  read_workout (&workout, session);
  g_autoptr (GArray) left = prescribe (&workout, plan);
  for (gsize i = 0; i < g_variant_n_children (sets); i++)
    {
      g_autoptr (GVariant) set = g_variant_get_child_value (sets, i);
      const char *name = recoup_dict_string (set, "exercise");
      if (name == NULL)
        continue;
      if (!recoup_dict_boolean (set, "warmup"))
        {
          guint *n = &g_array_index (left, guint, find_lift (&workout, name));
          if (*n == 0)
            continue;
          (*n)--;
        }
      g_variant_builder_add_value (&list, set);
    }
  return g_variant_builder_end (&list);
}

static GVariant *
range_to_variant (Measure measure, const Range *range)
{
  const double numbers[] = { range->least, range->most };
  const gint64 integers[] = { (gint64) range->least, (gint64) range->most };

  return measure == MEASURE_REPS
             ? g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, integers, 2, sizeof (gint64))
             : g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, numbers, 2, sizeof (double));
}

GVariant *
recoup_prescription_new_rows (GVariant *session, RecoupPlanState plan)
{
  g_auto (Workout) workout = { NULL, NULL };
  GVariantBuilder rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  read_workout (&workout, session);
  g_autoptr (GArray) due = prescribe (&workout, plan);
  for (guint i = 0; i < due->len; i++)
    {
      const Lift *lift = workout.lifts->pdata[i];
      GVariantDict row;
      g_variant_dict_init (&row, NULL);
      g_variant_dict_insert (&row, "exercise", "s", lift->name);
      g_variant_dict_insert (&row, "usual_sets", "x",
                             (gint64) g_array_index (workout.sets, guint, i));
      g_variant_dict_insert (&row, "sets", "x", (gint64) g_array_index (due, guint, i));
      for (guint m = 0; m < G_N_ELEMENTS (measures); m++)
        if (!isnan (lift->ranges[m].least))
          g_variant_dict_insert_value (&row, measures[m],
                                       range_to_variant ((Measure) m, &lift->ranges[m]));
      g_variant_builder_add_value (&rows, g_variant_dict_end (&row));
    }
  return g_variant_builder_end (&rows);
}

static char *
dup_plain_number (double value)
{
  return recoup_render_number (value, 2);
}

/* "10", "8 to 10" */
static char *
dup_range (const Range *range, char *(*write) (double value))
{
  g_autofree char *least = write (range->least);
  g_autofree char *most = write (range->most);

  return g_str_equal (least, most) ? g_steal_pointer (&least)
                                   : g_strdup_printf (_ ("%s to %s"), least, most);
}

/* "4×10", "3×60 s", "4 sets" */
static void
append_sets (GString *text, guint n, const Lift *lift)
{
  const Range *reps = &lift->ranges[MEASURE_REPS];
  const Range *duration = &lift->ranges[MEASURE_DURATION];

  if (isnan (reps->least) && isnan (duration->least))
    {
      g_string_append_printf (text, ngettext ("%u set", "%u sets", n), n);
      return;
    }
  g_autofree char *each = dup_range (isnan (reps->least) ? duration : reps, dup_plain_number);
  g_string_append_printf (text, "%u×%s%s", n, each, isnan (reps->least) ? " s" : "");
}

static void
append_lift (GString *text, const Lift *lift, guint usual, guint due)
{
  const Range *load = &lift->ranges[MEASURE_LOAD];

  g_autofree char *name = recoup_words_key (RECOUP_KEY_EXERCISE, lift->name);
  g_string_append_printf (text, "%s ", name);
  append_sets (text, usual, lift);
  if (due != usual)
    {
      g_string_append (text, " → ");
      append_sets (text, due, lift);
    }
  if (isnan (load->most) || load->most <= 0)
    return;
  g_autofree char *weight = dup_range (load, recoup_format_weight_number);
  g_string_append_c (text, ' ');
  g_string_append_printf (text, _ ("at %s %s"), weight, recoup_format_get_weight_unit ());
}

char *
recoup_prescription_new_text (GVariant *session, RecoupPlanState plan)
{
  g_auto (Workout) workout = { NULL, NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  read_workout (&workout, session);
  g_autoptr (GArray) due = prescribe (&workout, plan);
  for (guint i = 0; i < due->len; i++)
    {
      g_string_append (text, i > 0 ? "; " : "");
      append_lift (text, workout.lifts->pdata[i], g_array_index (workout.sets, guint, i),
                   g_array_index (due, guint, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
recoup_prescription_print_excess (RecoupCtl *ctl, GVariant *entry, GVariant *state, GError **error)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");

  if (g_strcmp0 (recoup_dict_string (entry, "kind"), "session") != 0 ||
      recoup_plan_text_read_state (plan) != RECOUP_PLAN_DELOAD)
    return TRUE;
  g_autoptr (GPtrArray) usual = recoup_usual_get (ctl, state, error);
  if (usual == NULL)
    return FALSE;
  GVariant *session = recoup_usual_find_like (usual, entry);
  if (session == NULL)
    return TRUE;
  guint done = recoup_prescription_count (entry);
  guint due = recoup_prescription_get_due (session, RECOUP_PLAN_DELOAD);
  if (done <= due)
    return TRUE;
  g_autofree char *text = recoup_words_excess (done, due);
  recoup_print_line (ctl, "", text);
  return TRUE;
}
