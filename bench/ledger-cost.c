/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the ledger costs against the length of a diary: usage `ledger-cost [YEARS...]`.
 *
 * The diary is made up while it is read (a night, four meals, a check-in, a heart rate and a
 * session of 100 sets a day), and its shelf, which is a file in the daemon, is counted apart, so
 * that the memory that is told is the ledger's alone. `start` is what a second ledger takes, which
 * finds the shelf as the first one left it. */

#include <locale.h>
#include <malloc.h>
#include <math.h>
#include <stdio.h>

#include "recoup/ledger.h"

#define SETS_A_DAY  100
#define REPEATS     20
#define LAST_YEAR   2036
#define SESSION_MIN 90

static const char *const exercises[] = { "squat",          "bench press", "row",        "deadlift",
                                         "overhead press", "curl",        "calf raise", "crunch" };

/* The diary */

typedef struct
{
  RecoupDay first;
  RecoupDay last;
  guint64 n_read; /* entries given so far */
} Diary;

static RecoupEntry *
make_entry (RecoupEntryKind kind, RecoupDay day, gint minute)
{
  RecoupEntry *entry = g_new0 (RecoupEntry, 1);

  entry->ref_count = 1;
  entry->kind = kind;
  (void) g_snprintf (entry->id, sizeof entry->id, "%08x-%04x-4000-8000-%012x", (guint) day,
                     (guint) kind, (guint) (minute + 10000));
  entry->start = day * RECOUP_USEC_PER_DAY + minute * RECOUP_USEC_PER_MIN;
  entry->end = RECOUP_INSTANT_NONE;
  entry->date = RECOUP_DAY_NONE;
  return entry;
}

static RecoupEntry *
make_sleep (RecoupDay day)
{
  RecoupEntry *entry = make_entry (RECOUP_ENTRY_SLEEP, day, -60 + day % 40);

  entry->end = entry->start + (400 + day % 90) * RECOUP_USEC_PER_MIN;
  entry->sleep.asleep_min = NAN;
  entry->sleep.quality = 1 + day % 7;
  return entry;
}

static RecoupEntry *
make_checkin (RecoupDay day)
{
  RecoupEntry *entry = make_entry (RECOUP_ENTRY_CHECKIN, day, 7 * 60);

  entry->checkin.stress = 1 + day % 5;
  entry->checkin.mood = 1 + day % 4;
  entry->checkin.fatigue = 1 + day % 6;
  entry->checkin.ill = RECOUP_UNSAID;
  entry->checkin.has_soreness = TRUE;
  for (gint group = 0; group < RECOUP_N_GROUPS; group++)
    entry->checkin.soreness[group] = (gint8) ((day + group) % 5);
  return entry;
}

static RecoupEntry *
make_hrv (RecoupDay day)
{
  RecoupEntry *entry = make_entry (RECOUP_ENTRY_HRV, day, 7 * 60 + 1);

  entry->hrv.rmssd_ms = 40 + day % 17;
  entry->hrv.rhr_bpm = 50 + day % 5;
  return entry;
}

static RecoupEntry *
make_meal (RecoupDay day, gint minute)
{
  RecoupEntry *entry = make_entry (RECOUP_ENTRY_MEAL, day, minute);

  entry->food.protein_g = 25 + day % 12;
  entry->food.energy_kcal = NAN;
  entry->food.complete = RECOUP_UNSAID;
  return entry;
}

static RecoupEntry *
make_session (RecoupDay day)
{
  RecoupEntry *entry = make_entry (RECOUP_ENTRY_SESSION, day, 17 * 60);

  entry->session.duration_min = SESSION_MIN;
  entry->session.rpe = 5 + day % 4;
  entry->session.title = g_strdup (day % 2 == 0 ? "Upper" : "Lower");
  entry->session.has_sets = TRUE;
  entry->session.n_sets = SETS_A_DAY;
  entry->session.sets = g_new0 (RecoupSet, SETS_A_DAY);
  for (gint i = 0; i < SETS_A_DAY; i++)
    {
      RecoupSet *set = &entry->session.sets[i];
      set->exercise = g_strdup (exercises[(day + i) % (gint) G_N_ELEMENTS (exercises)]);
      set->reps = 5 + i % 6;
      set->load_kg = 60 + i % 30;
      set->rir = 2.0;
      set->rpe = NAN;
      set->duration_sec = NAN;
      set->distance_m = NAN;
      set->warmup = RECOUP_UNSAID;
      set->unaccustomed = RECOUP_UNSAID;
    }
  return entry;
}

static void
read_diary (gpointer self,
            RecoupInstant from,
            RecoupInstant until,
            guint kinds,
            RecoupEntryFunc func,
            gpointer user_data)
{
  Diary *diary = self;
  RecoupDay first = MAX (diary->first, (RecoupDay) (from / RECOUP_USEC_PER_DAY) - 1);
  RecoupDay last = MIN (diary->last, (RecoupDay) (until / RECOUP_USEC_PER_DAY) + 1);

  for (RecoupDay day = first; day <= last; day++)
    {
      RecoupEntry *entries[] = { make_sleep (day),         make_checkin (day),
                                 make_hrv (day),           make_meal (day, 8 * 60),
                                 make_meal (day, 12 * 60), make_meal (day, 16 * 60),
                                 make_session (day),       make_meal (day, 20 * 60) };
      gboolean go_on = TRUE;
      for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
        {
          RecoupInstant anchor = recoup_entry_get_anchor (entries[i]);
          if (go_on && anchor >= from && anchor <= until &&
              (kinds & RECOUP_ENTRY_MASK (entries[i]->kind)) != 0)
            {
              diary->n_read++;
              go_on = func (entries[i], user_data);
            }
          recoup_entry_unref (entries[i]);
        }
      if (!go_on)
        return;
    }
}

static GTimeZone *
load_zone (const char *id, gpointer user_data)
{
  return g_time_zone_new_identifier (id);
}

/* The shelf */

typedef struct
{
  GHashTable *rows; /* owned: day -> GVariant (owned) */
  gsize bytes;      /* that it takes, with all that lies on it */
} Shelf;

static void
unref_variant (gpointer data)
{
  g_variant_unref (data);
}

static RecoupBooks *
on_find (gpointer self, RecoupDay day)
{
  const Shelf *shelf = self;
  GHashTableIter iter;
  gpointer key = NULL;
  RecoupDay latest = RECOUP_DAY_NONE;

  g_hash_table_iter_init (&iter, shelf->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (GPOINTER_TO_INT (key) <= day)
      latest = MAX (latest, GPOINTER_TO_INT (key));
  GVariant *row = g_hash_table_lookup (shelf->rows, GINT_TO_POINTER (latest));
  return row == NULL ? NULL : recoup_books_new_from_variant (row);
}

static void
on_keep (gpointer self, const RecoupBooks *books)
{
  Shelf *shelf = self;
  gsize before = mallinfo2 ().uordblks;
  g_autoptr (GVariant) plain = g_variant_ref_sink (recoup_books_to_variant (books));

  g_hash_table_replace (shelf->rows, GINT_TO_POINTER (books->day),
                        g_variant_get_normal_form (plain));
  g_clear_pointer (&plain, g_variant_unref);
  shelf->bytes += mallinfo2 ().uordblks - before;
}

static void
on_cut (gpointer self, RecoupDay from)
{
  Shelf *shelf = self;
  gsize before = mallinfo2 ().uordblks;
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, shelf->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (GPOINTER_TO_INT (key) >= from)
      g_hash_table_iter_remove (&iter);
  shelf->bytes -= before - mallinfo2 ().uordblks;
}

/* Measuring */

typedef struct
{
  double first_ms;    /* the first state, everything folded */
  double start_ms;    /* the first state of another ledger, with what is on the shelf */
  double again_ms;    /* the same again */
  double today_ms;    /* after an entry of today */
  double year_ms;     /* after an entry of a year ago, or of the first day */
  guint64 today_read; /* entries read for the entry of today */
  gsize bytes;        /* held by the ledger */
} Cost;

static double
get_ms (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000.0;
}

/* Mean over REPEATS of a state after @entry (nullable) was touched. */
static double
measure (RecoupLedger *ledger, const RecoupEntry *entry, RecoupInstant now, guint repeats)
{
  gint64 since = g_get_monotonic_time ();

  for (guint i = 0; i < repeats; i++)
    {
      if (entry != NULL)
        recoup_ledger_touch (ledger, entry);
      recoup_state_free (recoup_ledger_compute (ledger, now));
    }
  return get_ms (since) / repeats;
}

static Cost
measure_years (guint years, RecoupZoneTable *zones)
{
  RecoupDay last = recoup_day_from_ymd (LAST_YEAR, 12, 31);
  Diary diary = { recoup_day_from_ymd (LAST_YEAR - (gint) years + 1, 1, 1), last, 0 };
  RecoupEntrySource source = { read_diary, &diary };
  RecoupInstant now = last * RECOUP_USEC_PER_DAY + 21 * RECOUP_USEC_PER_HOUR;
  g_autoptr (RecoupEntry) today = make_meal (last, 20 * 60);
  g_autoptr (RecoupEntry) old = make_meal (MAX (last - 365, diary.first), 20 * 60);
  RecoupPolicy policy;
  Cost cost = { 0 };

  recoup_policy_init (&policy);
  (void) malloc_trim (0);
  Shelf shelf = { g_hash_table_new_full (NULL, NULL, NULL, unref_variant), 0 };
  RecoupBookShelf hooks = { on_find, on_keep, on_cut, &shelf };
  const RecoupZone *zone = recoup_zone_table_lookup (zones, "Europe/Berlin");
  RecoupLedger *first = recoup_ledger_new (&source, &policy, zone, zones);
  recoup_ledger_set_shelf (first, &hooks);
  cost.first_ms = measure (first, NULL, now, 1);
  recoup_ledger_free (first);
  gsize before = mallinfo2 ().uordblks - shelf.bytes;
  g_autoptr (RecoupLedger) ledger = recoup_ledger_new (&source, &policy, zone, zones);
  recoup_ledger_set_shelf (ledger, &hooks);
  cost.start_ms = measure (ledger, NULL, now, 1);
  cost.again_ms = measure (ledger, NULL, now, REPEATS);
  cost.bytes = mallinfo2 ().uordblks - shelf.bytes - before;
  diary.n_read = 0;
  cost.today_ms = measure (ledger, today, now, REPEATS);
  cost.today_read = diary.n_read / REPEATS;
  cost.year_ms = measure (ledger, old, now, 1);
  g_hash_table_unref (shelf.rows);
  return cost;
}

static void
print_years (guint years, RecoupZoneTable *zones)
{
  Cost cost = measure_years (years, zones);

  printf ("%5u  %9.1f  %9.1f  %9.2f  %9.2f  %7" G_GUINT64_FORMAT "  %9.1f  %7.0f\n", years,
          cost.first_ms, cost.start_ms, cost.again_ms, cost.today_ms, cost.today_read, cost.year_ms,
          (double) cost.bytes / 1024.0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (RecoupZoneTable) zones = recoup_zone_table_new (load_zone, NULL);
  static const guint usual[] = { 1, 10, 30 };

  (void) setlocale (LC_ALL, "C");
  (void) recoup_zone_table_lookup (zones, "Europe/Berlin");
  printf ("years  first(ms)  start(ms)  again(ms)  today(ms)  entries  a year(ms)  kB\n");
  for (int i = 1; i < argc; i++)
    {
      guint64 years = 0;
      if (!g_ascii_string_to_unsigned (argv[i], 10, 1, LAST_YEAR - 2000 + 1, &years, NULL))
        {
          (void) fprintf (stderr, "%s takes numbers of years, 1 to %d, got ‘%s’\n", argv[0],
                          LAST_YEAR - 2000 + 1, argv[i]);
          return 2;
        }
      print_years ((guint) years, zones);
    }
  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (usual); i++)
    print_years (usual[i], zones);
  return 0;
}
