/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What recoup asks before it speaks of a professional. A number never sends anybody to a doctor; it
 * may lead to a question, and only the user's own yes does (rules, section H). An answer holds for
 * a fortnight. */

#include "recoup/questions.h"

#include <string.h>

#include "core/constant-rows.h"

#define ANSWER_DAYS     14
#define WEAK_DAYS       4 /* S-070: "longer than a few days" */
#define WEEK_DAYS       7
#define TIRED_RATING    5 /* S-071 */
#define TIRED_DAYS      3 /* S-071: of seven */
#define SEVERE_SORENESS 9 /* S-072, X-077 */
#define WIDE_SORENESS   6 /* S-072 [ours] */
#define WIDE_GROUPS     6
#define DAMAGE_SORENESS 7.0 /* */
#define DAMAGE_PERCENT  5.0 /* of fresh unaccustomed work */

/* The reply that counts for @question, NULL if there was none in the last fortnight. */
static const RecoupReply *
find_reply (const RecoupFlagInput *input, RecoupQuestion question)
{
  const RecoupReply *last = NULL;
  RecoupDay today = input->books->day;

  for (RecoupDay day = today - ANSWER_DAYS + 1; day <= today; day++)
    {
      const GArray *replies = recoup_day_table_get (input->days, day)->replies;
      for (guint i = 0; i < replies->len; i++)
        {
          const RecoupReply *reply = &g_array_index (replies, RecoupReply, i);
          if (reply->question != question)
            continue;
          if (last == NULL || reply->at > last->at ||
              (reply->at == last->at && strcmp (reply->id, last->id) > 0))
            last = reply;
        }
    }
  return last;
}

static gboolean
is_weak_for_days (const RecoupFlagInput *input)
{
  RecoupDay today = input->books->day;

  for (RecoupDay day = today - WEAK_DAYS + 1; day <= today; day++)
    if (!recoup_flags_is_chronic (input, day))
      return FALSE;
  return TRUE;
}

/* Number of the days @from to @until on which fatigue was rated poor. */
static guint
count_tired (const RecoupDayTable *days, RecoupDay from, RecoupDay until)
{
  guint n = 0;

  for (RecoupDay day = from; day <= until; day++)
    n += recoup_day_table_get (days, day)->ratings[RECOUP_RATING_FATIGUE] >= TIRED_RATING;
  return n;
}

static gboolean
is_tired_without_training (const RecoupFlagInput *input)
{
  RecoupDay today = input->books->day;
  RecoupDay from = today - WEEK_DAYS + 1;

  return today >= input->books->first_day + WEEK_DAYS &&
         count_tired (input->days, from, today) >= TIRED_DAYS &&
         recoup_day_table_count_workouts (input->days, from, today) == 0;
}

/* Number of groups that were logged at least @level sore on @day. */
static guint
count_sore (const RecoupFlagInput *input, RecoupDay day, gint level)
{
  const RecoupDayRow *row = recoup_day_table_get (input->days, day);
  guint n = 0;

  for (guint group = 0; group < RECOUP_N_GROUPS && row->has_soreness; group++)
    n += row->soreness[group] >= level;
  return n;
}

static gboolean
is_severely_sore (const RecoupFlagInput *input)
{
  RecoupDay today = input->books->day;

  return count_sore (input, today, SEVERE_SORENESS) > 0 ||
         count_sore (input, today - 1, SEVERE_SORENESS) > 0;
}

static gboolean
is_widely_sore (const RecoupFlagInput *input)
{
  RecoupDay today = input->books->day;

  return is_severely_sore (input) || count_sore (input, today, WIDE_SORENESS) >= WIDE_GROUPS ||
         count_sore (input, today - 1, WIDE_SORENESS) >= WIDE_GROUPS;
}

static gboolean
may_be_damaged (const RecoupFlagInput *input)
{
  const RecoupBooks *books = input->books;

  if (is_severely_sore (input))
    return TRUE;
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    if (books->soreness[group].of[RECOUP_COPY_POINT] >= DAMAGE_SORENESS &&
        books->tissue.unaccustomed[group].of[RECOUP_COPY_POINT] > DAMAGE_PERCENT)
      return TRUE;
  return FALSE;
}

static gboolean
is_called_for (const RecoupFlagInput *input, RecoupQuestion question)
{
  switch (question)
    {
    case RECOUP_QUESTION_X077:
      return may_be_damaged (input);
    case RECOUP_QUESTION_S069:
      return recoup_flags_is_up (input, RECOUP_FLAG_S069);
    case RECOUP_QUESTION_S070:
      return is_weak_for_days (input);
    case RECOUP_QUESTION_S071:
      return is_tired_without_training (input);
    case RECOUP_QUESTION_S072:
      return is_widely_sore (input);
    case RECOUP_QUESTION_S073:
      return is_weak_for_days (input) || is_tired_without_training (input) ||
             is_widely_sore (input);
    case RECOUP_QUESTION_S074: /* never asked; the user may say it */
      return FALSE;
    }
  g_assert_not_reached ();
}

RecoupQuestions
recoup_questions_compute (const RecoupFlagInput *input)
{
  RecoupQuestions questions = { 0 };

  for (RecoupQuestion question = 0; question < RECOUP_N_QUESTIONS; question++)
    {
      const RecoupReply *reply = find_reply (input, question);
      if (reply != NULL && reply->yes)
        questions.confirmed[questions.n_confirmed++] = question;
      if (reply == NULL && is_called_for (input, question))
        questions.ask[questions.n_ask++] = question;
    }
  return questions;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "questions", "answer", ANSWER_DAYS, "days", "S-074", RECOUP_OURS,
    N_ ("an answer holds so long") },
  { "questions", "weak_days", WEAK_DAYS, "days", "S-070", RECOUP_OURS,
    N_ ("longer than a few days") },
  { "questions", "week", WEEK_DAYS, "days", "S-071", RECOUP_OURS, N_ ("the days looked at") },
  { "questions", "tired_days", TIRED_DAYS, "days", "S-071", RECOUP_OURS, N_ ("of the seven") },
  { "questions", "severe_soreness", SEVERE_SORENESS, "of 10", "S-072", RECOUP_OURS,
    N_ ("severe; also of X-077") },
  { "questions", "wide_soreness", WIDE_SORENESS, "of 10", "S-072", RECOUP_OURS,
    N_ ("widespread: so sore") },
  { "questions", "wide_groups", WIDE_GROUPS, "groups", "S-072", RECOUP_OURS,
    N_ ("in so many groups") },
  { "questions", "damage_soreness", DAMAGE_SORENESS, "of 10", "X-077", RECOUP_OURS,
    N_ ("in a group with fresh work that was new") },
  { "questions", "damage_work", DAMAGE_PERCENT, "%", "X-077", RECOUP_OURS,
    N_ ("of strength lost to that work") },
  { "questions", "tired_rating", TIRED_RATING, "rating", "S-071", RECOUP_OURS,
    N_ ("exhausted: so bad or worse") },
};

const RecoupConstantRows recoup_questions_constants = { constants, G_N_ELEMENTS (constants) };
