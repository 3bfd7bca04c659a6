/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is usual in training: the last session of each title. A plan names muscle groups and a
 * deload halves what is usual, so both need to know which session is meant. */

#include "client/usual.h"

#include "client/dict.h"
#include "client/entries.h"
#include "client/plan-text.h"
#include "recoup/exercise.h"

#define USUAL_DAYS  28  /* what lies further back is no longer usual */
#define PLAN_DAYS   60  /* a rebuild that was held began at most so long ago, or nearly so */
#define LEAST_SHARE 0.5 /* of a set: more than that, and the group is what it is for */

gboolean
recoup_usual_is_reduced (RecoupPlanState plan)
{
  return plan == RECOUP_PLAN_DELOAD || plan == RECOUP_PLAN_REBUILD1 || plan == RECOUP_PLAN_REBUILD2;
}

GPtrArray *
recoup_usual_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
}

/* Groups that a set is for, as bits. */
static guint
get_set_groups (GVariant *set)
{
  g_autoptr (GVariant) own = g_variant_lookup_value (set, "groups", G_VARIANT_TYPE_VARDICT);
  const char *name = recoup_dict_string (set, "exercise");
  g_autofree char *key = recoup_exercise_normalise (name != NULL ? name : "");
  const RecoupGroupWeights *listed = recoup_exercise_find (key);
  guint groups = 0;

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      double weight = listed != NULL ? listed->weight[i] : 0;
      if (own != NULL)
        weight = recoup_dict_number (own, recoup_group_get_name (i), 0);
      groups |= weight > LEAST_SHARE ? 1U << i : 0;
    }
  return groups;
}

/* Groups that the working sets of a session are for, as bits; *works_out tells whether there are
 * working sets at all. */
static guint
get_groups (GVariant *session, gboolean *works_out)
{
  g_autoptr (GVariant) sets = recoup_dict_rows (session, "sets");
  guint groups = 0;

  *works_out = FALSE;
  for (gsize i = 0; i < g_variant_n_children (sets); i++)
    {
      g_autoptr (GVariant) set = g_variant_get_child_value (sets, i);
      if (recoup_dict_boolean (set, "warmup"))
        continue;
      *works_out = TRUE;
      groups |= get_set_groups (set);
    }
  return groups;
}

/* How titles are compared: trimmed, ASCII lower case. */
static char *
dup_title (GVariant *session)
{
  const char *title = recoup_dict_string (session, "title");

  return g_strstrip (g_ascii_strdown (title != NULL ? title : "", -1));
}

/* Index of the session that is like @session, or the length of the list. */
static guint
find_like (const GPtrArray *usual, GVariant *session)
{
  g_autofree char *title = dup_title (session);
  gboolean works = FALSE;
  guint groups = get_groups (session, &works);

  for (guint i = 0; i < usual->len; i++)
    {
      GVariant *other = usual->pdata[i];
      g_autofree char *other_title = dup_title (other);
      if (g_str_equal (title, other_title) &&
          (title[0] != '\0' || groups == get_groups (other, &works)))
        return i;
    }
  return usual->len;
}

void
recoup_usual_add (GPtrArray *usual, GVariant *session)
{
  gboolean works = FALSE;

  (void) get_groups (session, &works);
  if (!works)
    return;
  guint i = find_like (usual, session);
  if (i < usual->len)
    g_ptr_array_remove_index (usual, i);
  g_ptr_array_add (usual, g_variant_ref (session));
}

GVariant *
recoup_usual_find_like (const GPtrArray *usual, GVariant *session)
{
  guint i = find_like (usual, session);

  return i < usual->len ? usual->pdata[i] : NULL;
}

static guint
count_bits (guint mask)
{
  guint n = 0;

  for (; mask != 0; mask &= mask - 1)
    n++;
  return n;
}

GVariant *
recoup_usual_find_for (const GPtrArray *usual, guint groups)
{
  GVariant *best = NULL;
  double best_share = 0;

  for (guint i = usual->len; i > 0; i--)
    {
      gboolean works = FALSE;
      guint trained = get_groups (usual->pdata[i - 1], &works);
      guint all = count_bits (trained | groups);
      double share = all > 0 ? (double) count_bits (trained & groups) / all : 0;
      if (share > best_share)
        {
          best = usual->pdata[i - 1];
          best_share = share;
        }
    }
  return best;
}

/* The journal */

static gboolean
on_session (GVariant *session, gpointer user_data)
{
  recoup_usual_add (user_data, session);
  return TRUE;
}

/* Remembers when a deload was last accepted. */
static gboolean
on_plan (GVariant *entry, gpointer user_data)
{
  RecoupInstant *accepted = user_data;

  if (g_strcmp0 (recoup_dict_string (entry, "action"), "accept") == 0)
    *accepted = recoup_dict_integer (entry, "at", *accepted);
  return TRUE;
}

static GVariant *
make_filter (const char *kind, RecoupInstant from, RecoupInstant until)
{
  const char *const kinds[] = { kind, NULL };
  GVariantDict filter;

  g_variant_dict_init (&filter, NULL);
  g_variant_dict_insert (&filter, "kinds", "^as", kinds);
  g_variant_dict_insert (&filter, "from", "x", from);
  g_variant_dict_insert (&filter, "until", "x", until);
  return g_variant_dict_end (&filter);
}

/* The instant before which training was as usual: now, or the begin of the day on which the deload
 * was accepted, since that day's own sessions may be lighter already. */
static gboolean
find_end (RecoupCtl *ctl, GVariant *state, RecoupInstant *end_out, GError **error)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");
  const char *text = recoup_dict_string (plan, "since");
  RecoupDay day = 0;

  if (!recoup_usual_is_reduced (recoup_plan_text_read_state (plan)))
    {
      *end_out = recoup_dict_integer (state, "now", 0);
      return TRUE;
    }
  const RecoupZone *zone = recoup_ctl_get_zone (ctl, error);
  if (zone == NULL || !recoup_day_parse (text != NULL ? text : "", &day, error))
    return FALSE;
  RecoupInstant accepted = recoup_civil_at (day, 0, zone);
  RecoupInstant next = recoup_civil_at (day + 1, 0, zone);
  GVariant *filter = make_filter ("plan", accepted - PLAN_DAYS * RECOUP_USEC_PER_DAY, next);
  if (!recoup_entries_walk (ctl, filter, on_plan, &accepted, error))
    return FALSE;
  recoup_civil_local (accepted, zone, &day, NULL);
  *end_out = recoup_civil_at (day, 0, zone) - G_USEC_PER_SEC;
  return TRUE;
}

GPtrArray *
recoup_usual_get (RecoupCtl *ctl, GVariant *state, GError **error)
{
  g_autoptr (GPtrArray) usual = recoup_usual_new ();
  RecoupInstant end = 0;

  if (!find_end (ctl, state, &end, error))
    return NULL;
  GVariant *filter = make_filter ("session", end - USUAL_DAYS * RECOUP_USEC_PER_DAY, end);
  if (!recoup_entries_walk (ctl, filter, on_session, usual, error))
    return NULL;
  return g_steal_pointer (&usual);
}
