/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An entry from its bus form. What comes in may have been written by anybody: every value is taken
 * apart by the type that its row in the table names, so that nothing is walked deeper than the
 * format goes and the cost stays linear in the size of the message.
 *
 * First a dictionary is taken apart into its pairs, then each key is matched with its row (of a key
 * that occurs twice the last value stays, as JSON has it), then the rows are read in the order of
 * the table, then what must hold between fields is checked (entry-check.c). */

#include "core/entry-private.h"

#include <string.h>

#include "core/text.h"
#include "recoup/quote.h"

/* The values of one dictionary by row of its table; more rows than either table has. */
#define MAX_ROWS 64

typedef struct
{
  GVariant *value[MAX_ROWS]; /* owned, NULL where the key is absent */
} Values;

static void
values_clear (Values *values)
{
  for (guint i = 0; i < MAX_ROWS; i++)
    g_clear_pointer (&values->value[i], g_variant_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, values_clear)

/* A key of a dictionary with its value. */
typedef struct
{
  const char *key; /* borrowed from the dictionary */
  GVariant *value; /* owned */
} Pair;

static void
pair_clear (Pair *pair)
{
  g_variant_unref (pair->value);
}

/* (transfer full): the Pairs of @dict in order, whose children GVariant looks for anew each time */
static GArray *
take_apart (GVariant *dict)
{
  gsize n = g_variant_n_children (dict);
  GArray *pairs = g_array_sized_new (FALSE, FALSE, sizeof (Pair), (guint) n);

  g_array_set_clear_func (pairs, (GDestroyNotify) pair_clear);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (dict, i);
      g_autoptr (GVariant) key = g_variant_get_child_value (child, 0);
      g_autoptr (GVariant) boxed = g_variant_get_child_value (child, 1);
      Pair pair = { g_variant_get_string (key, NULL), g_variant_get_variant (boxed) };
      g_array_append_val (pairs, pair);
    }
  return pairs;
}

/* A table of fields, and of which kind. */
typedef struct
{
  const RecoupField *rows;
  guint n;
  gboolean of_set;
  RecoupEntryKind kind;
} Table;

static gboolean
table_has (const Table *table, guint row)
{
  return table->of_set || (table->rows[row].kinds & RECOUP_ENTRY_MASK (table->kind)) != 0;
}

static gboolean
table_requires (const Table *table, guint row)
{
  guint mask = table->of_set ? 1U : RECOUP_ENTRY_MASK (table->kind);

  return (table->rows[row].required & mask) != 0;
}

/* Row called @name, or n. */
static guint
table_find (const Table *table, const char *name)
{
  for (guint i = 0; i < table->n; i++)
    if (table_has (table, i) && g_str_equal (table->rows[i].name, name))
      return i;
  return table->n;
}

/* Matches the keys of @pairs with the rows. Unknown ones go to @unknown, or are refused without. */
static gboolean
collect (const GArray *pairs,
         const Table *table,
         GPtrArray *unknown,
         Values *values,
         GError **error)
{
  g_assert (table->n <= MAX_ROWS);
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      guint row = table_find (table, pair->key);
      if (row < table->n)
        {
          g_clear_pointer (&values->value[row], g_variant_unref);
          values->value[row] = g_variant_ref (pair->value);
        }
      else if (unknown != NULL)
        g_ptr_array_add (unknown, g_strdup (pair->key));
      else
        {
          g_autofree char *quoted = recoup_quote (pair->key);
          if (table->of_set)
            g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_TYPE, _ ("‘%s’ is not a key of a set"),
                         quoted);
          else
            g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_TYPE, _ ("‘%s’ is not a key of %s"),
                         quoted, recoup_entry_kind_get_name (table->kind));
          return FALSE;
        }
    }
  return TRUE;
}

/* Whether everything that must be there is there. */
static gboolean
require (const Table *table, const Values *values, GError **error)
{
  for (guint i = 0; i < table->n; i++)
    if (values->value[i] == NULL && table_has (table, i) && table_requires (table, i))
      {
        g_autofree char *wanted = recoup_entry_describe_field (&table->rows[i]);
        g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_MISSING, _ ("‘%s’ is missing: %s"),
                     table->rows[i].name, wanted);
        return FALSE;
      }
  return TRUE;
}

/* What reading needs beside the values. */
typedef struct
{
  RecoupZoneTable *zones;
  GPtrArray *unknown;
  const char *fallback_id;
} Context;

static gboolean
read_sets (GVariant *list, const RecoupField *field, Context *context, void *base, GError **error);

static gboolean
read_field (GVariant *value, const RecoupField *field, Context *context, void *base, GError **error)
{
  if (field->type == RECOUP_FIELD_SETS)
    return read_sets (value, field, context, base, error);
  return recoup_entry_read_value (value, field, context->zones, base, error);
}

/* Reads all fields among @pairs into @base. */
static gboolean
read_fields (const GArray *pairs, const Table *table, Context *context, void *base, GError **error)
{
  g_auto (Values) values = { { NULL } };

  if (!collect (pairs, table, context->unknown, &values, error))
    return FALSE;
  if (!table->of_set && context->fallback_id != NULL)
    {
      guint row = table_find (table, "id");
      if (values.value[row] == NULL)
        values.value[row] = g_variant_ref_sink (g_variant_new_string (context->fallback_id));
    }
  if (!require (table, &values, error))
    return FALSE;
  for (guint i = 0; i < table->n; i++)
    if (values.value[i] != NULL &&
        !read_field (values.value[i], &table->rows[i], context, base, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_sets (GVariant *list, const RecoupField *field, Context *context, void *base, GError **error)
{
  RecoupSession *session = &((RecoupEntry *) base)->session;

  if (!g_variant_is_of_type (list, G_VARIANT_TYPE ("aa{sv}")))
    return recoup_entry_refuse (error, RECOUP_FAULT_TYPE, field, list);
  gsize n = g_variant_n_children (list);
  if (n > RECOUP_MAX_SETS)
    return recoup_entry_refuse (error, RECOUP_FAULT_LIMIT, field, list);

  Table table = { .of_set = TRUE };
  table.rows = recoup_entry_get_set_fields (&table.n);
  session->has_sets = TRUE;
  session->sets = n == 0 ? NULL : g_new0 (RecoupSet, n);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) dict = g_variant_get_child_value (list, i);
      g_autoptr (GArray) pairs = take_apart (dict);
      RecoupSet *set = &session->sets[i];
      recoup_entry_set_init (set);
      session->n_sets++; /* from here on the entry frees it */
      if (!read_fields (pairs, &table, context, set, error) || !recoup_entry_check_set (set, error))
        {
          g_prefix_error (error, _ ("Set %u: "), (guint) i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

/* (nullable): the last value of @wanted */
static GVariant *
find_last (const GArray *pairs, const char *wanted)
{
  for (guint i = pairs->len; i-- > 0;)
    if (g_str_equal (g_array_index (pairs, Pair, i).key, wanted))
      return g_array_index (pairs, Pair, i).value;
  return NULL;
}

static gboolean
read_kind (const GArray *pairs, RecoupEntryKind *kind_out, GError **error)
{
  const RecoupField *field = recoup_entry_find_field (RECOUP_ENTRY_SLEEP, "kind", FALSE);
  GVariant *value = find_last (pairs, "kind");

  if (value == NULL)
    {
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_KIND, _ ("‘kind’ is missing"));
      return FALSE;
    }
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ||
      !recoup_entry_kind_from_name (g_variant_get_string (value, NULL), kind_out))
    return recoup_entry_refuse (error, RECOUP_FAULT_KIND, field, value);
  return TRUE;
}

RecoupEntry *
recoup_entry_new_from_variant (GVariant *dict,
                               const char *fallback_id,
                               RecoupZoneTable *zones,
                               GPtrArray *unknown,
                               GError **error)
{
  Table table = { .kind = RECOUP_ENTRY_SLEEP };
  Context context = { .zones = zones, .unknown = unknown, .fallback_id = fallback_id };

  if (!g_variant_is_of_type (dict, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_NOT_OBJECT, _ ("An entry must be an object"));
      return NULL;
    }
  g_autoptr (GArray) pairs = take_apart (dict);
  if (!read_kind (pairs, &table.kind, error))
    return NULL;

  table.rows = recoup_entry_get_fields (&table.n);
  g_autoptr (RecoupEntry) entry = recoup_entry_new_empty (table.kind);
  if (!read_fields (pairs, &table, &context, entry, error) || !recoup_entry_check (entry, error))
    return NULL;
  return g_steal_pointer (&entry);
}
