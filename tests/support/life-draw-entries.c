/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is logged in a random life: mostly what was just now, as people do at a desk, sometimes
 * anything that can be logged, and now and then what was logged before, amended. */

#include "client/jsonl.h"
#include "support/life-draw-private.h"
#include "support/sim-clock.h"

#define MOST_LOGGED 40

/* An entry about what was just now: what people log at a desk. */
static RecoupEntry *
make_present (LifeDraw *draw)
{
  TestHistory *history = draw->history;
  gint64 now = recoup_clock_now (draw->sim->clock);
  gint64 minutes = life_draw_int (draw, 20, 90);
  gint64 asleep = life_draw_int (draw, 200, 600);

  RecoupDay day = 0;
  guint second = 0;
  recoup_civil_local (now, history->zone, &day, &second);
  gboolean is_morning = second >= 5 * 3600 && second < 11 * 3600;
  switch (life_draw_int (draw, is_morning ? 0 : 1, 7))
    {
    case 0:
      return test_history_make (
          history, g_variant_new_parsed ("{'kind': <'sleep'>, 'start': <%x>, 'end': <%x>}",
                                         now - asleep * RECOUP_USEC_PER_MIN, now));
    case 1:
      return test_history_make (
          history, g_variant_new_parsed (
                       "{'kind': <'session'>, 'start': <%x>, 'duration_min': <%d>, 'rpe': <8.0>}",
                       now - minutes * RECOUP_USEC_PER_MIN, (double) minutes));
    case 2:
      return test_history_make (
          history, g_variant_new_parsed ("{'kind': <'recovery'>, 'at': <%x>, 'activity': <'walk'>, "
                                         "'minutes': <%d>}",
                                         now, (double) minutes));
    case 3:
      return test_history_make (
          history, g_variant_new_parsed (
                       "{'kind': <'checkin'>, 'at': <%x>, 'stress': <%x>, 'fatigue': <%x>}", now,
                       (gint64) life_draw_int (draw, 1, 7), (gint64) life_draw_int (draw, 1, 7)));
    case 4:
      return test_history_make (
          history, g_variant_new_parsed ("{'kind': <'plan'>, 'at': <%x>, 'action': <%s>}", now,
                                         LIFE_PICK (draw, "accept", "decline", "cancel")));
    default:
      return test_history_make (
          history, g_variant_new_parsed ("{'kind': <'meal'>, 'at': <%x>, 'protein_g': <%d>}", now,
                                         (double) life_draw_int (draw, 5, 60)));
    }
}

static RecoupEntry *
make_entry (LifeDraw *draw)
{
  if (life_draw_toss (draw, 0.6))
    return make_present (draw);
  /* Anything else that can be logged, mostly of these days. */
  gint kind = life_draw_int (draw, 0, RECOUP_N_ENTRY_KINDS - 1);
  if (kind == RECOUP_ENTRY_REMOVE)
    kind = RECOUP_ENTRY_SESSION;
  RecoupDay back =
      life_draw_toss (draw, 0.9) ? life_draw_int (draw, 1, 3) : life_draw_int (draw, 4, 20);
  return test_history_draw (draw->history, (RecoupEntryKind) kind, life_draw_day (draw) - back);
}

void
life_draw_entry (LifeDraw *draw, GString *line)
{
  g_autoptr (RecoupEntry) entry = make_entry (draw);
  LifeEntry one = { "", 0 };

  if (draw->logged->len > 0 && life_draw_toss (draw, 0.1))
    {
      /* The same one again with a higher revision: it was amended. */
      LifeEntry *old = &g_array_index (draw->logged, LifeEntry,
                                       life_draw_int (draw, 0, (gint) draw->logged->len - 1));
      g_autoptr (RecoupEntry) amended = recoup_entry_with_identity (entry, old->id, ++old->rev);
      g_autofree char *text = recoup_jsonl_write_entry (amended, draw->history->zones);
      g_string_append (line, text);
      return;
    }
  g_autofree char *text = recoup_jsonl_write_entry (entry, draw->history->zones);
  g_string_append (line, text);
  (void) g_strlcpy (one.id, entry->id, sizeof one.id); /* a UUID fits */
  g_array_append_val (draw->logged, one);
  if (draw->logged->len > MOST_LOGGED)
    g_array_remove_index (draw->logged, 0);
}

void
life_draw_removal (LifeDraw *draw, GString *line)
{
  if (draw->logged->len == 0)
    {
      g_string_append (line, "00000000-0000-4000-8000-000000000000"); /* refused */
      return;
    }
  guint at = (guint) life_draw_int (draw, 0, (gint) draw->logged->len - 1);
  g_string_append (line, g_array_index (draw->logged, LifeEntry, at).id);
  g_array_remove_index (draw->logged, at);
}
