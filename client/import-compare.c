/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an import would change. Ids follow from content, so most of a second import is there
 * already; of that, what says something else was changed in the other program, or was read in
 * another way. A workout that was logged in two programs has two ids: all that can be told is that
 * two sessions begin at about the same time. */

#include "client/import-compare.h"

#include "client/dict.h"
#include "client/entries.h"
#include "recoup/entry.h"

#define CLOSE_USEC (30 * RECOUP_USEC_PER_MIN) /* so close do two logs of one workout start */

typedef struct
{
  RecoupCtl *ctl;
  gboolean is_journal; /* the file is in recoup's own format */
  gboolean wants_update;
  const char *source;   /* of the file; NULL for recoup's own format */
  GHashTable *present;  /* borrowed: id -> row of the journal */
  GArray *other_starts; /* borrowed, of gint64: starts of sessions of other sources, sorted */
  RecoupImportDifference *difference;
} Comparison;

void
recoup_import_difference_init (RecoupImportDifference *difference)
{
  *difference = (RecoupImportDifference){
    .fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref),
  };
}

void
recoup_import_difference_clear (RecoupImportDifference *difference)
{
  g_clear_pointer (&difference->fresh, g_ptr_array_unref);
}

static gboolean
on_present (GVariant *row, gpointer user_data)
{
  Comparison *comparison = user_data;
  const char *id = recoup_dict_string (row, "id");
  gint64 start = recoup_dict_integer (row, "start", 0);

  if (id == NULL)
    return TRUE;
  if (comparison->is_journal ||
      g_strcmp0 (recoup_dict_string (row, "source"), comparison->source) == 0)
    g_hash_table_insert (comparison->present, g_strdup (id), g_variant_ref (row));
  else
    g_array_append_val (comparison->other_starts, start);
  return TRUE;
}

static gint
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/* Whether a session of another source starts about when @entry does. */
static gboolean
is_close (const GArray *starts, GVariant *entry)
{
  gint64 first = recoup_dict_integer (entry, "start", 0) - CLOSE_USEC;
  guint low = 0;
  guint high = starts->len;

  while (low < high) /* to the first start that is not before @first */
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (starts, gint64, middle) < first)
        low = middle + 1;
      else
        high = middle;
    }
  return low < starts->len && g_array_index (starts, gint64, low) <= first + 2 * CLOSE_USEC;
}

typedef enum
{
  STANDING_NEW,       /* the journal lacks it, or has an earlier revision */
  STANDING_SAME,      /* it is there, or adding it would change nothing */
  STANDING_DIFFERENT, /* its id is there with other content */
} Standing;

/* How @entry stands to @stored, the entry of its id; both as rows. */
static Standing
compare_entry (const Comparison *comparison, GVariant *entry, GVariant *stored)
{
  RecoupZoneTable *zones = recoup_ctl_get_zones (comparison->ctl);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free); /* of a later daemon */
  g_autoptr (RecoupEntry) ours = recoup_entry_new_from_variant (entry, NULL, zones, NULL, NULL);
  g_autoptr (RecoupEntry) theirs =
      recoup_entry_new_from_variant (stored, NULL, zones, unknown, NULL);

  if (ours == NULL || theirs == NULL)
    return STANDING_SAME;
  if (comparison->is_journal && ours->rev != theirs->rev) /* logs of others know no revisions */
    return ours->rev > theirs->rev ? STANDING_NEW : STANDING_SAME;
  if (ours->zone == NULL && theirs->zone != NULL) /* the daemon has put in its own */
    {
      g_autoptr (RecoupEntry) zoned = recoup_entry_with_zone (ours, theirs->zone);
      return recoup_entry_same_content (zoned, theirs) ? STANDING_SAME : STANDING_DIFFERENT;
    }
  return recoup_entry_same_content (ours, theirs) ? STANDING_SAME : STANDING_DIFFERENT;
}

/* Takes @entry among what is to be written, or not. */
static void
sort_in (const Comparison *comparison, GVariant *entry)
{
  RecoupImportDifference *difference = comparison->difference;
  const char *target = recoup_dict_string (entry, "target");
  const char *id = recoup_dict_string (entry, "id");
  GVariant *stored = g_hash_table_lookup (comparison->present, id != NULL ? id : "");
  Standing standing = stored != NULL ? compare_entry (comparison, entry, stored) : STANDING_NEW;

  if (target != NULL && !g_hash_table_contains (comparison->present, target))
    return; /* a `remove` of what is not there */
  if (standing == STANDING_NEW)
    {
      difference->n_new++;
      difference->n_close += is_close (comparison->other_starts, entry) ? 1 : 0; /* sessions only */
      g_ptr_array_add (difference->fresh, g_variant_ref (entry));
    }
  else if (standing == STANDING_DIFFERENT)
    {
      difference->n_different++;
      if (!comparison->wants_update)
        return;
      GVariantDict dict;
      g_variant_dict_init (&dict, entry);
      g_variant_dict_insert (&dict, "rev", "x", recoup_dict_integer (stored, "rev", 0) + 1);
      g_ptr_array_add (difference->fresh, g_variant_ref_sink (g_variant_dict_end (&dict)));
    }
}

gboolean
recoup_import_compare (RecoupCtl *ctl,
                       GVariant *entries,
                       GVariant *summary,
                       gboolean wants_update,
                       RecoupImportDifference *difference,
                       GError **error)
{
  static const char *const sessions[] = { "session", NULL };
  const char *format = recoup_dict_string (summary, "format");
  Comparison comparison = {
    .ctl = ctl,
    .is_journal = g_strcmp0 (format, "journal") == 0,
    .wants_update = wants_update,
    .source = format,
    .difference = difference,
  };
  g_autoptr (GHashTable) present =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gsize n = g_variant_n_children (entries);
  GVariantDict filter;

  comparison.present = present;
  comparison.other_starts = starts;
  g_variant_dict_init (&filter, NULL);
  if (recoup_dict_integer (summary, "workouts", -1) >= 0)
    g_variant_dict_insert (&filter, "kinds", "^as", sessions);
  else if (!comparison.is_journal)
    g_variant_dict_insert (&filter, "source", "s", format);
  if (!recoup_entries_walk (ctl, g_variant_dict_end (&filter), on_present, &comparison, error))
    return FALSE;
  g_array_sort (starts, compare_starts);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (entries, i);
      sort_in (&comparison, entry);
    }
  return TRUE;
}
