/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Advice and digests: what is told because something came up, not because the clock says so. Both
 * are told once: what history holds is not said again. An open one is carried from day to day until
 * it is answered or over, so it is found in the history first and only then asked of the state. */

#include "core/schedule-advice.h"

#include <string.h>

#include "core/constant-rows.h"
#include "core/schedule-hold.h"
#include "recoup/plan.h"

#define ADVICE_VALID_USEC   (3 * RECOUP_USEC_PER_DAY)
#define QUESTION_AGAIN_DAYS 3  /* an unanswered question may come again */
#define FLAG_AGAIN_DAYS     14 /* a flag that stays is not news */
#define TEXT_AGAIN_DAYS     7
#define STRESSED            0.5 /* S-033 */
#define MANY_SESSIONS       4   /* S-090 */
#define LONG_RUN_DAYS       6   /* S-097 */
#define OVERDONE_SORENESS   7.0 /* S-059 */
#define OVERDONE_GROUPS     2
#define MONOTONOUS          2.0 /* S-092, M-02: a convention */
#define WELCOME_USEC        (7 * RECOUP_USEC_PER_DAY)

/* Gentle movement is nothing for whoever is ill or was told to see a doctor (S-108). */
static gboolean
is_unwell (const RecoupState *state)
{
  return state->ill || state->verdict == RECOUP_VERDICT_SEE_PROFESSIONAL;
}

static gboolean
is_stressed (const RecoupState *state)
{
  return state->stress >= STRESSED && !is_unwell (state);
}

static gboolean
is_sore_late (const RecoupState *state)
{
  return state->sore_late != 0;
}

static gboolean
has_many_sessions (const RecoupState *state)
{
  return state->sessions_7d > MANY_SESSIONS;
}

static gboolean
has_long_run (const RecoupState *state)
{
  return state->training_run_days >= LONG_RUN_DAYS;
}

static gboolean
has_no_rest (const RecoupState *state)
{
  return !state->rest_in_7d;
}

/* S-059 */
static gboolean
is_overdone (const RecoupState *state)
{
  guint groups = 0;

  if (is_unwell (state))
    return FALSE;
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    groups += state->groups[group].soreness >= OVERDONE_SORENESS;
  return groups >= OVERDONE_GROUPS;
}

static gboolean
is_monotonous (const RecoupState *state)
{
  return state->monotony > MONOTONOUS; /* false when it is unknown */
}

static gboolean
is_lazy_day (const RecoupState *state)
{
  gint day = state->day - state->plan_since + 1;

  return state->plan == RECOUP_PLAN_DELOAD && day >= RECOUP_PLAN_LAZY_FROM &&
         day <= RECOUP_PLAN_LAZY_UNTIL;
}

/* The texts that apply to a state, in the order in which they are told. */
static const struct
{
  const char *rule;
  gboolean (*applies) (const RecoupState *state);
} texts[] = {
  { "S-059", is_overdone },       { "S-082", is_lazy_day },   { "S-097", has_long_run },
  { "S-095", has_no_rest },       { "S-033", is_stressed },   { "S-041", is_sore_late },
  { "S-090", has_many_sessions }, { "S-092", is_monotonous },
};

static const char *
find_question (const RecoupState *state, const char *rule)
{
  for (guint i = 0; i < state->n_ask; i++)
    if (g_str_equal (recoup_question_get_name (state->ask[i]), rule))
      return recoup_question_get_name (state->ask[i]);
  return NULL;
}

static const char *
find_flag (const RecoupState *state, const char *rule)
{
  for (guint i = 0; i < state->flags->len; i++)
    if (g_str_equal (g_array_index (state->flags, RecoupReason, i).rule, rule))
      return g_array_index (state->flags, RecoupReason, i).rule;
  return NULL;
}

static const char *
find_text (const RecoupState *state, const char *rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].rule, rule) && texts[i].applies (state))
      return texts[i].rule;
  return NULL;
}

static gboolean
is_question (const char *rule)
{
  RecoupQuestion question = RECOUP_QUESTION_X077;
  return recoup_question_from_name (rule, &question);
}

static void
describe (RecoupReminder *reminder, const char *rule, const char *message)
{
  reminder->message = message;
  reminder->rules[0] = rule;
  if (reminder->detail == NULL)
    reminder->detail = g_strdup (rule);
}

/* Keeps an open row of advice while what it says holds; a question that is no longer asked was
 * answered. @asks_out: set if it still asks. Returns: whether it stays: what ends now leaves room
 * for the next, now and not when the plan is made again. */
static gboolean
carry (ScheduleContext *ctx,
       const RecoupState *state,
       const RecoupReminder *row,
       gboolean *asks_out)
{
  RecoupReminderKind kind = row->kind;
  RecoupDay day = row->day;
  const char *rule = NULL;
  if (!recoup_reminder_key_parse (row->key, &kind, &day, &rule))
    return FALSE;

  const char *flag = find_flag (state, rule);
  const char *text = find_text (state, rule);
  gboolean asks = is_question (rule);
  if (!asks && flag == NULL && text == NULL)
    return FALSE;
  const char *question = asks ? find_question (state, rule) : NULL;
  *asks_out = *asks_out || question != NULL;
  ScheduleCandidate *candidate =
      recoup_schedule_add (ctx, recoup_reminder_copy (row), row->due, row->valid_until);
  if (!asks)
    {
      describe (candidate->reminder, flag != NULL ? flag : text,
                flag != NULL ? "advice-flag" : "advice-text");
      return TRUE;
    }
  describe (candidate->reminder, question, "advice-question");
  if (question == NULL)
    candidate->met = "logged";
  return question != NULL;
}

/* Whether @rule was told in the last @days days. */
static gboolean
was_told (const ScheduleContext *ctx, const char *rule, gint days)
{
  for (gint i = 0; i < days; i++)
    if (recoup_schedule_find_row (ctx, RECOUP_REMINDER_ADVICE, ctx->today - i, rule) != NULL)
      return TRUE;
  return FALSE;
}

/* The next thing to be told, or NULL. */
static const char *
choose (const ScheduleContext *ctx, const RecoupState *state, const char **message_out)
{
  *message_out = "advice-question";
  for (guint i = 0; i < state->n_ask; i++)
    {
      const char *rule = recoup_question_get_name (state->ask[i]);
      if (!was_told (ctx, rule, QUESTION_AGAIN_DAYS))
        return rule;
    }
  *message_out = "advice-flag";
  for (guint i = 0; i < state->flags->len; i++)
    {
      const char *rule = g_array_index (state->flags, RecoupReason, i).rule;
      if (!is_question (rule) && !was_told (ctx, rule, FLAG_AGAIN_DAYS))
        return rule;
    }
  *message_out = "advice-text";
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].applies (state) && !was_told (ctx, texts[i].rule, TEXT_AGAIN_DAYS))
      return texts[i].rule;
  return NULL;
}

void
recoup_schedule_plan_advice (ScheduleContext *ctx, const ScheduleDay *day)
{
  const ScheduleRows *rows = &ctx->rows_of[RECOUP_REMINDER_ADVICE];
  gboolean is_used_up = FALSE;
  gboolean is_asking = FALSE;

  for (guint i = 0; i < rows->n; i++)
    {
      const RecoupReminder *row = rows->row[i];
      is_used_up = is_used_up || row->day == ctx->today;
      if (!recoup_reminder_state_is_resolved (row->state) && ctx->now < row->valid_until &&
          carry (ctx, day->state, row, &is_asking))
        is_used_up = TRUE;
    }

  const char *message = NULL;
  const char *rule = choose (ctx, day->state, &message);
  if (rule == NULL)
    return;
  /* The question about urgent care waits for nothing; a question waits for no text. */
  gboolean is_urgent = g_str_equal (rule, "X-077");
  if (is_used_up && !is_urgent)
    return;
  if (is_asking && !is_urgent)
    return;
  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_ADVICE, day->day, rule);
  describe (reminder, rule, message);
  RecoupInstant due = recoup_schedule_check_in_due (ctx, day);
  recoup_schedule_add (ctx, reminder, due, due + ADVICE_VALID_USEC);
}

RecoupReminder *
recoup_schedule_new_digest (const ScheduleContext *ctx, const char *detail)
{
  const ScheduleRows *rows = &ctx->rows_of[RECOUP_REMINDER_DIGEST];
  guint n = 0;

  for (guint i = 0; i < rows->n; i++)
    n += rows->row[i]->day == ctx->today ? 1 : 0;
  g_autofree char *slot = g_strdup_printf ("%u", n);
  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_DIGEST, ctx->today, slot);
  reminder->detail = g_strdup (detail);
  reminder->rules[0] = "S-112";
  return reminder;
}

/* Whether a digest that says @detail was claimed after @since. */
static gboolean
was_digest (const ScheduleContext *ctx, const char *detail, RecoupInstant since)
{
  const ScheduleRows *rows = &ctx->rows_of[RECOUP_REMINDER_DIGEST];

  for (guint i = 0; i < rows->n; i++)
    if (rows->row[i]->claimed_at > since && g_strcmp0 (rows->row[i]->detail, detail) == 0)
      return TRUE;
  return FALSE;
}

static const char *
digest_message (const char *detail)
{
  static const struct
  {
    const char *prefix;
    const char *message;
  } messages[] = {
    { "missed", "digest-missed" },
    { "week", "digest-week" },
    { "welcome", "digest-welcome" },
    { "resting", "digest-resting" },
  };

  for (guint i = 0; detail != NULL && i < G_N_ELEMENTS (messages); i++)
    if (g_str_has_prefix (detail, messages[i].prefix))
      return messages[i].message;
  return "digest-missed";
}

/* Returns: %FALSE when its evening is over: a digest that nobody could see is not worth a row. */
static gboolean
add_digest (ScheduleContext *ctx, const ScheduleDay *day, const char *detail, RecoupInstant due)
{
  RecoupInstant evening = day->state->lights_out > due ? day->state->lights_out : ctx->day_end;
  if (ctx->now >= evening)
    return FALSE;

  RecoupReminder *reminder = recoup_schedule_new_digest (ctx, detail);
  reminder->message = digest_message (detail);
  recoup_schedule_add (ctx, reminder, due, evening);
  return TRUE;
}

/* The instant at which a week without any sign was over, once: NONE if there is none to tell of. */
static RecoupInstant
welcome_due (const ScheduleContext *ctx)
{
  const RecoupSurroundings *around = ctx->in->around;
  RecoupInstant since = RECOUP_INSTANT_NONE;

  if (recoup_schedule_is_silent (ctx))
    since = around->last_evidence;
  else if (around->absent_from != RECOUP_INSTANT_NONE &&
           around->absent_until - around->absent_from >= WELCOME_USEC &&
           ctx->now - around->absent_until < RECOUP_USEC_PER_DAY)
    since = around->absent_from;
  if (since == RECOUP_INSTANT_NONE || was_digest (ctx, "welcome", since) ||
      (around->welcomed_at > since && around->welcomed_at <= ctx->now))
    return RECOUP_INSTANT_NONE;
  return since == around->absent_from ? around->absent_until : since + WELCOME_USEC;
}

/* Names the kinds that are to rest from now on, or NULL. */
static char *
list_falling_asleep (const ScheduleContext *ctx)
{
  g_autoptr (GString) text = g_string_new ("resting");

  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    if (recoup_schedule_is_on (ctx, (RecoupReminderKind) i) &&
        recoup_schedule_get_rest (ctx, (RecoupReminderKind) i) == SCHEDULE_FALLING_ASLEEP)
      {
        g_string_append_c (text, ' ');
        g_string_append (text, recoup_reminder_get_kind ((RecoupReminderKind) i)->name);
      }
  return text->len > strlen ("resting") ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

void
recoup_schedule_plan_digest (ScheduleContext *ctx, const ScheduleDay *day)
{
  const ScheduleRows *rows = &ctx->rows_of[RECOUP_REMINDER_DIGEST];

  for (guint i = 0; i < rows->n; i++)
    {
      const RecoupReminder *row = rows->row[i];
      if (recoup_reminder_state_is_resolved (row->state))
        continue;
      ScheduleCandidate *carried =
          recoup_schedule_add (ctx, recoup_reminder_copy (row), row->due, row->valid_until);
      carried->reminder->message = digest_message (row->detail);
    }

  /* One new digest at a time: they share the numbering of the day. */
  RecoupInstant due = welcome_due (ctx);
  if (due != RECOUP_INSTANT_NONE && add_digest (ctx, day, "welcome", due))
    return;
  RecoupInstant morning = recoup_schedule_check_in_due (ctx, day);
  g_autofree char *resting = list_falling_asleep (ctx);
  if (resting != NULL && add_digest (ctx, day, resting, morning))
    return;
  if (recoup_civil_weekday (day->day) == 6 && day->state->coverage > 0 &&
      !was_digest (ctx, "week", day->wake - RECOUP_USEC_PER_DAY / 2))
    (void) add_digest (ctx, day, "week", morning); /* the last one: nothing follows */
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "advice", "stressed", STRESSED, "share", "S-033", RECOUP_OURS,
    N_ ("stress from here suggests a pause") },
  { "advice", "many_sessions", MANY_SESSIONS, "sessions", "S-090", RECOUP_ARTICLE,
    N_ ("more in seven days is a note") },
  { "advice", "long_run", LONG_RUN_DAYS, "days", "S-097", RECOUP_ARTICLE,
    N_ ("with a session, in a row") },
  { "advice", "overdone_soreness", OVERDONE_SORENESS, "of 10", "S-059", RECOUP_OURS,
    N_ ("so sore") },
  { "advice", "overdone_groups", OVERDONE_GROUPS, "groups", "S-059", RECOUP_OURS,
    N_ ("in so many groups") },
  { "advice", "lazy_from", RECOUP_PLAN_LAZY_FROM, "day", "S-082", RECOUP_ARTICLE,
    N_ ("of a deload, counted from 1: it feels lazy") },
  { "advice", "lazy_until", RECOUP_PLAN_LAZY_UNTIL, "day", "S-082", RECOUP_ARTICLE,
    N_ ("likewise, the last one") },
  { "advice", "monotonous", MONOTONOUS, "", "S-092", RECOUP_OURS,
    N_ ("monotony above it suggests variation; a convention, no limit of the body") },
  { "advice", "question_again", QUESTION_AGAIN_DAYS, "days", "S-074", RECOUP_OURS,
    N_ ("an unanswered question may come again after") },
  { "advice", "sign_again", FLAG_AGAIN_DAYS, "days", "S-114", RECOUP_OURS,
    N_ ("a sign that stays is not news before") },
  { "advice", "text_again", TEXT_AGAIN_DAYS, "days", "S-114", RECOUP_OURS,
    N_ ("likewise a suggestion") },
  { "reminders", "advice_valid", (double) ADVICE_VALID_USEC / RECOUP_USEC_PER_DAY, "days", "S-114",
    RECOUP_OURS, N_ ("advice that nobody answered is over") },
  { "reminders", "welcome", (double) WELCOME_USEC / RECOUP_USEC_PER_DAY, "days", "S-096",
    RECOUP_OURS, N_ ("so long without a sign and coming back is welcomed") },
};

const RecoupConstantRows recoup_schedule_advice_constants = { constants, G_N_ELEMENTS (constants) };
