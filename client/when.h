/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"

G_BEGIN_DECLS

/** Which of the many instants with a clock time is meant. */
typedef enum
{
  RECOUP_WHEN_LAST, /* the last one that is not after the base: for what happened */
  RECOUP_WHEN_NEXT, /* the first one after the base: for what shall happen */
  RECOUP_WHEN_NEAR, /* the nearest one: to correct an instant */
} RecoupWhenLean;

/** What a time on the command line is read against. */
typedef struct
{
  RecoupInstant now;  /* whole seconds; what `now`, `today` and `-30m` count from */
  RecoupInstant base; /* that a bare clock time leans on: often now */
  const RecoupZone *zone;
  RecoupWhenLean lean;
} RecoupWhen;

/** What a time is read against that is typed now; @zone is borrowed. */
RecoupWhen recoup_when_now (const RecoupZone *zone, RecoupWhenLean lean);

/**
 * recoup_when_parse:
 * @text: `now`, `22:40[:30]`, `today|yesterday|tomorrow 22:40`, `2026-03-28T22:40` (or with a space
 *   in place of T), the same with an offset or Z, or `-30m`, `+1h30m` from now
 * @instant_out: (out): the instant
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT, naming what was expected and what came
 *
 * A clock time that the zone skips means the first instant after the gap. Of a doubled one, a bare
 * clock time means that which fits the lean; with a date it means the first.
 */
gboolean recoup_when_parse (const RecoupWhen *when,
                            const char *text,
                            RecoupInstant *instant_out,
                            GError **error);

/**
 * recoup_when_parse_date:
 * @today: what `today` means, also for `yesterday` and `tomorrow`
 * @text: one of these words, or YYYY-MM-DD
 * @day_out: (out): the day
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT
 */
gboolean
recoup_when_parse_date (RecoupDay today, const char *text, RecoupDay *day_out, GError **error);

/**
 * recoup_when_parse_duration:
 * @text: numbers with units, the greater unit first: `7h30m`, `7h30`, `90m`, `1.5h`, `2d`, `45s`.
 *   A number without a unit, standing alone, is minutes.
 * @seconds_out: (out): 1 s to 366 days, fractions of a second dropped
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT
 */
gboolean recoup_when_parse_duration (const char *text, gint64 *seconds_out, GError **error);

/** As recoup_when_parse(), but a duration is as good: "30m" and "+30m" are 30 minutes from
 * now. */
gboolean recoup_when_parse_until (const RecoupWhen *when,
                                  const char *text,
                                  RecoupInstant *instant_out,
                                  GError **error);

/** Takes H:MM, HH:MM or HH:MM:SS, or the same or a bare hour with am or pm behind it, and nothing
 * more: @second_out seconds after midnight. */
gboolean recoup_when_parse_clock (const char *text, guint *second_out);

/** Whether @text is am or pm, which may stand behind a clock time. */
gboolean recoup_when_is_half (const char *text);

/** Whether @text is one of the words that a clock time may follow: today, yesterday, tomorrow. */
gboolean recoup_when_is_day_word (const char *text);

G_END_DECLS
