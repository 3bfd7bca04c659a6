/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The books as a value that can be put away. What is written now is only ever read by the same
 * model (core/seal.c sees to that), so there is no need for names or versions: numbers stand in the
 * order of the struct, by type. */

#include <string.h>

#include "recoup/books.h"

/* A member that is nothing but numbers of one type. */
typedef struct
{
  gsize offset;
  gsize size;
} Run;

#define RUN(member)                                                                      \
  {                                                                                      \
    G_STRUCT_OFFSET (RecoupBooks, member), sizeof (((const RecoupBooks *) NULL)->member) \
  }

static const Run integers[] = {
  RUN (first_day),  RUN (day),        RUN (n_known),   RUN (trained_ever), RUN (first_session),
  RUN (plan.state), RUN (plan.since), RUN (plan.base), RUN (plan.block),   RUN (plan.completed),
};

static const Run instants[] = {
  RUN (tissue.at),
  RUN (last_worked),
  RUN (weight_at),
};

static const Run doubles[] = {
  RUN (night_min), RUN (sleep_debt_h), RUN (shortfall),           RUN (ratings),   RUN (load),
  RUN (soreness),  RUN (tissue.usual), RUN (tissue.unaccustomed), RUN (weight_kg),
};

G_STATIC_ASSERT (sizeof (RecoupPlanState) == sizeof (gint32));
G_STATIC_ASSERT (sizeof (RecoupLoad) == 2 * sizeof (RecoupBalance));

/* The numbers of @runs, each of @size bytes, as an array of them. */
static GVariant *
write_runs (const RecoupBooks *books, const Run *runs, guint n_runs, const char *type, gsize size)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < n_runs; i++)
    g_byte_array_append (bytes, (const guint8 *) books + runs[i].offset, (guint) runs[i].size);
  return g_variant_new_fixed_array (G_VARIANT_TYPE (type), bytes->data, bytes->len / size, size);
}

/* Puts them back; %FALSE if they are not as many. */
static gboolean
read_runs (RecoupBooks *books, const Run *runs, guint n_runs, GVariant *list, gsize size)
{
  gsize n = 0;
  gsize wanted = 0;
  const guint8 *next = g_variant_get_fixed_array (list, &n, size);

  for (guint i = 0; i < n_runs; i++)
    wanted += runs[i].size;
  if (n * size != wanted)
    return FALSE;
  for (guint i = 0; i < n_runs; i++)
    {
      memcpy ((guint8 *) books + runs[i].offset, next, runs[i].size);
      next += runs[i].size;
    }
  return TRUE;
}

#define WRITE(books, runs, type, Type) \
  write_runs (books, runs, G_N_ELEMENTS (runs), type, sizeof (Type))
#define READ(books, runs, list, Type) \
  read_runs (books, runs, G_N_ELEMENTS (runs), list, sizeof (Type))

GVariant *
recoup_books_to_variant (const RecoupBooks *books)
{
  GVariant *parts[] = {
    WRITE (books, integers, "i", gint32),
    WRITE (books, instants, "x", gint64),
    WRITE (books, doubles, "d", double),
    g_variant_new_string (books->weight_id),
    g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, books->marks, RECOUP_MARK_DAYS, 1),
    g_variant_new_strv ((const char *const *) books->unmapped->pdata,
                        (gssize) books->unmapped->len),
  };

  return g_variant_new_tuple (parts, G_N_ELEMENTS (parts));
}

static gboolean
read_marks (RecoupBooks *books, GVariant *list)
{
  gsize n = 0;
  const guint8 *marks = g_variant_get_fixed_array (list, &n, 1);

  if (n != RECOUP_MARK_DAYS)
    return FALSE;
  memcpy (books->marks, marks, n);
  return TRUE;
}

static void
read_unmapped (RecoupBooks *books, GVariant *list)
{
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      const char *name = NULL;
      g_variant_get_child (list, i, "&s", &name);
      g_ptr_array_add (books->unmapped, g_ref_string_new (name));
    }
}

RecoupBooks *
recoup_books_new_from_variant (GVariant *value)
{
  g_autoptr (RecoupBooks) books = recoup_books_new (0);
  g_autoptr (GVariant) numbers = NULL;
  g_autoptr (GVariant) times = NULL;
  g_autoptr (GVariant) balances = NULL;
  g_autoptr (GVariant) marks = NULL;
  g_autoptr (GVariant) unmapped = NULL;
  const char *weight_id = NULL;

  if (!g_variant_is_of_type (value, RECOUP_BOOKS_TYPE) || !g_variant_is_normal_form (value))
    return NULL;
  g_variant_get (value, "(@ai@ax@ad&s@ay@as)", &numbers, &times, &balances, &weight_id, &marks,
                 &unmapped);
  if (!READ (books, integers, numbers, gint32) || !READ (books, instants, times, gint64) ||
      !READ (books, doubles, balances, double) || !read_marks (books, marks) ||
      strlen (weight_id) >= sizeof books->weight_id || books->day < books->first_day ||
      (guint) books->plan.state >= RECOUP_N_PLAN_STATES)
    return NULL;
  memcpy (books->weight_id, weight_id, strlen (weight_id) + 1);
  read_unmapped (books, unmapped);
  return g_steal_pointer (&books);
}
