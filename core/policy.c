/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The user's settings. One table has a row for each, with its default, range and place in the
 * value; recoup.conf, the bus, the manual and `recoupctl set` read it. The switches of the
 * reminders are rows too, made from the table of kinds, so that a new kind needs nothing here.
 *
 * Single values are read, checked and written by their form in policy-text.c; what must hold
 * between them is in policy-check.c. */

#include "core/policy-private.h"

#include <string.h>

#include "core/text.h"
#include "recoup/error.h"
#include "recoup/quote.h"

static const char *const training_words[] = { "trained", "default", "novice", NULL };
static const char *const privacy_words[] = { "full", "locked", "neutral", NULL };
static const char *const detection_words[] = { "off", "ask", "automatic", NULL };

#define SETTING(key_, group_, type_, default_, unit_, doc_) \
  .setting = { .key = (key_),                               \
               .group = (group_),                           \
               .type = (type_),                             \
               .default_text = (default_),                  \
               .unit = (unit_),                             \
               .doc = (doc_) }
#define VALUE(form_, member_, min_, max_)                                         \
  .form = POLICY_FORM_##form_, .offset = G_STRUCT_OFFSET (RecoupPolicy, member_), \
  .size = sizeof (((RecoupPolicy *) NULL)->member_), .min = (min_), .max = (max_)

static const PolicyRow fixed_rows[] = {
  { SETTING ("sleep_need_min",
             "Model",
             "minutes",
             "480",
             "min",
             N_ ("Sleep that you need each night")),
    VALUE (WHOLE, sleep_need_min, 420, 540) },
  { SETTING ("latency_min", "Model", "minutes", "15", "min", N_ ("Time from lights out to sleep")),
    VALUE (WHOLE, latency_min, 0, 90) },
  { SETTING ("day_start",
             "Model",
             "time",
             "04:00",
             "",
             N_ ("When one recovery day ends and the next begins: between lights out and wake")),
    VALUE (TIME, day_start_min, 0, POLICY_LAST_DAY_START_MIN) },
  { SETTING (
        "wake",
        "Model",
        "wake",
        "07:00",
        "",
        N_ ("When you get up, one time for all days or one for each; days left out keep 07:00")),
    VALUE (WAKE, wake_min, 0, POLICY_LATEST_WAKE_MIN) },
  { SETTING (
        "training_status",
        "Model",
        "enum",
        "default",
        "",
        N_ ("How used to training you are, default between trained and novice: it sets how fast "
            "muscles recover")),
    VALUE (WORD, training_status, 0, 0), .words = training_words },
  { SETTING ("protein_target_g",
             "Model",
             "number",
             "",
             "g",
             N_ ("Protein for a day, up to 3.1 g for each kg of a known weight; empty: "
                 "protein_g_per_kg times your weight. Where medical advice differs, follow "
                 "that")),
    VALUE (OPTIONAL_NUMBER, protein_target_g, 30, 400) },
  { SETTING ("protein_g_per_kg",
             "Model",
             "number",
             "1.6",
             "g/kg",
             N_ ("Protein for a day by body weight")),
    VALUE (NUMBER, protein_g_per_kg, 0.8, RECOUP_POLICY_MAX_PROTEIN_G_PER_KG) },
  { SETTING ("body_weight_kg",
             "Model",
             "number",
             "80",
             "kg",
             N_ ("Your weight until the first one is logged")),
    VALUE (NUMBER, body_weight_kg, 30, 300) },
  { SETTING ("meals_per_day",
             "Model",
             "integer",
             "4",
             "",
             N_ ("Meals over which protein is spread")),
    VALUE (WHOLE, meals_per_day, 2, 8) },
  { SETTING ("week",
             "Model",
             "week",
             "",
             "",
             N_ ("What you plan to train on which day; days left out are open")),
    VALUE (WEEK, week, 0, 0) },
  { SETTING ("accounts_off",
             "Model",
             "accounts",
             "",
             "",
             N_ ("Accounts that you do not want: they cost nothing, are not shown and remind of "
                 "nothing; what you log is kept")),
    VALUE (ACCOUNTS, accounts_off, 0, 0) },
  { SETTING ("wind_down_min",
             "Reminders",
             "minutes",
             "60",
             "min",
             N_ ("How long before lights out wind-down begins")),
    VALUE (WHOLE, wind_down_min, 0, 180) },
  { SETTING ("later_min",
             "Reminders",
             "minutes",
             "30",
             "min",
             N_ ("How long Later puts a reminder off (bedtime: always 15 min)")),
    VALUE (WHOLE, later_min, 5, 180) },
  { SETTING ("activity_time",
             "Reminders",
             "time",
             "17:30",
             "",
             N_ ("When active recovery is suggested; half an hour after a protein reminder that is "
                 "near")),
    VALUE (TIME, activity_time_min, 0, POLICY_DAY_MIN - 1) },
  { SETTING ("protein_portion_g",
             "Reminders",
             "integer",
             "30",
             "g",
             N_ ("Protein in one of your portions")),
    VALUE (WHOLE, protein_portion_g, 10, 80) },
  { SETTING ("quiet_from",
             "Reminders",
             "time",
             "",
             "",
             N_ ("From when on reminders make no sound, wind-down and bedtime excepted; empty with "
                 "quiet_until: never quiet")),
    VALUE (OPTIONAL_TIME, quiet_from_min, 0, POLICY_DAY_MIN - 1) },
  { SETTING ("quiet_until", "Reminders", "time", "", "", N_ ("When quiet hours end")),
    VALUE (OPTIONAL_TIME, quiet_until_min, 0, POLICY_DAY_MIN - 1) },
  { SETTING (
        "defer_protein_min",
        "Reminders",
        "minutes",
        "90",
        "min",
        N_ ("How long do-not-disturb or an application may hold a protein reminder back; then it "
            "comes without a sound")),
    VALUE (WHOLE, defer_protein_min, 0, 240) },
  { SETTING ("defer_bedtime_min",
             "Reminders",
             "minutes",
             "20",
             "min",
             N_ ("How long do-not-disturb or an application may hold bedtime back; then it "
                 "comes without a sound")),
    VALUE (WHOLE, defer_bedtime_min, 0, 240) },
  { SETTING ("min_gap_min",
             "Reminders",
             "minutes",
             "10",
             "min",
             N_ ("Least time between two popups, bedtime excepted")),
    VALUE (WHOLE, min_gap_min, 0, 60) },
  { SETTING ("max_popups",
             "Reminders",
             "integer",
             "8",
             "",
             N_ ("Most popups on one recovery day, bedtime not counted")),
    VALUE (WHOLE, max_popups, 1, 20) },
  { SETTING (
        "privacy",
        "Reminders",
        "enum",
        "locked",
        "",
        N_ ("Whether popups show what they are about: always, not on the lock screen, or never")),
    VALUE (WORD, privacy, 0, 0), .words = privacy_words },
  { SETTING ("sleep_detection",
             "Reminders",
             "enum",
             "ask",
             "",
             N_ ("Whether the computer's idle hours at night are offered, or logged, as sleep")),
    VALUE (WORD, sleep_detection, 0, 0), .words = detection_words },
};

/* The switches stand before the first of the other settings of the reminders. */
#define N_ROWS (G_N_ELEMENTS (fixed_rows) + RECOUP_N_REMINDER_KINDS)

typedef struct
{
  PolicyRow rows[N_ROWS];
  RecoupSetting settings[N_ROWS];
  RecoupPolicy defaults;
} PolicyTable;

static void
add_switches (PolicyTable *table, guint *n)
{
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    {
      const RecoupReminderRow *kind = recoup_reminder_get_kind ((RecoupReminderKind) i);
      table->rows[(*n)++] = (PolicyRow){
        SETTING (kind->setting, "Reminders", "switch", kind->default_on ? "on" : "off", "",
                 kind->doc),
        .form = POLICY_FORM_SWITCH,
        .offset = G_STRUCT_OFFSET (RecoupPolicy, remind) + i * sizeof (gboolean),
        .size = sizeof (gboolean),
      };
    }
}

static PolicyTable *
make_table (void)
{
  PolicyTable *table = g_new0 (PolicyTable, 1);
  guint n = 0;
  gboolean switches = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (fixed_rows); i++)
    {
      if (!switches && g_str_equal (fixed_rows[i].setting.group, "Reminders"))
        {
          add_switches (table, &n);
          switches = TRUE;
        }
      table->rows[n++] = fixed_rows[i];
    }
  g_assert (n == N_ROWS);

  table->defaults.quiet_from_min = -1;
  table->defaults.quiet_until_min = -1;
  for (guint i = 0; i < n; i++)
    {
      PolicyRow *row = &table->rows[i];
      gboolean set =
          row->setting.default_text[0] == '\0' ||
          recoup_policy_row_parse (row, &table->defaults, row->setting.default_text, NULL);
      g_assert (set);
      row->setting.range_text = recoup_policy_row_describe (row);
      table->settings[i] = row->setting;
    }
  return table;
}

/* The table, made once and kept for the life of the process. */
static const PolicyTable *
get_table (void)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize) make_table ());
  return (const PolicyTable *) table;
}

const RecoupSetting *
recoup_policy_get_settings (guint *n_out)
{
  *n_out = N_ROWS;
  return get_table ()->settings;
}

static const PolicyRow *
find_row (const char *key)
{
  const PolicyTable *table = get_table ();

  for (guint i = 0; i < N_ROWS; i++)
    if (g_str_equal (table->rows[i].setting.key, key))
      return &table->rows[i];
  return NULL;
}

const RecoupSetting *
recoup_policy_find_setting (const char *key)
{
  const PolicyRow *row = find_row (key);

  return row == NULL ? NULL : &row->setting;
}

void
recoup_policy_init (RecoupPolicy *policy)
{
  *policy = get_table ()->defaults;
}

gboolean
recoup_policy_parse (RecoupPolicy *policy, const char *key, const char *text, GError **error)
{
  const PolicyRow *row = find_row (key);

  if (row == NULL)
    {
      g_autofree char *quoted = recoup_quote (key);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("No setting is called ‘%s’"),
                   quoted);
      return FALSE;
    }

  g_autofree char *stripped = g_strstrip (g_strdup (text));
  if (stripped[0] != '\0')
    return recoup_policy_row_parse (row, policy, stripped, error);
  memcpy (ROW_AT (policy, row, char), CONST_ROW_AT (&get_table ()->defaults, row, char), row->size);
  return TRUE;
}

char *
recoup_policy_format (const RecoupPolicy *policy, const char *key)
{
  const PolicyRow *row = find_row (key);

  g_return_val_if_fail (row != NULL, NULL);
  return recoup_policy_row_format (row, policy);
}

gboolean
recoup_policy_equal (const RecoupPolicy *a, const RecoupPolicy *b)
{
  const PolicyTable *table = get_table ();

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *text_a = recoup_policy_row_format (&table->rows[i], a);
      g_autofree char *text_b = recoup_policy_row_format (&table->rows[i], b);
      if (!g_str_equal (text_a, text_b))
        return FALSE;
    }
  return TRUE;
}
