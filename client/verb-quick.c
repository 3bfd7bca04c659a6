/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl slept, ate, trained and their like: one entry in plain words. This is the table of
 * them; quick.c reads it. */

#include <glib/gi18n-lib.h>

#include "client/log-words.h"
#include "client/quick.h"

static RecoupExit
run_quick (RecoupCtl *ctl, const RecoupArgs *args)
{
  const RecoupQuick *quick = (const RecoupQuick *) args->verb; /* its first member */
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words =
      recoup_quick_read (quick, args->words, recoup_ctl_find_zone (ctl, "UTC"), &error);

  if (words == NULL)
    return recoup_ctl_refuse (ctl, error);
  return recoup_log_words (ctl, recoup_form_find (quick->form), words, 0);
}

#define QUICK_VERB(name_, args_, help_, example_, details_) \
  .verb = { .name = (name_),                                \
            .args = (args_),                                \
            .help = (help_),                                \
            .details = (details_),                          \
            .example = (example_),                          \
            .max_words = G_MAXUINT,                         \
            .open_fields = TRUE,                            \
            .run = run_quick }

const RecoupQuick recoup_quicks[RECOUP_N_QUICKS] = {
  [RECOUP_QUICK_SLEPT] = {
    QUICK_VERB ("slept", "FROM UNTIL|HOURS [good|poor|...]", N_ ("Log a night"),
                "recoupctl slept 22:50 6:40 good",
                N_ ("Clock times are the last such times. Of a night whose length alone is said the\n"
                    "end is taken to be your usual time to get up, or now if that is to come.\n\n"
                    "  recoupctl slept 22:50 6:40 good\n"
                    "  recoupctl slept 7h30\n"
                    "  recoupctl slept 23:00 7:00 6h20 poor\n")),
    .form = "sleep",
    .slots = { { RECOUP_SHAPE_MOMENT, "start" }, { RECOUP_SHAPE_MOMENT, "end" },
               { RECOUP_SHAPE_HOURS, "asleep_min" }, { RECOUP_SHAPE_GRADE, "quality" },
               { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_NAPPED] = {
    QUICK_VERB ("napped", "MINUTES [FROM]|FROM UNTIL", N_ ("Log a nap"), "recoupctl napped 25m",
                N_ ("Without a time it ended now.\n\n"
                    "  recoupctl napped 25m\n"
                    "  recoupctl napped 13:10 13:40\n")),
    .form = "sleep",
    .said = "end=now",
    .slots = { { RECOUP_SHAPE_MOMENT, "start" }, { RECOUP_SHAPE_MOMENT, "end" },
               { RECOUP_SHAPE_MINUTES, "asleep_min" }, { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_ATE] = {
    QUICK_VERB ("ate", "GRAMS [TIME] [WHAT]", N_ ("Log the protein of a meal"),
                "recoupctl ate 35",
                N_ ("Grams of protein; what else is said is kept as a note.\n\n"
                    "  recoupctl ate 35\n"
                    "  recoupctl ate 35g chicken 13:05\n"
                    "  recoupctl ate 40g 650kcal yesterday 20:15\n")),
    .form = "meal",
    .slots = { { RECOUP_SHAPE_MOMENT, "at" }, { RECOUP_SHAPE_AMOUNT, "protein_g" },
               { RECOUP_SHAPE_MEASURE, "energy_kcal" }, { RECOUP_SHAPE_TEXT, "note" },
               { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_TRAINED] = {
    QUICK_VERB ("trained", "[WHAT] LENGTH [rpe 0..10] [TIME]", N_ ("Log a session"),
                "recoupctl trained legs 60m rpe 8",
                N_ ("Without a time it ended now. Which muscles worked is known from sets only.\n\n"
                    "  recoupctl trained legs 60m rpe 8\n"
                    "  recoupctl trained push 1h @7 18:00\n"
                    "  recoupctl trained legs 18:00 19:10 --set 'squat 5x5 100kg rir 2'\n")),
    .form = "session",
    .slots = { { RECOUP_SHAPE_MOMENT, "start" }, { RECOUP_SHAPE_MOMENT, "end" },
               { RECOUP_SHAPE_MINUTES, "duration_min" }, { RECOUP_SHAPE_EFFORT, "rpe" },
               { RECOUP_SHAPE_TEXT, "title" }, { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_RESTED] = {
    QUICK_VERB ("rested", "[DATE]", N_ ("Log a rest day"), "recoupctl rested yesterday", NULL),
    .form = "rest",
    .slots = { { RECOUP_SHAPE_DATE, "date" }, { RECOUP_SHAPE_TEXT, "note" },
               { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_SORE] = {
    QUICK_VERB ("sore", "MUSCLE 0..10 [MUSCLE 0..10]...|none", N_ ("Log which muscles are sore"),
                "recoupctl sore quads 4 calves 2",
                N_ ("Muscles that are not named are not sore.\n\n"
                    "  recoupctl sore quads 4 lower back 2\n"
                    "  recoupctl sore none\n")),
    .form = "checkin",
    .slots = { { RECOUP_SHAPE_SORE, "soreness" }, { RECOUP_SHAPE_MOMENT, "at" },
               { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_FEEL] = {
    QUICK_VERB ("feel", "[stress|mood|fatigue 1..7]... [ill] [sore MUSCLE 0..10]",
                N_ ("Log how you feel, 1 best to 7 worst"), "recoupctl feel stress 3 fatigue 2",
                N_ ("What is not named stays unknown.\n\n"
                    "  recoupctl feel stress 3 mood 2 fatigue 4\n"
                    "  recoupctl feel fatigue 5 sore quads 4\n"
                    "  recoupctl feel ill\n")),
    .form = "checkin",
    .slots = { { RECOUP_SHAPE_SORE, "soreness" }, { RECOUP_SHAPE_MOMENT, "at" },
               { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_WALKED] = {
    QUICK_VERB ("walked", "MINUTES [TIME]", N_ ("Log an easy walk"), "recoupctl walked 25m", NULL),
    .form = "recovery",
    .said = "activity=walk",
    .slots = { { RECOUP_SHAPE_MOMENT, "at" }, { RECOUP_SHAPE_MINUTES, "minutes" },
               { RECOUP_SHAPE_TEXT, "note" }, { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_CYCLED] = {
    QUICK_VERB ("cycled", "MINUTES [TIME]", N_ ("Log easy cycling"), "recoupctl cycled 30m", NULL),
    .form = "recovery",
    .said = "activity=cycling",
    .slots = { { RECOUP_SHAPE_MOMENT, "at" }, { RECOUP_SHAPE_MINUTES, "minutes" },
               { RECOUP_SHAPE_TEXT, "note" }, { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_STRETCHED] = {
    QUICK_VERB ("stretched", "MINUTES [TIME]", N_ ("Log light stretching"),
                "recoupctl stretched 10m", NULL),
    .form = "recovery",
    .said = "activity=mobility",
    .slots = { { RECOUP_SHAPE_MOMENT, "at" }, { RECOUP_SHAPE_MINUTES, "minutes" },
               { RECOUP_SHAPE_TEXT, "note" }, { RECOUP_SHAPE_NONE, NULL } },
  },
  [RECOUP_QUICK_WEIGHED] = {
    QUICK_VERB ("weighed", "81.5kg|180lb [TIME]", N_ ("Log your weight"), "recoupctl weighed 81.5kg",
                NULL),
    .form = "weight",
    .slots = { { RECOUP_SHAPE_MOMENT, "at" }, { RECOUP_SHAPE_AMOUNT, "kg" },
               { RECOUP_SHAPE_TEXT, "note" }, { RECOUP_SHAPE_NONE, NULL } },
  },
};
