/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One bedtime a night, in every zone and for whoever gets up when: the days around each change of
 * offset are lived through, alarm by alarm, by the plan that the daemon carries out, and what it
 * claims is held against the mornings of the zone, which are found by looking at each minute. With
 * `--long` all days of 2010 to 2037 are lived, and every wake of each change; with `--dump` the
 * offsets are printed, for check-zones.py. */

#include <stdio.h>
#include <string.h>

#include "recoup/journal.h"
#include "recoup/ledger.h"
#include "recoup/schedule.h"
#include "support/zones.h"

#define FROM_SEC   G_GINT64_CONSTANT (1262304000) /* 2010-01-01 */
#define UNTIL_SEC  G_GINT64_CONSTANT (2145916800) /* 2038-01-01 */
#define SEC(n)     ((n) *G_USEC_PER_SEC)
#define BEFORE_MIN (480 + 15) /* need and latency: lights out before wake, without debt */
#define AROUND     3          /* days before and after a change */
#define LAST_WAKE  (18 * 60)
#define WAKE_STEP  30
#define N_WAKES    (LAST_WAKE / WAKE_STEP + 1)

static gboolean is_long;
static guint next_wake; /* goes round, so that each is tried in many zones */
static guint n_lived;

/* A trainee who logs nothing and is told when to go to bed. */
typedef struct
{
  const char *id;
  GTimeZone *tz;
  const RecoupZone *zone;
  RecoupZoneTable *zones;
  RecoupPolicy policy;
  GPtrArray *history; /* owned, of RecoupReminder */
  GArray *due;        /* owned, of RecoupInstant: lights out, as it was said */
} Life;

static gint32
get_offset (GTimeZone *tz, gint64 sec)
{
  return g_time_zone_get_offset (tz, g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, sec));
}

static guint
set_wake (RecoupPolicy *policy, guint minute)
{
  guint day_start = 0;

  for (guint i = 0; i < G_N_ELEMENTS (policy->wake_min); i++)
    policy->wake_min[i] = minute;
  g_assert_true (recoup_policy_suggest_day_start (policy, &day_start));
  policy->day_start_min = day_start;
  g_assert_true (recoup_policy_check (policy, NULL));
  return minute;
}

/* Each morning in @from..@until that the zone has: lights out before it, which lies before the
 * first time that the clock shows the wake time of a date, or has jumped over it. The clock is
 * looked at each quarter of an hour, and where the offset changes each minute. */
static GArray *
find_mornings (const Life *life, gint64 from, gint64 until)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (RecoupInstant));
  gint64 wake = life->policy.wake_min[0] * 60;
  gint64 previous = from - 60 + get_offset (life->tz, from - 60);
  gint64 woken = (previous - wake + 86400) / 86400 - 1; /* the date of the last morning before */

  for (gint64 sec = from, step = 900; sec < until; sec += step)
    {
      gint64 local = sec + get_offset (life->tz, sec);
      gint64 date = (local - wake + 86400) / 86400 - 1;
      if (date > woken)
        {
          RecoupInstant due = SEC (sec - BEFORE_MIN * 60);
          if (local / 86400 == date) /* else a whole date was left out, as in Samoa in 2011 */
            g_array_append_val (found, due);
          woken = date;
        }
      gint64 next = sec + 900 - (sec + 900) % 900;
      step = get_offset (life->tz, next) == local - sec ? next - sec : 60;
    }
  return found;
}

static void
carry_out (Life *life, const RecoupSchedule *plan, RecoupInstant now)
{
  for (guint i = 0; i < plan->acts->len; i++)
    {
      const RecoupAct *act = plan->acts->pdata[i];
      RecoupReminder *row = recoup_reminder_copy (act->reminder);
      if (act->kind == RECOUP_ACT_CLAIM)
        {
          g_assert_cmpint (row->due, <=, now);
          g_array_append_val (life->due, row->due);
          row->state = RECOUP_REMINDER_SHOWN;
          row->shown_at = now;
        }
      for (guint j = life->history->len; j-- > 0;)
        if (g_str_equal (((RecoupReminder *) life->history->pdata[j])->key, row->key))
          g_ptr_array_remove_index (life->history, j);
      g_ptr_array_add (life->history, row);
      if (life->history->len > RECOUP_HISTORY_DAYS)
        g_ptr_array_remove_index (life->history, 0); /* one a day */
    }
}

/* Lives from @from to @until, from one alarm to the next. */
static void
live (Life *life, RecoupInstant from, RecoupInstant until)
{
  RecoupJournal *journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &life->policy, life->zone, life->zones);
  g_autoptr (GPtrArray) recent = g_ptr_array_new ();
  g_autoptr (RecoupState) yesterday = NULL;
  RecoupSurroundings around = { .server_up = TRUE };

  around.away_since = around.dnd_since = around.back_since = RECOUP_INSTANT_NONE;
  around.absent_from = around.absent_until = around.slept_from = RECOUP_INSTANT_NONE;
  around.slept_until = around.resumed_at = around.paused_until = RECOUP_INSTANT_NONE;
  around.inhibited_until = around.deliver_from = RECOUP_INSTANT_NONE;
  around.created_at = around.started_at = from;
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    around.answered_at[i] = around.resting_since[i] = RECOUP_INSTANT_NONE;
  for (RecoupInstant now = from; now < until;)
    {
      g_autoptr (RecoupState) state = recoup_ledger_compute (ledger, now);
      RecoupInstant start =
          recoup_civil_day_start (state->day, life->policy.day_start_min, life->zone);
      if (yesterday == NULL || yesterday->now != start - G_USEC_PER_SEC)
        {
          recoup_state_free (yesterday);
          yesterday = recoup_ledger_compute (ledger, start - G_USEC_PER_SEC);
        }
      around.last_evidence = now;
      RecoupScheduleInput input = {
        .state = state,
        .yesterday = yesterday,
        .policy = &life->policy,
        .zone = life->zone,
        .zones = life->zones,
        .recent = recent,
        .history = life->history,
        .around = &around,
      };
      g_autoptr (RecoupSchedule) plan = recoup_schedule_plan (&input);
      carry_out (life, plan, now);
      g_assert_cmpint (plan->next, >, now);
      now = plan->next;
    }
  recoup_journal_free (journal);
}

/* Lives some days and compares what was said with the mornings that there were. */
static void
check_days (Life *life, gint64 from, gint64 until)
{
  g_autoptr (GArray) mornings = find_mornings (life, from, until);
  RecoupInstant first = g_array_index (mornings, RecoupInstant, 0);
  RecoupInstant last = g_array_index (mornings, RecoupInstant, mornings->len - 1);

  life->history = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  life->due = g_array_new (FALSE, FALSE, sizeof (RecoupInstant));
  live (life, first, last + RECOUP_USEC_PER_HOUR);
  gboolean is_same = life->due->len == mornings->len;
  for (guint i = 0; is_same && i < mornings->len; i++)
    is_same =
        g_array_index (life->due, RecoupInstant, i) == g_array_index (mornings, RecoupInstant, i);
  for (guint i = 0; !is_same && i < MAX (life->due->len, mornings->len); i++)
    {
      g_autofree char *said =
          i < life->due->len
              ? recoup_instant_format (g_array_index (life->due, RecoupInstant, i), life->zone)
              : g_strdup ("nothing");
      g_autofree char *wanted =
          i < mornings->len
              ? recoup_instant_format (g_array_index (mornings, RecoupInstant, i), life->zone)
              : g_strdup ("nothing");
      g_test_message ("%s, wake %u: night %u: %s, wanted %s", life->id, life->policy.wake_min[0], i,
                      said, wanted);
    }
  g_assert_true (is_same);
  n_lived += life->due->len;
  g_ptr_array_unref (life->history);
  g_array_unref (life->due);
}

/* All that matters of a zone in these years, so that links are lived once. */
static char *
make_digest (GTimeZone *tz, const RecoupZone *zone)
{
  g_autoptr (GString) text = g_string_new (NULL);
  RecoupInstant at = SEC (FROM_SEC);

  while (at < SEC (UNTIL_SEC))
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT " %d\n", at / G_USEC_PER_SEC,
                              get_offset (tz, at / G_USEC_PER_SEC));
      at = recoup_civil_next_transition (at, zone);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_zone (Life *life)
{
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    life->policy.remind[i] = i == RECOUP_REMINDER_BEDTIME;
  RecoupInstant at = recoup_civil_next_transition (SEC (FROM_SEC), life->zone);
  for (; at < SEC (UNTIL_SEC); at = recoup_civil_next_transition (at, life->zone))
    for (guint i = 0; i < (is_long ? N_WAKES : 4); i++)
      {
        gint64 noon = at / G_USEC_PER_SEC / 86400 * 86400;
        (void) set_wake (&life->policy, next_wake++ % N_WAKES * WAKE_STEP);
        check_days (life, noon - AROUND * 86400, noon + (AROUND + 1) * 86400);
      }
  /* And a zone's everyday, in which nothing changes or everything does. */
  gint64 days = is_long ? (UNTIL_SEC - FROM_SEC) / 86400 : 30;
  gint64 from = is_long ? FROM_SEC : FROM_SEC + next_wake % 330 * 86400;
  (void) set_wake (&life->policy, next_wake++ % N_WAKES * WAKE_STEP);
  check_days (life, from, from + days * 86400);
}

static void
test_every_zone (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_auto (GStrv) names = test_zones_dup_names ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (names[i]);
      Life life = { .id = names[i], .tz = tz, .zones = zones };
      life.zone = recoup_zone_table_lookup (zones, names[i]);
      g_assert_nonnull (life.zone);
      recoup_policy_init (&life.policy);
      if (g_hash_table_add (seen, make_digest (tz, life.zone)))
        check_zone (&life);
    }
  g_test_message ("%u different zones, %u nights", g_hash_table_size (seen), n_lived);
  g_assert_cmpuint (g_hash_table_size (seen), >, 130);
}

/* One line a change: zone, second, offset after it; the first is that of 2010. */
static void
dump (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_auto (GStrv) names = test_zones_dup_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      const RecoupZone *zone = recoup_zone_table_lookup (zones, names[i]);
      RecoupInstant at = SEC (FROM_SEC);
      for (; at < SEC (UNTIL_SEC); at = recoup_civil_next_transition (at, zone))
        (void) printf ("%s %" G_GINT64_FORMAT " %d\n", names[i], at / G_USEC_PER_SEC,
                       recoup_civil_offset (at, zone));
    }
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "--dump"))
    {
      dump ();
      return 0;
    }
  if (argc == 2 && g_str_equal (argv[1], "--long"))
    {
      is_long = TRUE;
      argc = 1;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nights/every-zone", test_every_zone);
  return g_test_run ();
}
