/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How entries are written on the command line. A form says which fields a kind takes without a
 * name; every other field is given by its name, and which names there are is read from the table of
 * fields. The verb, its help, the manual and the completions read this table. */

#include "client/form.h"

#include "words/key-words.h"

static const RecoupForm forms[] = {
  { "sleep",
    RECOUP_ENTRY_SLEEP,
    { "start", "end" },
    "START END [--quality 1..7] [--asleep 7h10m]",
    "22:50 06:40 --quality 2" },
  { "protein",
    RECOUP_ENTRY_MEAL,
    { "protein_g" },
    "GRAMS [--at TIME] [--kcal N] [complete]",
    "30 --at 13:05" },
  { "meal",
    RECOUP_ENTRY_MEAL,
    { "protein_g" },
    "GRAMS [--at TIME] [--kcal N] [complete]",
    "30 --at 13:05" },
  { "food-day", RECOUP_ENTRY_FOOD_DAY, { "protein_g", "date" }, "GRAMS [DATE]", "130 yesterday" },
  { "session",
    RECOUP_ENTRY_SESSION,
    { "start", "end" },
    "[START [END]] [--minutes N] [--rpe 0..10] [--title T] [--set SET]...",
    "18:00 --minutes 60 --rpe 8 --set 'squat 5x5 100kg rir 2'" },
  { "rest", RECOUP_ENTRY_REST, { "date" }, "[DATE]", "yesterday" },
  { "checkin",
    RECOUP_ENTRY_CHECKIN,
    { NULL },
    "[--stress|--mood|--fatigue 1..7] [--sore GROUP=0..10,...] [--pain GROUP=FLAG+FLAG,...] "
    "[ill]",
    "--stress 3 --fatigue 2 --sore quads=4,glutes=2" },
  { "recovery",
    RECOUP_ENTRY_RECOVERY,
    { "activity", "minutes" },
    "ACTIVITY MINUTES [--at TIME]",
    "walk 25" },
  { "weight", RECOUP_ENTRY_WEIGHT, { "kg" }, "81.5kg|180lb [--at TIME]", "81.5kg" },
  { "hrv", RECOUP_ENTRY_HRV, { "rmssd_ms", "rhr_bpm" }, "[RMSSD [RATE]] [--rhr N]", "62 54" },
  { "answer", RECOUP_ENTRY_ANSWER, { "question", "yes" }, "QUESTION yes|no", "S-070 no" },
  { "plan", RECOUP_ENTRY_PLAN, { "action" }, "accept|decline|cancel", "accept" },
};

/* Shorter names of fields. */
static const struct
{
  const char *name;
  const char *field;
} short_names[] = {
  { "asleep", "asleep_min" },    { "hrv", "rmssd_ms" },
  { "kcal", "energy_kcal" },     { "length", "duration_min" },
  { "minutes", "duration_min" }, { "protein", "protein_g" },
  { "rhr", "rhr_bpm" },          { "set", "sets" },
  { "sore", "soreness" },
};

const RecoupForm *
recoup_form_get_all (guint *n_out)
{
  *n_out = G_N_ELEMENTS (forms);
  return forms;
}

const RecoupForm *
recoup_form_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].name, name))
      return &forms[i];
  const char *kind = recoup_words_find_key (RECOUP_KEY_KIND, name);
  return kind != NULL && !g_str_equal (kind, name) ? recoup_form_find (kind) : NULL;
}

/* By the name of the journal format, or by a shorter one. */
static const RecoupField *
find_named_field (RecoupEntryKind kind, const char *name)
{
  const RecoupField *field = recoup_entry_find_field (kind, name, FALSE);

  for (guint i = 0; field == NULL && i < G_N_ELEMENTS (short_names); i++)
    if (g_str_equal (short_names[i].name, name))
      field = recoup_entry_find_field (kind, short_names[i].field, FALSE);
  return field;
}

const RecoupField *
recoup_form_find_field (RecoupEntryKind kind, const char *name)
{
  const RecoupField *field = find_named_field (kind, name);
  const char *key = field == NULL ? recoup_words_find_key (RECOUP_KEY_FIELD, name) : NULL;

  return key != NULL ? find_named_field (kind, key) : field;
}
