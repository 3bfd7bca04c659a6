/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Settings as text: what stands in recoup.conf, on the command line and on the bus. Each form is
 * read and written here, and what is written reads back as the same value. Letters may be large or
 * small and white space may stand around each part. */

#include "core/policy-private.h"

#include <string.h>

#include "core/text.h"
#include "recoup/error.h"
#include "recoup/quote.h"
#include "recoup/state.h"

#define DEFAULT_WAKE_MIN (7 * 60)
#define ALL_ACCOUNTS     ((1U << RECOUP_N_ACCOUNTS) - 1)

static const char *const planned_names[RECOUP_N_PLANNED - RECOUP_N_GROUPS] = { "rest", "active",
                                                                               "hiit" };

const char *
recoup_planned_get_name (guint item)
{
  g_return_val_if_fail (item < RECOUP_N_PLANNED, NULL);
  if (item < RECOUP_N_GROUPS)
    return recoup_group_get_name ((RecoupGroup) item);
  return planned_names[item - RECOUP_N_GROUPS];
}

char *
recoup_policy_format_time (guint minutes)
{
  return g_strdup_printf ("%02u:%02u", minutes / 60, minutes % 60);
}

static void
append_bound (GString *text, const PolicyRow *row, double bound)
{
  if (row->form == POLICY_FORM_TIME || row->form == POLICY_FORM_OPTIONAL_TIME)
    {
      g_autofree char *time = recoup_policy_format_time ((guint) bound);
      g_string_append (text, time);
    }
  else
    recoup_quote_number (text, bound);
}

/* "0 to 240 min" */
static char *
dup_range (const PolicyRow *row)
{
  g_autoptr (GString) min = g_string_new (NULL);
  g_autoptr (GString) max = g_string_new (NULL);

  append_bound (min, row, row->min);
  append_bound (max, row, row->max);
  return row->setting.unit[0] != '\0'
             ? g_strdup_printf (_ ("%s to %s %s"), min->str, max->str, _ (row->setting.unit))
             : g_strdup_printf (_ ("%s to %s"), min->str, max->str);
}

/* The names of the accounts in a mask. */
static void
append_accounts (GString *text, const char *separator, guint accounts)
{
  const char *before = "";

  for (RecoupAccount account = 0; account < RECOUP_N_ACCOUNTS; account++)
    if (recoup_account_is_in (account, accounts))
      {
        g_string_append_printf (text, "%s%s", before, recoup_account_get_name (account));
        before = separator;
      }
}

char *
recoup_policy_row_describe (const PolicyRow *row)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *range = dup_range (row);

  switch (row->form)
    {
    case POLICY_FORM_WHOLE:
    case POLICY_FORM_NUMBER:
    case POLICY_FORM_TIME:
      return g_steal_pointer (&range);
    case POLICY_FORM_OPTIONAL_NUMBER:
    case POLICY_FORM_OPTIONAL_TIME:
      return g_strdup_printf (_ ("%s, or empty"), range);
    case POLICY_FORM_WORD:
      for (guint i = 0; row->words[i] != NULL; i++)
        g_string_append_printf (list, "%s%s", i == 0 ? "" : ", ", row->words[i]);
      return g_string_free (g_steal_pointer (&list), FALSE);
    case POLICY_FORM_SWITCH:
      return g_strdup ("on, off");
    case POLICY_FORM_WAKE:
      return g_strdup (_ ("a time 00:00 to 18:00, or days such as mon-fri:06:30,sat-sun:08:30"));
    case POLICY_FORM_WEEK:
      for (guint i = 0; i < RECOUP_N_PLANNED; i++)
        g_string_append_printf (list, "%s%s", i == 0 ? "" : ", ", recoup_planned_get_name (i));
      return g_strdup_printf (_ ("days such as mon:chest+back,tue:active,thu:rest; of %s"),
                              list->str);
    case POLICY_FORM_ACCOUNTS:
      append_accounts (list, ", ", ALL_ACCOUNTS);
      return g_strdup_printf (_ ("names of %s, with commas between them, or empty"), list->str);
    }
  g_assert_not_reached ();
}

/* Sets @error to "‘key’ must be RANGE, got ‘text’"; gives FALSE. */
static gboolean
refuse (GError **error, RecoupError code, const PolicyRow *row, const char *text)
{
  g_autofree char *range = recoup_policy_row_describe (row);
  g_autofree char *quoted = recoup_quote (text);

  g_set_error (error, RECOUP_ERROR, (gint) code, _ ("‘%s’ must be %s, got ‘%s’"), row->setting.key,
               range, quoted);
  return FALSE;
}

/* Whether @text is a decimal number in plain digits. g_ascii_strtod() also takes hexadecimal
 * numbers, exponents, infinities and white space. */
static gboolean
is_decimal (const char *text)
{
  const char *c = *text == '-' ? text + 1 : text;
  gsize whole = strspn (c, "0123456789");

  c += whole;
  if (*c == '.')
    c += 1 + strspn (c + 1, "0123456789");
  return whole > 0 && *c == '\0' && c[-1] != '.';
}

static gboolean
parse_number (const PolicyRow *row,
              const char *text,
              gboolean is_whole,
              double *number_out,
              GError **error)
{
  if (!is_decimal (text) || (is_whole && strchr (text, '.') != NULL))
    return refuse (error, RECOUP_ERROR_INVALID_ARGUMENT, row, text);

  double number = g_ascii_strtod (text, NULL);
  if (number < row->min || number > row->max)
    return refuse (error, RECOUP_ERROR_OUT_OF_RANGE, row, text);
  *number_out = number;
  return TRUE;
}

/* Reads "h:mm" or "hh:mm", 00:00 to 23:59. */
static gboolean
read_time (const char *text, guint *minutes_out)
{
  gsize digits = strspn (text, "0123456789");

  if (digits < 1 || digits > 2 || text[digits] != ':' || strlen (text + digits) != 3 ||
      strspn (text + digits + 1, "0123456789") != 2)
    return FALSE;

  guint hour = (guint) g_ascii_digit_value (text[0]);
  if (digits == 2)
    hour = hour * 10 + (guint) g_ascii_digit_value (text[1]);
  const char *c = text + digits + 1;
  guint minute = (guint) (g_ascii_digit_value (c[0]) * 10 + g_ascii_digit_value (c[1]));
  if (hour > 23 || minute > 59)
    return FALSE;
  *minutes_out = hour * 60 + minute;
  return TRUE;
}

static gboolean
parse_time (const PolicyRow *row, const char *text, guint *minutes_out, GError **error)
{
  guint minutes = 0;

  if (!read_time (text, &minutes))
    return refuse (error, RECOUP_ERROR_INVALID_ARGUMENT, row, text);
  if (minutes < row->min || minutes > row->max)
    return refuse (error, RECOUP_ERROR_OUT_OF_RANGE, row, text);
  *minutes_out = minutes;
  return TRUE;
}

static gboolean
parse_word (const PolicyRow *row, const char *text, guint *index_out, GError **error)
{
  for (guint i = 0; row->words[i] != NULL; i++)
    if (g_ascii_strcasecmp (row->words[i], text) == 0)
      {
        *index_out = i;
        return TRUE;
      }
  return refuse (error, RECOUP_ERROR_INVALID_ARGUMENT, row, text);
}

static gboolean
read_wake (const char *text, guint days, gpointer wake)
{
  guint minutes = 0;

  if (!read_time (text, &minutes))
    return FALSE;
  for (guint day = 0; day < POLICY_N_DAYS; day++)
    if ((days & (1U << day)) != 0)
      ((guint *) wake)[day] = minutes;
  return TRUE;
}

static gboolean
parse_wake (const PolicyRow *row, const char *text, guint *wake_out, GError **error)
{
  guint wake[POLICY_N_DAYS];
  guint every_day = DEFAULT_WAKE_MIN;
  gboolean one = read_time (text, &every_day);

  for (guint i = 0; i < POLICY_N_DAYS; i++)
    wake[i] = every_day;
  if (!one && !recoup_policy_read_days (text, read_wake, wake))
    return refuse (error, RECOUP_ERROR_INVALID_ARGUMENT, row, text);
  for (guint i = 0; i < POLICY_N_DAYS; i++)
    if (wake[i] > row->max)
      return refuse (error, RECOUP_ERROR_OUT_OF_RANGE, row, text);
  memcpy (wake_out, wake, sizeof wake);
  return TRUE;
}

/* Reads "chest+back"; no item may stand twice. */
static gboolean
read_planned (const char *text, guint days, gpointer week)
{
  RecoupPlannedDay planned = { 0 };
  g_auto (GStrv) names = g_strsplit (text, "+", RECOUP_N_PLANNED + 1);
  guint seen = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      guint item = 0;
      while (item < RECOUP_N_PLANNED &&
             g_ascii_strcasecmp (name, recoup_planned_get_name (item)) != 0)
        item++;
      if (item == RECOUP_N_PLANNED || (seen & (1U << item)) != 0)
        return FALSE;
      seen |= 1U << item;
      planned.items[planned.n++] = (guint8) item;
    }
  for (guint day = 0; day < POLICY_N_DAYS; day++)
    if ((days & (1U << day)) != 0)
      ((RecoupPlannedDay *) week)[day] = planned;
  return planned.n > 0;
}

static gboolean
parse_week (const PolicyRow *row, const char *text, RecoupPlannedDay *week_out, GError **error)
{
  RecoupPlannedDay week[POLICY_N_DAYS] = { { 0 } };

  if (!recoup_policy_read_days (text, read_planned, week))
    return refuse (error, RECOUP_ERROR_INVALID_ARGUMENT, row, text);
  memcpy (week_out, week, sizeof week);
  return TRUE;
}

static gboolean
parse_switch (const PolicyRow *row, const char *text, gboolean *on_out, GError **error)
{
  gboolean on = g_ascii_strcasecmp (text, "on") == 0;

  if (!on && g_ascii_strcasecmp (text, "off") != 0)
    return refuse (error, RECOUP_ERROR_INVALID_ARGUMENT, row, text);
  *on_out = on;
  return TRUE;
}

static gboolean
read_account (const char *text, RecoupAccount *account_out)
{
  for (RecoupAccount account = 0; account < RECOUP_N_ACCOUNTS; account++)
    if (g_ascii_strcasecmp (recoup_account_get_name (account), text) == 0)
      {
        *account_out = account;
        return TRUE;
      }
  return FALSE;
}

/* Reads "fuel,autonomic"; no account may stand twice. */
static gboolean
parse_accounts (const PolicyRow *row, const char *text, guint *accounts_out, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", RECOUP_N_ACCOUNTS + 1);
  guint accounts = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      RecoupAccount account = RECOUP_ACCOUNT_SLEEP;
      if (!read_account (g_strstrip (names[i]), &account) ||
          recoup_account_is_in (account, accounts))
        return refuse (error, RECOUP_ERROR_INVALID_ARGUMENT, row, text);
      accounts |= 1U << account;
    }
  *accounts_out = accounts;
  return TRUE;
}

gboolean
recoup_policy_row_parse (const PolicyRow *row,
                         RecoupPolicy *policy,
                         const char *text,
                         GError **error)
{
  switch (row->form)
    {
    case POLICY_FORM_WHOLE:
      {
        double number = 0;
        if (!parse_number (row, text, TRUE, &number, error))
          return FALSE;
        *ROW_AT (policy, row, guint) = (guint) number;
        return TRUE;
      }
    case POLICY_FORM_NUMBER:
    case POLICY_FORM_OPTIONAL_NUMBER:
      return parse_number (row, text, FALSE, ROW_AT (policy, row, double), error);
    case POLICY_FORM_TIME:
    case POLICY_FORM_OPTIONAL_TIME: /* its minutes fit both types */
      return parse_time (row, text, ROW_AT (policy, row, guint), error);
    case POLICY_FORM_WORD:
      return parse_word (row, text, ROW_AT (policy, row, guint), error);
    case POLICY_FORM_SWITCH:
      return parse_switch (row, text, ROW_AT (policy, row, gboolean), error);
    case POLICY_FORM_WAKE:
      return parse_wake (row, text, ROW_AT (policy, row, guint), error);
    case POLICY_FORM_WEEK:
      return parse_week (row, text, ROW_AT (policy, row, RecoupPlannedDay), error);
    case POLICY_FORM_ACCOUNTS:
      return parse_accounts (row, text, ROW_AT (policy, row, guint), error);
    }
  g_assert_not_reached ();
}

static char *
format_planned (const RecoupPlannedDay *planned)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < planned->n; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : "+",
                            recoup_planned_get_name (planned->items[i]));
  return g_string_free (text, FALSE);
}

static char *
format_wake (const guint *wake)
{
  g_auto (GStrv) values = g_new0 (char *, POLICY_N_DAYS + 1);
  gboolean same = TRUE;

  for (guint i = 0; i < POLICY_N_DAYS; i++)
    {
      values[i] = recoup_policy_format_time (wake[i]);
      same = same && wake[i] == wake[0];
    }
  return same ? g_strdup (values[0]) : recoup_policy_format_days (values);
}

static char *
format_week (const RecoupPlannedDay *week)
{
  g_auto (GStrv) values = g_new0 (char *, POLICY_N_DAYS + 1);

  for (guint i = 0; i < POLICY_N_DAYS; i++)
    values[i] = format_planned (&week[i]);
  return recoup_policy_format_days (values);
}

static char *
format_accounts (guint accounts)
{
  GString *text = g_string_new (NULL);

  append_accounts (text, ",", accounts);
  return g_string_free (text, FALSE);
}

static char *
format_number (double number)
{
  GString *text = g_string_new (NULL);

  recoup_quote_number (text, number);
  return g_string_free (text, FALSE);
}

char *
recoup_policy_row_format (const PolicyRow *row, const RecoupPolicy *policy)
{
  switch (row->form)
    {
    case POLICY_FORM_WHOLE:
      return g_strdup_printf ("%u", *CONST_ROW_AT (policy, row, guint));
    case POLICY_FORM_NUMBER:
      return format_number (*CONST_ROW_AT (policy, row, double));
    case POLICY_FORM_OPTIONAL_NUMBER:
      {
        double number = *CONST_ROW_AT (policy, row, double);
        return number > 0 ? format_number (number) : g_strdup ("");
      }
    case POLICY_FORM_TIME:
      return recoup_policy_format_time (*CONST_ROW_AT (policy, row, guint));
    case POLICY_FORM_OPTIONAL_TIME:
      {
        gint minutes = *CONST_ROW_AT (policy, row, gint);
        return minutes < 0 ? g_strdup ("") : recoup_policy_format_time ((guint) minutes);
      }
    case POLICY_FORM_WORD:
      return g_strdup (row->words[*CONST_ROW_AT (policy, row, guint)]);
    case POLICY_FORM_SWITCH:
      return g_strdup (*CONST_ROW_AT (policy, row, gboolean) ? "on" : "off");
    case POLICY_FORM_WAKE:
      return format_wake (CONST_ROW_AT (policy, row, guint));
    case POLICY_FORM_WEEK:
      return format_week (CONST_ROW_AT (policy, row, RecoupPlannedDay));
    case POLICY_FORM_ACCOUNTS:
      return format_accounts (*CONST_ROW_AT (policy, row, guint));
    }
  g_assert_not_reached ();
}
