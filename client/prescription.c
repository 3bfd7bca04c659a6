/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a deload and the rebuild after it leave of a session. What was usual is read from the
 * journal: the last session of each title in the four weeks before. How many sets are left is for
 * the core to say; weights and repetitions stay as they were. */

#include "client/prescription.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/dict.h"
#include "client/entries.h"
#include "client/plan-text.h"
#include "client/print.h"
#include "recoup/exercise.h"
#include "recoup/plan.h"
#include "words/words.h"

#define USUAL_DAYS 28 /* what lies further back is no longer usual */
#define PLAN_DAYS  60 /* a rebuild that was held began at most so long ago, or nearly so */

/* The working sets of one exercise. */
typedef struct
{
  char *key;  /* owned */
  char *name; /* owned, as it was logged */
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

static void
add_set (Workout *workout, const char *name)
{
  g_autofree char *key = recoup_exercise_normalise (name);
  const guint one = 1;

  for (guint i = 0; i < workout->lifts->len; i++)
    if (g_str_equal (((const Lift *) workout->lifts->pdata[i])->key, key))
      {
        g_array_index (workout->sets, guint, i)++;
        return;
      }
  Lift *lift = g_new0 (Lift, 1);
  lift->key = g_steal_pointer (&key);
  lift->name = g_strdup (name);
  g_ptr_array_add (workout->lifts, lift);
  g_array_append_val (workout->sets, one);
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
        add_set (workout, name);
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

char *
recoup_prescription_new_text (GVariant *session, RecoupPlanState plan)
{
  g_auto (Workout) workout = { NULL, NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  read_workout (&workout, session);
  g_autoptr (GArray) due = prescribe (&workout, plan);
  for (guint i = 0; i < due->len; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      g_string_append_printf (
          text, _ ("%s %u of %u"), ((const Lift *) workout.lifts->pdata[i])->name,
          g_array_index (due, guint, i), g_array_index (workout.sets, guint, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The journal */

/* How titles are compared: trimmed, ASCII lower case. */
static char *
dup_title (GVariant *session)
{
  const char *title = recoup_dict_string (session, "title");

  return g_strstrip (g_ascii_strdown (title != NULL ? title : "", -1));
}

static gboolean
is_reduced (RecoupPlanState plan)
{
  return plan == RECOUP_PLAN_DELOAD || plan == RECOUP_PLAN_REBUILD1 || plan == RECOUP_PLAN_REBUILD2;
}

/* Keeps the last session of each title that has sets. */
static gboolean
keep_last (GVariant *session, gpointer user_data)
{
  GHashTable *usual = user_data;

  if (recoup_prescription_count (session) > 0)
    (void) g_hash_table_replace (usual, dup_title (session), g_variant_ref (session));
  return TRUE;
}

/* Remembers when a deload was last accepted. */
static gboolean
note_accept (GVariant *entry, gpointer user_data)
{
  RecoupInstant *accepted = user_data;

  if (g_strcmp0 (recoup_dict_string (entry, "action"), "accept") == 0)
    *accepted = recoup_dict_integer (entry, "at", *accepted);
  return TRUE;
}

/* (transfer floating): a filter of Journal.Query. */
static GVariant *
make_filter (const char *kind, RecoupInstant from, RecoupInstant until)
{
  GVariantDict filter;

  g_variant_dict_init (&filter, NULL);
  g_variant_dict_insert_value (&filter, "kinds", g_variant_new_strv (&kind, 1));
  g_variant_dict_insert (&filter, "from", "x", from);
  g_variant_dict_insert (&filter, "until", "x", until);
  return g_variant_dict_end (&filter);
}

/* (transfer full): title -> session, of the four weeks before the deload was accepted, because the
 * weeks since were lighter themselves; NULL with @error. */
static GHashTable *
get_usual (RecoupCtl *ctl, GVariant *plan, GError **error)
{
  const char *text = recoup_dict_string (plan, "since");
  RecoupDay since = 0;

  if (!recoup_day_parse (text != NULL ? text : "", &since, error))
    return NULL;
  const RecoupZone *zone = recoup_ctl_get_zone (ctl, error);
  if (zone == NULL)
    return NULL;
  RecoupInstant accepted = recoup_civil_at (since, 0, zone);
  RecoupInstant next = recoup_civil_at (since + 1, 0, zone);
  GVariant *filter = make_filter ("plan", accepted - PLAN_DAYS * RECOUP_USEC_PER_DAY, next);
  if (!recoup_entries_walk (ctl, filter, note_accept, &accepted, error))
    return NULL;
  g_autoptr (GHashTable) usual =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  RecoupDay day = 0;
  recoup_civil_local (accepted, zone, &day, NULL);
  accepted = recoup_civil_at (day, 0, zone); /* that day's own sessions may be lighter already */
  filter = make_filter ("session", accepted - USUAL_DAYS * RECOUP_USEC_PER_DAY,
                        accepted - G_USEC_PER_SEC);
  if (!recoup_entries_walk (ctl, filter, keep_last, usual, error))
    return NULL;
  return g_steal_pointer (&usual);
}

gboolean
recoup_prescription_print (RecoupCtl *ctl, GVariant *state, GError **error)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");
  RecoupPlanState step = recoup_plan_text_read_state (plan);
  const char *label = _ ("Sets");

  if (!is_reduced (step))
    return TRUE;
  g_autoptr (GHashTable) usual = get_usual (ctl, plan, error);
  if (usual == NULL)
    return FALSE;
  g_autoptr (GList) titles = g_list_sort (g_hash_table_get_keys (usual), (GCompareFunc) strcmp);
  for (GList *at = titles; at != NULL; at = at->next)
    {
      GVariant *session = g_hash_table_lookup (usual, at->data);
      const char *title = recoup_dict_string (session, "title");
      g_autofree char *sets = recoup_prescription_new_text (session, step);
      g_autofree char *line = g_strdup_printf (
          "%s: %s. [%s]",
          title != NULL && title[0] != '\0' ? title : _ ("A session without a title"), sets,
          step == RECOUP_PLAN_DELOAD ? "S-081" : "S-084");
      recoup_print_line (ctl, label, line);
      label = "";
    }
  return TRUE;
}

gboolean
recoup_prescription_print_excess (RecoupCtl *ctl, GVariant *entry, GVariant *state, GError **error)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");

  if (g_strcmp0 (recoup_dict_string (entry, "kind"), "session") != 0 ||
      recoup_plan_text_read_state (plan) != RECOUP_PLAN_DELOAD)
    return TRUE;
  g_autoptr (GHashTable) usual = get_usual (ctl, plan, error);
  if (usual == NULL)
    return FALSE;
  g_autofree char *title = dup_title (entry);
  GVariant *session = g_hash_table_lookup (usual, title);
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
