/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time zone files: rules behind the last transition, and what is no such file. That every zone of
 * this machine is read as GLib and Python read it is shown by test-civil.c and check-zones.py. */

#include <string.h>

#include "core/zone-file.h"
#include "support/zones.h"

#define HOUR       3600
#define SPAN_FROM  0
#define SPAN_UNTIL G_GINT64_CONSTANT (4102444800) /* 2100-01-01 */

static const RecoupZoneSpan span = { SPAN_FROM, SPAN_UNTIL };

static gint64
second_of (const char *text)
{
  RecoupInstant instant = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (recoup_instant_parse (text, &instant, &error));
  g_assert_no_error (error);
  return instant / G_USEC_PER_SEC;
}

static void
append_counts (GByteArray *file, guint8 leaps)
{
  const guint8 header[44] = { 'T', 'Z', 'i', 'f', '2', [31] = leaps, [39] = 1 };

  g_byte_array_append (file, header, sizeof header);
}

/* A file of one offset of @hours and a rule, without transitions. */
static GByteArray *
make_file (gint8 hours, const char *rule, guint8 leaps)
{
  GByteArray *file = g_byte_array_new ();
  gint32 offset = GINT32_TO_BE (hours * HOUR);
  guint8 type[6] = { 0 };

  memcpy (type, &offset, sizeof offset);
  append_counts (file, 0);
  g_byte_array_append (file, type, sizeof type);
  append_counts (file, leaps);
  g_byte_array_append (file, type, sizeof type);
  for (guint i = 0; i < leaps * 12U; i++)
    g_byte_array_append (file, (const guint8 *) "", 1);
  g_byte_array_append (file, (const guint8 *) "\n", 1);
  g_byte_array_append (file, (const guint8 *) rule, (guint) strlen (rule));
  g_byte_array_append (file, (const guint8 *) "\n", 1);
  return file;
}

static gint32
get_offset (const GArray *steps, gint64 at)
{
  gint32 offset = G_MININT32;

  for (guint i = 0; i < steps->len; i++)
    if (g_array_index (steps, RecoupZoneStep, i).from <= at)
      offset = g_array_index (steps, RecoupZoneStep, i).offset;
  return offset;
}

static void
test_rules (void)
{
  static const struct
  {
    const char *rule;
    gint8 hours; /* of the file, before the rule */
    const char *at;
    double before, after; /* hours east of UTC, a second before it and then */
  } rows[] = {
    { "EST5EDT,M3.2.0,M11.1.0", -5, "2050-03-13T07:00:00Z", -5, -4 },
    { "EST5EDT,M3.2.0,M11.1.0", -5, "2050-11-06T06:00:00Z", -4, -5 },
    { "CET-1CEST,M3.5.0,M10.5.0/3", 1, "2097-03-31T01:00:00Z", 1, 2 },
    { "CET-1CEST,M3.5.0,M10.5.0/3", 1, "2099-10-25T01:00:00Z", 2, 1 },
    /* Summer time is the usual one, and winter time an hour less. */
    { "IST-1GMT0,M10.5.0,M3.5.0/1", 1, "2040-10-28T01:00:00Z", 1, 0 },
    { "IST-1GMT0,M10.5.0,M3.5.0/1", 1, "2041-03-31T01:00:00Z", 0, 1 },
    /* South of the equator summer begins in the later half of the year. */
    { "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", 12, "2040-09-29T14:00:00Z", 12.75, 13.75 },
    { "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", 12, "2040-03-31T14:00:00Z", 13.75, 12.75 },
    /* Clock times of other days. */
    { "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -2, "2040-03-25T01:00:00Z", -2, -1 },
    { "EET-2EEST,M3.4.4/50,M10.4.4/50", 2, "2040-03-24T00:00:00Z", 2, 3 },
    /* Days by their number: with and without leap days. */
    { "AAA0BBB,J60/0,J300/0", 0, "2040-03-01T00:00:00Z", 0, 1 },
    { "AAA0BBB,59/0,299/0", 0, "2040-02-29T00:00:00Z", 0, 1 },
    { "AAA0BBB,59/0,299/0", 0, "2041-03-01T00:00:00Z", 0, 1 },
    { "AAA0BBB-2,J60/0,J300/0", 0, "2040-03-01T00:00:00Z", 0, 2 },
    /* Summer time all year, from the first on. */
    { "EST5EDT,0/0,J365/25", -5, "2040-01-01T05:00:00Z", -4, -4 },
    { "<+05>-5", 5, "2040-01-01T00:00:00Z", 5, 5 },
    /* What is no rule changes nothing. */
    { "", 3, "2040-01-01T00:00:00Z", 3, 3 },
    { "CET-1CEST,M3.5.0", 1, "2040-07-01T00:00:00Z", 1, 1 },
    { "CET-1CEST,M13.5.0,M10.5.0", 1, "2040-07-01T00:00:00Z", 1, 1 },
    { "CET-1CEST,M3.6.0,M10.5.0", 1, "2040-07-01T00:00:00Z", 1, 1 },
    { "CET-1CEST,J0,M10.5.0", 1, "2040-07-01T00:00:00Z", 1, 1 },
    { "CET-1CEST,M3.5.0,M10.5.0/168", 1, "2040-07-01T00:00:00Z", 1, 1 },
    { "CET-1CEST,M3.5.0,M10.5.0 ", 1, "2040-07-01T00:00:00Z", 1, 1 },
    { "<CET-1CEST,M3.5.0,M10.5.0", 1, "2040-07-01T00:00:00Z", 1, 1 },
    { "CET-99999999999CEST,M3.5.0,M10.5.0", 1, "2040-07-01T00:00:00Z", 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) file = make_file (rows[i].hours, rows[i].rule, 0);
      g_autoptr (GArray) steps = recoup_zone_file_read (file->data, file->len, &span);
      gint64 at = second_of (rows[i].at);
      g_test_message ("‘%s’ at %s", rows[i].rule, rows[i].at);
      g_assert_nonnull (steps);
      g_assert_cmpint (get_offset (steps, at - 1), ==, (gint) (rows[i].before * HOUR));
      g_assert_cmpint (get_offset (steps, at), ==, (gint) (rows[i].after * HOUR));
      for (guint j = 1; j < steps->len; j++)
        {
          const RecoupZoneStep *step = &g_array_index (steps, RecoupZoneStep, j);
          g_assert_cmpint (step->from, >, step[-1].from);
          g_assert_cmpint (step->from, <, SPAN_UNTIL);
          g_assert_cmpint (step->offset, !=, step[-1].offset);
        }
    }
}

/* A cut or a changed file is read, if at all, as steps in order; leap seconds are not counted. */
static void
test_damage (void)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  guint n_read = 0;

  g_assert_true (g_file_get_contents (TEST_ZONEINFO_DIR "/Europe/Berlin", &bytes, &size, &error));
  g_assert_no_error (error);
  for (gsize cut = 0; cut <= size; cut++)
    {
      g_autofree guint8 *part = g_memdup2 (bytes, MAX (cut, 1)); /* of no more than that */
      g_autoptr (GArray) steps = recoup_zone_file_read (part, cut, &span);
      n_read += steps != NULL ? 1 : 0;
    }
  g_assert_cmpuint (n_read, <, 64); /* with a part of the rule, but not of the rest */
  for (gsize at = 0; at < size; at++)
    {
      g_autofree guint8 *other = g_memdup2 (bytes, size);
      other[at] ^= (guint8) g_test_rand_int_range (1, 256);
      g_autoptr (GArray) steps = recoup_zone_file_read (other, size, &span);
      for (guint i = 1; steps != NULL && i < steps->len; i++)
        g_assert_cmpint (g_array_index (steps, RecoupZoneStep, i).from, >,
                         g_array_index (steps, RecoupZoneStep, i - 1).from);
    }
  g_autoptr (GByteArray) right = make_file (0, "UTC0", 27);
  g_assert_null (recoup_zone_file_read (right->data, right->len, &span));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone-file/rules", test_rules);
  g_test_add_func ("/zone-file/damage", test_damage);
  return g_test_run ();
}
