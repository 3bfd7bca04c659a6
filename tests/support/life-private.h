/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/engine-private.h"
#include "support/life.h"

G_BEGIN_DECLS

/* What the files of the watch share. Nobody else includes this. */

/* What makes exceptions to rules. */
typedef enum
{
  LIFE_CLOCK,    /* it was set, or the machine was off */
  LIFE_ZONE,     /* travel */
  LIFE_POLICY,   /* settings */
  LIFE_JOURNAL,  /* entries */
  LIFE_UNDO,     /* something was taken back */
  LIFE_PRESENCE, /* somebody came or went */
  LIFE_DAY,      /* another recovery day */
  LIFE_EVENING,  /* lights out moved, with the debt */
  LIFE_VERDICT,  /* what the day is for changed, as balances fade */
  N_LIFE_CAUSES,
} LifeCause;

#define LIFE_BIT(cause) (1U << LIFE_##cause)

/* What is known of one key. */
typedef struct
{
  RecoupReminderKind kind;
  RecoupDay day;
  RecoupInstant due;
  guint due_turn; /* turn in which its due was looked at last */
  RecoupInstant claimed_at;
  RecoupInstant told_at; /* when it was said to be due last */
  RecoupInstant until;   /* of a snooze, NONE if it is not put off */
  guint snoozes;
  gboolean is_claimed;
  gboolean is_open;
  gboolean is_taken;    /* a server took it since it was last due */
  gboolean is_put_off;  /* it may be shown again */
  gboolean is_popup;    /* due, and counts as a popup when it is taken */
  gboolean is_answered; /* it ended by a verb, which an undo takes back */
  gboolean was_shown;   /* to somebody, before it ended */
  const char *zone;     /* static, by whose clock it ended; NULL if it never did */
} LifeKey;

/* How a kind of reminders was answered of late, see life-rest.c. */
typedef struct
{
  RecoupDay days[8]; /* on which it was shown and passed by, since it was answered */
  guint n_days;
  RecoupInstant answered_at; /* by a verb or a fact, as far as is known */
  RecoupDay verb_day;        /* of the last certain answer, NONE if there is no telling */
  RecoupDay today;
  guint n_today;       /* how often it came on that day */
  gboolean is_resting; /* it was said that it rests */
} LifeRest;

struct _LifeWatch
{
  Sim *sim; /* borrowed */
  LifeFail fail;
  gboolean is_thorough;
  GHashTable *keys;          /* owned, of LifeKey */
  GHashTable *open;          /* owned, set of the names of those that are open */
  GHashTable *waiting;       /* owned, set of keys that waited at the last settle */
  GArray *popups;            /* owned, of RecoupInstant: popups of the last days, not bedtimes */
  const char *doing;         /* name of the event that is under way; NULL while time passes */
  guint turn;                /* counts stretches of time and events */
  guint last[N_LIFE_CAUSES]; /* turn of each cause; 0 for none */
  RecoupInstant last_popup;  /* NONE when there is no telling, likewise the next three */
  RecoupInstant last_bedtime;
  RecoupInstant resumed_at;
  RecoupInstant suspended_at;
  RecoupInstant ahead_until;  /* entries were dated ahead, the last of them a day before this */
  RecoupInstant stable_since; /* neither clock, zone nor settings changed since */
  guint popups_since_resume;
  RecoupDay day;
  RecoupInstant evidence; /* last sign of the user when the engine settled last */
  RecoupInstant lights_out;
  RecoupVerdict verdict;
  RecoupInstant latest_lights_out; /* of the last day that is over */
  GHashTable *doubtful;            /* owned, set of keys whose popup may be up or not, or twice */
  LifeRest rests[RECOUP_N_REMINDER_KINDS];
  guint n_kills;
  gboolean was_hung; /* the server hung at some time of this turn */
  char *before;      /* owned, the state before what is to be undone; NULL if there is none */
};

/* life-watch.c */

void life_fail (LifeWatch *watch, const char *rule, const char *format, ...)
    G_GNUC_PRINTF (3, 4) G_GNUC_NORETURN;
RecoupInstant life_now (const LifeWatch *watch);
/** Whether one of the causes in @mask came in or after @turn. */
gboolean life_came_since (const LifeWatch *watch, guint mask, guint turn);
/** What is known of the key of @row. */
LifeKey *life_know (LifeWatch *watch, const char *name, const RecoupReminder *row);
/** Whether what is under way may open @key, which has ended, again. */
gboolean life_may_reopen (const LifeWatch *watch, const LifeKey *key);
/** From now on it is open, or not. */
void life_set_open (LifeWatch *watch, const char *name, LifeKey *key, gboolean is_open);

/* life-told.c: what is told when something is due, ends, or comes on the screen */

extern const RecoupEngineListener life_listener;
extern const SimScreen life_screen;

/* life-rows.c: rows and popups as they stand */

void life_check_rows (LifeWatch *watch);
void life_check_screen (LifeWatch *watch);
void life_check_waiting (LifeWatch *watch);
void life_check_day (LifeWatch *watch);
/** Whether the popup of @name is up cannot be known, or can be known again. */
void life_doubt (LifeWatch *watch, const char *name);
void life_trust (LifeWatch *watch, const char *name);
/** Whether the server hangs, known or not. */
gboolean life_is_hung (const LifeWatch *watch);
void life_check_lost (LifeWatch *watch);
/** What is in memory is on disk. */
void life_check_disk (LifeWatch *watch);
/** The process dies: claims and facts that the store did not take are gone. */
void life_forget_unsaved (LifeWatch *watch);

/* life-facts.c */

/** Nothing is open that what is logged answers. */
void life_check_facts (LifeWatch *watch);
/** Whether sleep of the night from @lights_out to @wake is logged. */
gboolean
life_is_sleep_logged (const LifeWatch *watch, RecoupInstant lights_out, RecoupInstant wake);

/* life-rest.c */

/** Reminders of the mask @kinds were answered. */
void life_rest_wake (LifeWatch *watch, guint kinds);
/** Entries of the mask @entries came or went. */
void life_rest_note_facts (LifeWatch *watch, guint entries);
void life_rest_note_end (LifeWatch *watch, const RecoupReminder *row);
/** The user answered one of @kind, without doubt. */
void life_rest_note_verb (LifeWatch *watch, RecoupReminderKind kind);
/** @row is shown; @is_first: it was never claimed before. */
void life_rest_check_due (LifeWatch *watch, const RecoupReminder *row, gboolean is_first);
/** What was counted does not hold any more. */
void life_rest_begin_anew (LifeWatch *watch);

G_END_DECLS
