/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Dates and times of foreign files. Apps write the month in the language of the phone, and after a
 * change of language in several within one column; so a text is cut into numbers and words, the
 * word is looked up among the months of all languages, and the numbers are told apart by their
 * place. Two numbers that could both be the month are never guessed at. */

#include "client/import/stamp.h"

#include <string.h>

#include "client/import/text.h"

/* Names and abbreviations of months, in lower case without dots; a bar before and after each:
 * English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Turkish, Russian, Swedish,
 * Danish, Norwegian, Czech, Indonesian. Chinese, Japanese and Korean write the number. */
static const char *const month_names[12] = {
  "|jan|january|januar|jänner|janvier|janv|enero|ene|gennaio|gen|janeiro|januari|stycznia|sty|"
  "styczeń|"
  "ocak|oca|январь|января|янв|leden|ledna|led|",
  "|feb|february|februar|februari|février|fevrier|févr|fevr|fév|febrero|febbraio|fevereiro|fev|"
  "lutego|lut|luty|şubat|şub|февраль|февраля|февр|фев|únor|února|úno|",
  "|mar|march|märz|mär|mrz|mars|marzo|março|maart|mrt|marca|marzec|mart|март|марта|мар|marts|"
  "březen|"
  "března|bře|maret|",
  "|apr|april|avril|avr|abril|abr|aprile|kwietnia|kwi|kwiecień|nisan|nis|апрель|апреля|апр|duben|"
  "dubna|dub|",
  "|may|mai|mayo|maggio|mag|maio|mei|maja|maj|mayıs|май|мая|květen|května|kvě|",
  "|jun|june|juni|juin|junio|giugno|giu|junho|czerwca|cze|czerwiec|haziran|haz|июнь|июня|июн|"
  "červen|"
  "června|čvn|",
  "|jul|july|juli|juillet|juil|julio|luglio|lug|julho|lipca|lip|lipiec|temmuz|tem|июль|июля|июл|"
  "červenec|července|čvc|",
  "|aug|august|août|aout|agosto|ago|augustus|augusti|sierpnia|sie|sierpień|ağustos|ağu|август|"
  "августа|"
  "авг|srpen|srpna|srp|agustus|agu|",
  "|sep|sept|september|septembre|septiembre|settembre|set|setembro|września|wrz|wrzesień|eylül|eyl|"
  "сентябрь|сентября|сент|сен|září|zář|",
  "|oct|october|okt|oktober|octobre|octubre|ottobre|ott|outubro|out|października|paź|październik|"
  "ekim|eki|октябрь|октября|окт|říjen|října|říj|",
  "|nov|november|novembre|noviembre|novembro|listopada|lis|listopad|kasım|kas|ноябрь|ноября|нояб|"
  "ноя|"
  "listopadu|",
  "|dec|december|dez|dezember|décembre|decembre|déc|diciembre|dic|dicembre|dezembro|grudnia|gru|"
  "grudzień|aralık|ara|декабрь|декабря|дек|des|desember|prosinec|prosince|pro|desember|",
};

#define MAX_TOKENS 12

typedef struct
{
  gboolean is_number;
  guint value;   /* of a number, below 1000000 */
  guint digits;  /* how many it has */
  char word[32]; /* of a word */
  char before;   /* the character before it, 0 at the start */
} Token;

/* Month number of a word, 1 to 12, or 0. */
static guint
find_month (const char *word)
{
  g_autofree char *needle = g_strdup_printf ("|%s|", word);

  for (guint i = 0; i < G_N_ELEMENTS (month_names); i++)
    if (strstr (month_names[i], needle) != NULL)
      return i + 1;
  return 0;
}

/* Reads the digits or the letters at *@text and goes behind them. */
static gboolean
read_token (const char **text, Token *token)
{
  const char *c = *text;

  if (g_ascii_isdigit (*c))
    {
      token->is_number = TRUE;
      token->digits = (guint) strspn (c, "0123456789");
      if (token->digits > 6)
        return FALSE;
      for (guint i = 0; i < token->digits; i++)
        token->value = token->value * 10 + (guint) (c[i] - '0');
      *text = c + token->digits;
      return TRUE;
    }
  while (*c != '\0' && g_unichar_isalpha (g_utf8_get_char (c)))
    c = g_utf8_next_char (c);
  gsize length = (gsize) (c - *text);
  if (length == 0 || length >= sizeof token->word)
    return FALSE;
  memcpy (token->word, *text, length);
  *text = c;
  return TRUE;
}

/* Words between the parts of a date: "28 de mar. de 2025", "28 мар. 2025 г.". */
static gboolean
is_filler (const Token *token)
{
  static const char *const fillers[] = {
    "de", "del", "of", "at", "um", "om", "kl", "à", "г", NULL
  };

  return !token->is_number && g_strv_contains (fillers, token->word);
}

/* Cuts @text into tokens. Returns: their number, 0 if it has anything else */
static guint
tokenise (const char *text, Token *tokens)
{
  guint n = 0;
  char before = 0;

  for (const char *c = text; *c != '\0';)
    {
      if (strchr (" ,.:-/+", *c) != NULL)
        {
          if (*c != ' ' || before == 0)
            before = *c;
          c++;
          continue;
        }
      if (n == MAX_TOKENS)
        return 0;
      tokens[n] = (Token){ .before = before };
      if (!read_token (&c, &tokens[n]))
        return 0;
      before = 0;
      if (!is_filler (&tokens[n]))
        n++;
    }
  return n;
}

static gboolean
is_number (const Token *token, guint min_digits, guint max_digits, guint max)
{
  return token->is_number && token->digits >= min_digits && token->digits <= max_digits &&
         token->value <= max;
}

/* Month of a word, or of a number with 月, 월 behind it; @n_out: how many tokens that takes. */
static guint
read_month (const Token *tokens, guint n, guint *n_out)
{
  if (n > 0 && !tokens[0].is_number)
    {
      *n_out = 1;
      return find_month (tokens[0].word);
    }
  if (n > 1 && is_number (&tokens[0], 1, 2, 12) &&
      (g_str_equal (tokens[1].word, "月") || g_str_equal (tokens[1].word, "월")))
    {
      *n_out = 2;
      return tokens[0].value;
    }
  return 0;
}

typedef struct
{
  guint year, month, day;
} Date;

/* Whether @tokens begin with a date as it is written in Chinese, Japanese and Korean: 2026年9月5日.
 */
static gboolean
is_ideographic_date (const Token *tokens, guint n)
{
  static const char *const years[] = { "年", "년", NULL };
  static const char *const months[] = { "月", "월", NULL };
  static const char *const days[] = { "日", "일", NULL };

  return n >= 6 && is_number (&tokens[0], 4, 4, 9999) && g_strv_contains (years, tokens[1].word) &&
         is_number (&tokens[2], 1, 2, 12) && g_strv_contains (months, tokens[3].word) &&
         is_number (&tokens[4], 1, 2, 31) && g_strv_contains (days, tokens[5].word);
}

/* The date that @tokens begin with. Returns: how many tokens it takes, 0 if there is none */
static guint
read_date (const Token *tokens, guint n, Date *date)
{
  guint n_month = 0;

  if (n >= 3 && is_number (&tokens[0], 4, 4, 9999) && is_number (&tokens[1], 1, 2, 12) &&
      is_number (&tokens[2], 1, 2, 31))
    {
      *date = (Date){ tokens[0].value, tokens[1].value, tokens[2].value };
      return 3;
    }
  if (is_ideographic_date (tokens, n))
    {
      *date = (Date){ tokens[0].value, tokens[2].value, tokens[4].value };
      return 6;
    }
  if (n < 3)
    return 0;
  guint month = is_number (&tokens[0], 1, 2, 31) ? read_month (tokens + 1, n - 1, &n_month) : 0;
  if (month > 0 && n > 1 + n_month && is_number (&tokens[1 + n_month], 4, 4, 9999))
    {
      *date = (Date){ tokens[1 + n_month].value, month, tokens[0].value };
      return n_month + 2;
    }
  month = read_month (tokens, n, &n_month);
  if (month > 0 && n > n_month + 1 && is_number (&tokens[n_month], 1, 2, 31) &&
      is_number (&tokens[n_month + 1], 4, 4, 9999))
    {
      *date = (Date){ tokens[n_month + 1].value, month, tokens[n_month].value };
      return n_month + 2;
    }
  return 0;
}

/* Turns a 12-hour reading into seconds after midnight. */
static gboolean
apply_half (const char *half, guint *hour)
{
  gboolean is_pm = half[0] == 'p';

  if (*hour < 1 || *hour > 12)
    return FALSE;
  *hour = *hour % 12 + (is_pm ? 12 : 0);
  return TRUE;
}

/* The offset that @tokens are: "z", "+02:00", "-0300", nothing at all. */
static gboolean
read_offset (const Token *tokens, guint n, gboolean *has_out, gint *seconds_out)
{
  *has_out = n > 0;
  *seconds_out = 0;
  if (n == 0)
    return TRUE;
  if (n == 1 && !tokens[0].is_number)
    return g_str_equal (tokens[0].word, "z") || g_str_equal (tokens[0].word, "utc");
  if (tokens[0].before != '+' && tokens[0].before != '-')
    return FALSE;
  guint hours = tokens[0].value;
  guint minutes = n == 2 ? tokens[1].value : 0;
  if (n == 1 && tokens[0].digits == 4)
    {
      hours = tokens[0].value / 100;
      minutes = tokens[0].value % 100;
    }
  else if (n > 2 || !is_number (&tokens[0], 1, 2, 15) ||
           (n == 2 && !is_number (&tokens[1], 2, 2, 59)))
    return FALSE;
  if (hours > 15 || minutes > 59)
    return FALSE;
  *seconds_out = (gint) (hours * 3600 + minutes * 60) * (tokens[0].before == '-' ? -1 : 1);
  return TRUE;
}

/* The time of day that @tokens are, with what may follow. */
static gboolean
read_time (const Token *tokens, guint n, RecoupStamp *stamp, gint *offset_out)
{
  guint i = 0;

  if (n > 0 && g_str_equal (tokens[0].word, "t"))
    i++;
  if (n < i + 2 || !is_number (&tokens[i], 1, 2, 23) || !is_number (&tokens[i + 1], 2, 2, 59) ||
      tokens[i + 1].before != ':')
    return FALSE;
  guint hour = tokens[i].value;
  guint second = tokens[i + 1].value * 60;
  i += 2;
  if (i < n && tokens[i].before == ':')
    {
      if (!is_number (&tokens[i], 2, 2, 59))
        return FALSE;
      second += tokens[i++].value;
      i += i < n && tokens[i].is_number && tokens[i].before == '.'; /* fractions are dropped */
    }
  if (i < n && (g_str_equal (tokens[i].word, "am") || g_str_equal (tokens[i].word, "pm")))
    {
      if (!apply_half (tokens[i++].word, &hour))
        return FALSE;
    }
  stamp->has_time = TRUE;
  stamp->second = hour * 3600 + second;
  return read_offset (tokens + i, n - i, &stamp->has_offset, offset_out);
}

gboolean
recoup_stamp_parse (const char *text, RecoupStamp *stamp_out)
{
  g_autofree char *folded = recoup_text_fold (text);
  Token tokens[MAX_TOKENS] = { { 0 } };
  Date date = { 0, 0, 0 };
  gint offset = 0;
  RecoupStamp stamp = { .instant = RECOUP_INSTANT_NONE };
  guint n = tokenise (folded, tokens);
  guint n_date = read_date (tokens, n, &date);

  if (n_date == 0 ||
      !g_date_valid_dmy ((GDateDay) date.day, (GDateMonth) date.month, (GDateYear) date.year))
    return FALSE;
  if (n_date < n && !read_time (tokens + n_date, n - n_date, &stamp, &offset))
    return FALSE;
  stamp.day = recoup_day_from_ymd ((gint) date.year, date.month, date.day);
  if (stamp.has_offset)
    stamp.instant = ((gint64) stamp.day * 86400 + (gint64) stamp.second - offset) * G_USEC_PER_SEC;
  *stamp_out = stamp;
  return TRUE;
}

gint64
recoup_stamp_difference (const RecoupStamp *from, const RecoupStamp *until)
{
  return ((gint64) until->day - from->day) * 86400 + (gint64) until->second - (gint64) from->second;
}

char *
recoup_stamp_format (const RecoupStamp *stamp)
{
  g_autofree char *date = recoup_day_format (stamp->day);

  if (!stamp->has_time)
    return g_steal_pointer (&date);
  return g_strdup_printf ("%sT%02u:%02u:%02u", date, stamp->second / 3600, stamp->second / 60 % 60,
                          stamp->second % 60);
}
