/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl-calendar: an agenda on standard input, made by recoupctl, becomes an iCalendar file on
 * standard output. Instants are written in UTC: each event happens once, so there is nothing that a
 * clock change could move, and every reader shows them in its own zone. Days are dates without a
 * zone. */

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <stdio.h>

#include "client/dict.h"
#include "client/helper.h"
#include "client/output.h"
#include "recoup/error.h"
#include "words/words.h"

static struct icaltimetype
make_instant (RecoupInstant instant)
{
  return icaltime_from_timet_with_zone ((time_t) (instant / G_USEC_PER_SEC), FALSE,
                                        icaltimezone_get_utc_timezone ());
}

static struct icaltimetype
make_date (RecoupDay day)
{
  struct icaltimetype date = icaltime_null_date ();
  guint month = 0;
  guint day_of_month = 0;

  recoup_day_to_ymd (day, &date.year, &month, &day_of_month);
  date.month = (int) month;
  date.day = (int) day_of_month;
  return date;
}

/* Begin and end; the end of a day is the day after it (RFC 5545, 3.6.1). */
static gboolean
put_span (icalcomponent *event, GVariant *row, GError **error)
{
  const char *first = recoup_dict_string (row, "first");
  const char *last = recoup_dict_string (row, "last");
  gint64 start = recoup_dict_integer (row, "start", RECOUP_INSTANT_NONE);
  gint64 end = recoup_dict_integer (row, "end", RECOUP_INSTANT_NONE);
  RecoupDay first_day = RECOUP_DAY_NONE;
  RecoupDay last_day = RECOUP_DAY_NONE;

  if (first == NULL && start != RECOUP_INSTANT_NONE && end > start)
    {
      icalcomponent_add_property (event, icalproperty_new_dtstart (make_instant (start)));
      icalcomponent_add_property (event, icalproperty_new_dtend (make_instant (end)));
      return TRUE;
    }
  if (!recoup_day_parse (first != NULL ? first : "", &first_day, error) ||
      !recoup_day_parse (last != NULL ? last : "", &last_day, error))
    return FALSE;
  icalcomponent_add_property (event, icalproperty_new_dtstart (make_date (first_day)));
  icalcomponent_add_property (event, icalproperty_new_dtend (make_date (last_day + 1)));
  return TRUE;
}

static gboolean
add_event (icalcomponent *calendar, GVariant *row, RecoupInstant stamp, GError **error)
{
  const char *uid = recoup_dict_string (row, "uid");
  const char *summary = recoup_dict_string (row, "summary");
  const char *description = recoup_dict_string (row, "description");
  icalcomponent *event = icalcomponent_new (ICAL_VEVENT_COMPONENT);

  icalcomponent_add_component (calendar, event);
  if (uid == NULL || summary == NULL)
    {
      g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                           _ ("An event has no name"));
      return FALSE;
    }
  icalcomponent_add_property (event, icalproperty_new_uid (uid));
  icalcomponent_add_property (event, icalproperty_new_dtstamp (make_instant (stamp)));
  if (!put_span (event, row, error))
    return FALSE;
  icalcomponent_add_property (event, icalproperty_new_summary (summary));
  if (description != NULL)
    icalcomponent_add_property (event, icalproperty_new_description (description));
  icalcomponent_add_property (event, icalproperty_new_class (ICAL_CLASS_PRIVATE));
  icalcomponent_add_property (event, icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT));
  icalcomponent_add_property (event, icalproperty_new_status (recoup_dict_boolean (row, "tentative")
                                                                  ? ICAL_STATUS_TENTATIVE
                                                                  : ICAL_STATUS_CONFIRMED));
  return TRUE;
}

/* Returns: (transfer full): the file; freed with icalmemory_free_buffer() */
static char *
write_calendar (GVariant *agenda, GError **error)
{
  g_autoptr (GVariant) events = recoup_dict_rows (agenda, "events");
  RecoupInstant stamp = recoup_dict_integer (agenda, "stamp", 0);
  icalcomponent *calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  gboolean ok = TRUE;

  icalcomponent_add_property (calendar,
                              icalproperty_new_prodid ("-//recoup//recoup " RECOUP_VERSION "//EN"));
  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_calscale ("GREGORIAN"));
  for (gsize i = 0; ok && i < g_variant_n_children (events); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (events, i);
      ok = add_event (calendar, row, stamp, error);
    }
  char *text = ok ? icalcomponent_as_ical_string_r (calendar) : NULL;
  icalcomponent_free (calendar);
  return text;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) agenda = NULL;
  char *text = NULL;

  recoup_output_open_streams ();
  (void) recoup_words_init (RECOUP_LOCALEDIR); /* an unknown locale leaves "C", which is fine */
  if (argc > 1)
    {
      g_printerr (_ ("recoupctl-calendar: ‘%s’ is not taken: recoupctl executes this program\n"),
                  argv[1]);
      return RECOUP_EXIT_USAGE;
    }
  agenda = recoup_helper_read_feed (&error);
  if (agenda != NULL)
    text = write_calendar (agenda, &error);
  if (text == NULL)
    {
      g_printerr ("recoupctl: %s\n", error->message);
      return RECOUP_EXIT_FAILED;
    }
  gboolean ok = fputs (text, stdout) >= 0 && fflush (stdout) == 0;
  icalmemory_free_buffer (text);
  return ok ? RECOUP_EXIT_OK : RECOUP_EXIT_FAILED;
}
