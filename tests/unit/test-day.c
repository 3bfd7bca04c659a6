/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From entries to the facts of a day: which one counts when several speak of the same. */

#include "recoup/day.h"

#include <math.h>
#include <string.h>

#include "recoup/daytable.h"
#include "support/histories.h"
#include "support/tables.h"
#include "support/zones.h"

#define DAY 20089 /* 2025-01-01 */

typedef struct
{
  RecoupZoneTable *zones;
  TestHistory *history;
  RecoupLexicon *lexicon;
  RecoupDayRow *row;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->zones = test_zones_new ();
  fixture->history = test_history_new_blank (fixture->zones, DAY);
  fixture->lexicon = recoup_lexicon_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  recoup_day_row_unref (fixture->row);
  recoup_lexicon_unref (fixture->lexicon);
  test_history_free (fixture->history);
  recoup_zone_table_free (fixture->zones);
}

static RecoupDayReader
get_reader (const Fixture *fixture)
{
  const TestHistory *history = fixture->history;

  return (RecoupDayReader){ &history->policy, history->zone, fixture->zones, fixture->lexicon };
}

/* The row of what was logged so far; borrowed. */
static const RecoupDayRow *
make_row (Fixture *fixture)
{
  g_autoptr (RecoupJournal) journal = test_journal_new (fixture->history->entries);
  RecoupEntrySource source = recoup_journal_get_source (journal);
  RecoupDayReader reader = get_reader (fixture);
  g_autoptr (RecoupDayTable) table = recoup_day_table_new ();

  RecoupDayRange range = { DAY - 3, DAY + 3 };
  (void) recoup_day_table_cover (table, &reader, &source, &range, G_MAXUINT);
  recoup_day_row_unref (fixture->row);
  fixture->row = recoup_day_row_ref ((RecoupDayRow *) recoup_day_table_get (table, DAY));
  return fixture->row;
}

#define LOG(...) (void) test_history_log (fixture->history, DAY, __VA_ARGS__)

static void
test_food (Fixture *fixture, gconstpointer data)
{
  LOG ("{'kind':'meal','at':'DAYT08:00:00Z','protein_g':30}");
  const RecoupDayRow *row = make_row (fixture);
  test_assert_near (row->food.protein_g, 30.0, 0.0);
  g_assert_true (row->food.logged);
  g_assert_false (row->food.complete);
  g_assert_cmpuint (strlen (row->food_id), ==, 36);

  LOG ("{'kind':'meal','at':'DAYT12:00:00Z','protein_g':40,'complete':true}");
  LOG ("{'kind':'food-day','date':'DAY','protein_g':60}");
  LOG ("{'kind':'food-day','date':'DAY','protein_g':50}");
  row = make_row (fixture);
  test_assert_near (row->food.protein_g, 70.0, 0.0);
  g_assert_true (row->food.complete);
  g_assert_cmpstr (row->food_id, ==, "");

  LOG ("{'kind':'food-day','date':'DAY','protein_g':90}");
  test_assert_near (make_row (fixture)->food.protein_g, 90.0, 0.0);
}

static void
test_checkins (Fixture *fixture, gconstpointer data)
{
  LOG ("{'kind':'checkin','at':'DAYT12:00:00Z','stress':6,'soreness':{'quads':5}}");
  LOG ("{'kind':'checkin','at':'DAYT08:00:00Z','stress':2,'mood':3,'ill':true,"
       "'soreness':{'quads':1,'back':2},'pain':{'back':['sharp','rom']}}");
  LOG ("{'kind':'checkin','at':'DAYT20:00:00Z','ill':false,'pain':{'back':[],'abs':['form']}}");
  const RecoupDayRow *row = make_row (fixture);

  g_assert_cmpint (row->ratings[RECOUP_RATING_STRESS], ==, 6);
  g_assert_cmpint (row->ratings[RECOUP_RATING_MOOD], ==, 3);
  g_assert_cmpint (row->ratings[RECOUP_RATING_FATIGUE], ==, 0);
  g_assert_true (recoup_day_row_is_rated (row));
  g_assert_cmpint (row->ill, ==, RECOUP_NO);
  g_assert_cmpint (row->soreness[RECOUP_GROUP_QUADS], ==, 5);
  g_assert_cmpint (row->soreness[RECOUP_GROUP_BACK], ==, 2);
  g_assert_cmpint (row->soreness[RECOUP_GROUP_CHEST], ==, 0);
  g_assert_cmpint (row->pain[RECOUP_GROUP_BACK], ==, 0);
  g_assert_cmpint (row->pain[RECOUP_GROUP_ABS], ==, RECOUP_PAIN_FORM);
}

/* "Not sore at all", "clears all": after a fuller map as well as alone. What is mentioned later
 * counts again. */
static void
test_empty_maps (Fixture *fixture, gconstpointer data)
{
  LOG ("{'kind':'checkin','at':'DAYT08:00:00Z','soreness':{'quads':8},"
       "'pain':{'back':['sharp','joint']}}");
  LOG ("{'kind':'checkin','at':'DAYT20:00:00Z','soreness':{},'pain':{}}");
  const RecoupDayRow *row = make_row (fixture);

  g_assert_true (row->has_soreness);
  g_assert_true (row->has_pain);
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    {
      g_assert_cmpint (row->soreness[group], ==, 0);
      g_assert_cmpint (row->pain[group], ==, 0);
    }
  LOG ("{'kind':'checkin','at':'DAYT21:00:00Z','soreness':{'calves':3},'pain':{'abs':['rom']}}");
  row = make_row (fixture);
  g_assert_cmpint (row->soreness[RECOUP_GROUP_CALVES], ==, 3);
  g_assert_cmpint (row->soreness[RECOUP_GROUP_QUADS], ==, 0);
  g_assert_cmpint (row->pain[RECOUP_GROUP_ABS], ==, RECOUP_PAIN_ROM);
  g_assert_cmpint (row->pain[RECOUP_GROUP_BACK], ==, 0);
}

/* The exercises of a row are those of its sets, one each, and their names go with it. */
static void
test_exercises (Fixture *fixture, gconstpointer data)
{
  LOG ("{'kind':'session','start':'DAYT10:00:00Z','sets':[{'exercise':'squat','reps':5},"
       "{'exercise':'Squat ','reps':5},{'exercise':'sled','reps':1}]}");
  LOG ("{'kind':'session','start':'DAYT18:00:00Z','sets':[{'exercise':'squat','reps':5}]}");
  const RecoupDayRow *row = make_row (fixture);
  const RecoupWorkout *first = g_ptr_array_index (row->workouts, 0);
  const RecoupWorkout *second = g_ptr_array_index (row->workouts, 1);

  g_assert_true (first->lifts[0].exercise == second->lifts[0].exercise);
  g_assert_cmpuint (g_hash_table_size (row->exercises), ==, 2);
  g_assert_true (g_hash_table_contains (row->exercises, first->lifts[0].exercise));
  g_assert_true (g_hash_table_contains (row->exercises, first->lifts[1].exercise));
  g_assert_cmpuint (recoup_lexicon_get_size (fixture->lexicon), ==, 2);
  g_clear_pointer (&fixture->row, recoup_day_row_unref);
  g_assert_cmpuint (recoup_lexicon_get_size (fixture->lexicon), ==, 0);
}

static void
test_lasts (Fixture *fixture, gconstpointer data)
{
  LOG ("{'kind':'weight','at':'DAYT09:00:00Z','kg':81}");
  LOG ("{'kind':'weight','at':'DAYT07:00:00Z','kg':80}");
  LOG ("{'kind':'hrv','at':'DAYT09:00:00Z','rmssd_ms':44}");
  LOG ("{'kind':'hrv','at':'DAYT07:00:00Z','rmssd_ms':40,'rhr_bpm':50}");
  const RecoupDayRow *row = make_row (fixture);

  test_assert_near (row->weight_kg, 81.0, 0.0);
  test_assert_near (row->rmssd_ms, 44.0, 0.0);
  test_assert_near (row->rhr_bpm, 50.0, 0.0);
  g_assert_cmpstr (row->rmssd_id, !=, row->rhr_id);
}

static void
test_session (Fixture *fixture, gconstpointer data)
{
  LOG ("{'kind':'session','start':'DAYT10:00:00Z','title':'  Legs ','sets':["
       "{'exercise':'Back Squat','reps':5,'load_kg':100,'rir':1},"
       "{'exercise':'back_squat','reps':5,'load_kg':120,'warmup':true},"
       "{'exercise':'back-squat','reps':12,'load_kg':110,'rir':3},"
       "{'exercise':'curl','reps':10,'unaccustomed':true},"
       "{'exercise':'sled','reps':1,'groups':{'calves':0.25},'unaccustomed':false},"
       "{'exercise':'moon walk','reps':1}]}");
  const RecoupDayRow *row = make_row (fixture);
  const RecoupWorkout *workout = g_ptr_array_index (row->workouts, 0);

  g_assert_cmpstr (workout->title, ==, "legs");
  test_assert_near (workout->load, 5.0 * 18.0, 1e-12); /* RPE 5 and 3 min a set are assumed */
  g_assert_true (row->load_estimated);
  g_assert_cmpuint (workout->n_lifts, ==, 4);
  g_assert_cmpstr (workout->lifts[0].exercise->key, ==, "back-squat");
  test_assert_near (workout->lifts[0].e1rm_kg, 100.0 / (1.0278 - 0.0278 * 5), 1e-9);
  g_assert_true (isnan (workout->lifts[1].e1rm_kg));
  test_assert_near (workout->lifts[0].silent.weight[RECOUP_GROUP_QUADS], 3.35 * 1.5, 1e-12);
  test_assert_near (workout->lifts[0].silent.weight[RECOUP_GROUP_HAMSTRINGS], 3.35 * 0.75, 1e-12);
  test_assert_near (workout->unaccustomed.weight[RECOUP_GROUP_BICEPS], 3.35 * 0.75, 1e-12);
  test_assert_near (workout->usual.weight[RECOUP_GROUP_CALVES], 3.35 * 0.75 * 0.25, 1e-12);
  g_assert_cmpuint (workout->worked, ==,
                    1U << RECOUP_GROUP_QUADS | 1U << RECOUP_GROUP_GLUTES |
                        1U << RECOUP_GROUP_BICEPS);
  g_assert_false (workout->lifts[2].unmapped);
  g_assert_true (workout->lifts[3].unmapped);
}

/* The order of sessions and their loads; what is estimated is said. */
static void
test_sessions (Fixture *fixture, gconstpointer data)
{
  LOG ("{'kind':'session','start':'DAYT18:00:00Z','duration_min':30,'rpe':8}");
  LOG ("{'kind':'session','start':'DAYT10:00:00Z','end':'DAYT11:00:00Z','rpe':6}");
  const RecoupDayRow *row = make_row (fixture);

  test_assert_near (row->load, 600.0, 1e-12);
  g_assert_false (row->load_estimated);
  const RecoupWorkout *first = g_ptr_array_index (row->workouts, 0);
  test_assert_near (first->load, 360.0, 1e-12);
  g_assert_null (first->title);
  g_assert_true (recoup_day_row_is_training (row));
}

/* Entries of far zones find their date, whatever their anchor. */
static void
test_zones (Fixture *fixture, gconstpointer data)
{
  LOG ("{'kind':'meal','at':'DAYT05:00:00+14:00','protein_g':1,'zone':'Pacific/Kiritimati'}");
  LOG ("{'kind':'meal','at':'DAYT23:00:00-10:00','protein_g':2,'zone':'Pacific/Honolulu'}");
  LOG ("{'kind':'session','start':'DAYT23:30:00-11:00','duration_min':720,"
       "'zone':'Pacific/Pago_Pago'}");
  (void) test_history_log (fixture->history, DAY + 1,
                           "{'kind':'session','start':'DAYT03:59:00-11:00','duration_min':720,"
                           "'zone':'Pacific/Pago_Pago'}");
  LOG ("{'kind':'sleep','start':'DAYT14:00:00+14:00','end':'DAYT18:00:00+14:00',"
       "'zone':'Pacific/Kiritimati'}");
  const RecoupDayRow *row = make_row (fixture);

  test_assert_near (row->food.protein_g, 3.0, 0.0);
  g_assert_cmpuint (row->workouts->len, ==, 2);
  test_assert_near (row->night.asleep_min, 240.0, 1e-9);
}

/* Pieces that overlap are one span; a nap alone is no night. */
static void
test_spans (Fixture *fixture, gconstpointer data)
{
  LOG ("{'kind':'sleep','start':'DAYT13:00:00Z','end':'DAYT14:00:00Z'}");
  g_assert_cmpuint (make_row (fixture)->asleep->len, ==, 0);
  LOG ("{'kind':'sleep','start':'DAYT01:00:00Z','end':'DAYT06:00:00Z'}");
  LOG ("{'kind':'sleep','start':'DAYT05:00:00Z','end':'DAYT07:00:00Z'}");
  const RecoupDayRow *row = make_row (fixture);

  g_assert_cmpuint (row->asleep->len, ==, 2);
  const RecoupSpan *span = &g_array_index (row->asleep, RecoupSpan, 0);
  g_assert_cmpint (span->end - span->start, ==, 6 * RECOUP_USEC_PER_HOUR);
  test_assert_near (row->night.asleep_min, 420.0, 1e-9);
}

/* A list of what nobody can map is sorted, whichever came first, and says each once. */
static void
test_unmapped (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "zercher carry", "atlas stone", "Moon Walk", "moon-walk" };

  for (gint i = 0; i < (gint) G_N_ELEMENTS (names); i++)
    (void) test_history_log (
        fixture->history, DAY + i,
        "{'kind':'session','start':'DAYT10:00:00Z','sets':[{'exercise':'%s','reps':1}]}", names[i]);
  g_autoptr (RecoupState) state = test_history_compute_at (fixture->history, DAY + 20, 720);
  g_assert_cmpuint (state->unmapped->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (state->unmapped, 0), ==, "atlas-stone");
  g_assert_cmpstr (g_ptr_array_index (state->unmapped, 1), ==, "moon-walk");
  g_assert_cmpstr (g_ptr_array_index (state->unmapped, 2), ==, "zercher-carry");
}

#define ADD(name, func) g_test_add ("/day/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("food", test_food);
  ADD ("checkins", test_checkins);
  ADD ("empty-maps", test_empty_maps);
  ADD ("exercises", test_exercises);
  ADD ("lasts", test_lasts);
  ADD ("session", test_session);
  ADD ("sessions", test_sessions);
  ADD ("zones", test_zones);
  ADD ("spans", test_spans);
  ADD ("unmapped", test_unmapped);
  return g_test_run ();
}
