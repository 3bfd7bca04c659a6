/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* `expect` in a script: what is named must be there and match, what is not named may be anything.
 */

#include <math.h>
#include <string.h>

#include "client/json.h"
#include "recoup/error.h"
#include "recoup/wire.h"
#include "support/sim-notifier.h"
#include "support/sim.h"

#define POINT_TOLERANCE  0.3 /* readiness and points: tenths, and a rounding */
#define NUMBER_TOLERANCE 1e-3
#define LOOK_BACK_USEC   (2 * RECOUP_USEC_PER_DAY)

/* Returns: (transfer full): @value without the variants around it */
static GVariant *
unwrap (GVariant *value)
{
  GVariant *inner = g_variant_ref (value);

  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *next = g_variant_get_variant (inner);
      g_variant_unref (inner);
      inner = next;
    }
  return inner;
}

static gboolean
get_number (GVariant *value, double *number_out)
{
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_DOUBLE:
      *number_out = g_variant_get_double (value);
      return TRUE;
    case G_VARIANT_CLASS_INT64:
      *number_out = (double) g_variant_get_int64 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT64:
      *number_out = (double) g_variant_get_uint64 (value);
      return TRUE;
    case G_VARIANT_CLASS_INT32:
      *number_out = g_variant_get_int32 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT32:
      *number_out = g_variant_get_uint32 (value);
      return TRUE;
    case G_VARIANT_CLASS_BOOLEAN:
    case G_VARIANT_CLASS_BYTE:
    case G_VARIANT_CLASS_INT16:
    case G_VARIANT_CLASS_UINT16:
    case G_VARIANT_CLASS_HANDLE:
    case G_VARIANT_CLASS_STRING:
    case G_VARIANT_CLASS_OBJECT_PATH:
    case G_VARIANT_CLASS_SIGNATURE:
    case G_VARIANT_CLASS_VARIANT:
    case G_VARIANT_CLASS_MAYBE:
    case G_VARIANT_CLASS_ARRAY:
    case G_VARIANT_CLASS_TUPLE:
    case G_VARIANT_CLASS_DICT_ENTRY:
      return FALSE;
    }
  g_assert_not_reached ();
}

static gboolean matches (GVariant *expected, GVariant *actual, const char *key);

static gboolean
object_matches (GVariant *expected, GVariant *actual)
{
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, expected);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) mine = value;
      g_autoptr (GVariant) wanted = unwrap (mine);
      g_autoptr (GVariant) found = g_variant_lookup_value (actual, key, NULL);
      gboolean is_null = recoup_json_is_null (wanted);
      if (is_null != (found == NULL))
        return FALSE;
      if (!is_null && !matches (wanted, found, key))
        return FALSE;
    }
  return TRUE;
}

/* Each expected item matches one of the list. */
static gboolean
list_matches (GVariant *expected, GVariant *actual, const char *key)
{
  for (gsize i = 0; i < g_variant_n_children (expected); i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (expected, i);
      g_autoptr (GVariant) wanted = unwrap (item);
      gboolean found = FALSE;
      for (gsize k = 0; !found && k < g_variant_n_children (actual); k++)
        {
          g_autoptr (GVariant) one = g_variant_get_child_value (actual, k);
          found = matches (wanted, one, key);
        }
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
text_matches (const char *expected, GVariant *actual)
{
  RecoupInstant instant = RECOUP_INSTANT_NONE;

  if (g_variant_is_of_type (actual, G_VARIANT_TYPE_STRING))
    return g_str_equal (expected, g_variant_get_string (actual, NULL));
  return g_variant_is_of_type (actual, G_VARIANT_TYPE_INT64) &&
         recoup_instant_parse (expected, &instant, NULL) && instant == g_variant_get_int64 (actual);
}

static gboolean
matches (GVariant *expected, GVariant *actual, const char *key)
{
  static const char *const in_points[] = { "point", "lo", "hi", "points", "readiness", NULL };
  g_autoptr (GVariant) wanted = unwrap (expected);
  g_autoptr (GVariant) found = unwrap (actual);
  double wanted_number = 0;
  double found_number = 0;

  if (g_variant_is_of_type (wanted, G_VARIANT_TYPE_VARDICT))
    return g_variant_is_of_type (found, G_VARIANT_TYPE_VARDICT) && object_matches (wanted, found);
  if (g_variant_is_of_type (wanted, G_VARIANT_TYPE_ARRAY))
    return g_variant_is_of_type (found, G_VARIANT_TYPE_ARRAY) && list_matches (wanted, found, key);
  if (g_variant_is_of_type (wanted, G_VARIANT_TYPE_STRING))
    return text_matches (g_variant_get_string (wanted, NULL), found);
  if (g_variant_is_of_type (wanted, G_VARIANT_TYPE_BOOLEAN))
    return g_variant_is_of_type (found, G_VARIANT_TYPE_BOOLEAN) &&
           g_variant_get_boolean (wanted) == g_variant_get_boolean (found);
  if (!get_number (wanted, &wanted_number) || !get_number (found, &found_number))
    return FALSE;
  double tolerance = g_strv_contains (in_points, key) ? POINT_TOLERANCE : NUMBER_TOLERANCE;
  return fabs (wanted_number - found_number) <= tolerance + 1e-9;
}

/* What is on the screen, as it was given to the server. */
static GVariant *
make_popups (const Sim *sim)
{
  static const char *const urgencies[] = { "low", "normal", "critical" };
  const GPtrArray *popups = sim_notifier_list (sim->notifier);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < popups->len; i++)
    {
      const SimPopup *popup = popups->pdata[i];
      const RecoupNotice *notice = popup->notice;
      g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
      g_auto (GVariantBuilder) buttons = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
      for (guint k = 0; popup->has_buttons && k < notice->actions->len; k++)
        g_variant_builder_add (&buttons, "s",
                               g_array_index (notice->actions, RecoupNoticeAction, k).label);
      g_variant_dict_insert (&dict, "key", "s", notice->key);
      g_variant_dict_insert (&dict, "summary", "s", notice->summary);
      g_variant_dict_insert (&dict, "body", "s", popup->body);
      g_variant_dict_insert (&dict, "category", "s", notice->category);
      g_variant_dict_insert (&dict, "urgency", "s", urgencies[notice->urgency]);
      g_variant_dict_insert (&dict, "silent", "b", notice->quiet);
      g_variant_dict_insert (&dict, "stays", "b", notice->never_expires);
      g_variant_dict_insert_value (&dict, "buttons", g_variant_builder_end (&buttons));
      g_variant_builder_add_value (&rows, g_variant_dict_end (&dict));
    }
  return g_variant_builder_end (&rows);
}

/* Adds what the daemon says: "reminders" and "state". */
static gboolean
add_daemon (Sim *sim, GVariantDict *dict, GError **error)
{
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GPtrArray) reminders =
      recoup_engine_list (sim->engine, recoup_clock_now (sim->clock) - LOOK_BACK_USEC, error);

  if (reminders == NULL)
    return FALSE;
  for (guint i = 0; i < reminders->len; i++)
    g_variant_builder_add_value (&rows, recoup_wire_reminder (reminders->pdata[i]));
  g_variant_dict_insert_value (dict, "reminders", g_variant_builder_end (&rows));
  g_variant_dict_insert_value (dict, "state", recoup_engine_get_state_variant (sim->engine));
  return TRUE;
}

/* Returns: (transfer full): what there is to be expected: "reminders" and "state" of a daemon that
 * is up, and of the screen "popups" and their number, "n_popups" */
static GVariant *
make_actual (Sim *sim, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (sim->engine != NULL && !add_daemon (sim, &dict, error))
    return NULL;
  g_variant_dict_insert_value (&dict, "popups", make_popups (sim));
  g_variant_dict_insert (&dict, "n_popups", "u", sim_notifier_list (sim->notifier)->len);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

gboolean
sim_expect (Sim *sim, const char *json, GError **error)
{
  g_autoptr (GVariant) expected = recoup_json_parse (json, strlen (json), error);
  g_autoptr (GVariant) actual = expected != NULL ? make_actual (sim, error) : NULL;
  if (actual == NULL)
    return FALSE;
  if (!g_variant_is_of_type (expected, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                           "expect takes an object");
      return FALSE;
    }
  if (matches (expected, actual, ""))
    return TRUE;

  /* Show that part which was asked for. */
  RecoupJsonStyle style = { recoup_clock_get_zones (sim->clock),
                            recoup_clock_get_zone (sim->clock, NULL), FALSE };
  g_autoptr (GVariant) wanted = g_variant_get_child_value (expected, 0);
  g_autoptr (GVariant) name = g_variant_get_child_value (wanted, 0);
  g_autoptr (GVariant) part =
      g_variant_lookup_value (actual, g_variant_get_string (name, NULL), NULL);
  if (part == NULL)
    part = g_variant_ref (actual);
  g_autofree char *was = recoup_json_write (part, &style);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_CONFLICT, "expected %s, but it was %s", json, was);
  return FALSE;
}
