/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The balances between two days, and what they cost. This is the whole memory of the fold: a copy
 * of it is a checkpoint. */

#include "recoup/books.h"

#include <math.h>
#include <string.h>

#include "recoup/fuel.h"
#include "recoup/sleep.h"

static void
release_name (gpointer data)
{
  g_ref_string_release (data);
}

RecoupBooks *
recoup_books_new (RecoupDay first_day)
{
  RecoupBooks *books = g_new0 (RecoupBooks, 1);

  books->first_day = first_day;
  books->day = first_day - 1;
  books->sleep_debt_h = recoup_sleep_debt_new ();
  books->shortfall = recoup_fuel_new ();
  for (guint i = 0; i < RECOUP_N_RATINGS; i++)
    books->ratings[i] = recoup_stress_new ();
  books->load = recoup_load_new ();
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    {
      books->soreness[group] = recoup_tissue_soreness_new ();
      books->last_worked[group] = RECOUP_INSTANT_NONE;
    }
  books->first_session = RECOUP_DAY_NONE;
  books->weight_kg = NAN;
  books->weight_at = RECOUP_INSTANT_NONE;
  recoup_plan_init (&books->plan, first_day);
  books->unmapped = g_ptr_array_new_with_free_func (release_name);
  return books;
}

RecoupBooks *
recoup_books_copy (const RecoupBooks *books)
{
  RecoupBooks *copy = g_memdup2 (books, sizeof *books);

  copy->unmapped = g_ptr_array_ref (books->unmapped);
  return copy;
}

void
recoup_books_free (RecoupBooks *books)
{
  if (books == NULL)
    return;
  g_ptr_array_unref (books->unmapped);
  g_free (books);
}

static guint8 *
get_marks (RecoupBooks *books, RecoupDay date)
{
  return &books->marks[(guint) date % RECOUP_MARK_DAYS];
}

gboolean
recoup_books_has_mark (const RecoupBooks *books, RecoupDay date, RecoupMark mark)
{
  g_assert (books->day - date < RECOUP_MARK_DAYS);
  if (date < books->first_day || date > books->day)
    return FALSE;
  return (books->marks[(guint) date % RECOUP_MARK_DAYS] & mark) != 0;
}

void
recoup_books_set_mark (RecoupBooks *books, RecoupDay date, RecoupMark mark, gboolean on)
{
  guint8 *marks = get_marks (books, date);

  *marks = on ? (guint8) (*marks | mark) : (guint8) (*marks & ~mark);
}

void
recoup_books_begin_marks (RecoupBooks *books, RecoupDay date)
{
  *get_marks (books, date) = 0;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Whether the sorted @list has @name. */
static gboolean
has_name (const GPtrArray *list, const char *name)
{
  guint low = 0;
  guint high = list->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gint order = strcmp (g_ptr_array_index (list, middle), name);
      if (order == 0)
        return TRUE;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}

/* Sorts @names and drops those that are there twice or in the sorted @known. */
static void
keep_new (GPtrArray *names, const GPtrArray *known)
{
  guint kept = 0;

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      if (kept > 0 && g_str_equal (g_ptr_array_index (names, kept - 1), name))
        continue;
      if (!has_name (known, name))
        names->pdata[kept++] = names->pdata[i];
    }
  g_ptr_array_set_size (names, (gint) kept);
}

/* (transfer full): the names of two sorted lists that have none in common, sorted. */
static GPtrArray *
merge_names (const GPtrArray *left, const GPtrArray *right)
{
  GPtrArray *names = g_ptr_array_new_full (left->len + right->len, release_name);
  guint i = 0;
  guint j = 0;

  while (i < left->len || j < right->len)
    {
      gboolean is_left = j == right->len ||
                         (i < left->len && compare_names (&left->pdata[i], &right->pdata[j]) < 0);
      char *name = is_left ? left->pdata[i++] : right->pdata[j++];
      g_ptr_array_add (names, g_ref_string_acquire (name));
    }
  return names;
}

void
recoup_books_add_unmapped (RecoupBooks *books, GPtrArray *keys)
{
  keep_new (keys, books->unmapped);
  if (keys->len == 0)
    return;
  GPtrArray *names = merge_names (books->unmapped, keys);
  g_ptr_array_unref (books->unmapped);
  books->unmapped = names;
}

double
recoup_books_get_weight (const RecoupBooks *books, const RecoupPolicy *policy)
{
  return isnan (books->weight_kg) ? policy->body_weight_kg : books->weight_kg;
}

double
recoup_books_get_fatigue (const RecoupBooks *books, RecoupGroup group, RecoupCopy copy)
{
  return books->tissue.usual[group].of[copy] + books->tissue.unaccustomed[group].of[copy];
}

static double
get_tissue_fraction (const RecoupBooks *books, RecoupCopy copy)
{
  double percent[RECOUP_N_GROUPS];
  double soreness[RECOUP_N_GROUPS];

  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    {
      percent[group] = recoup_books_get_fatigue (books, group, copy);
      soreness[group] = books->soreness[group].of[copy];
    }
  return recoup_tissue_fraction (percent, soreness);
}

static double
get_fraction (const RecoupBooks *books,
              const RecoupAutonomic *heart,
              RecoupPointKey key,
              RecoupCopy copy)
{
  switch (key)
    {
    case RECOUP_POINT_SLEEP_DEBT:
      return recoup_sleep_debt_fraction (books->sleep_debt_h.of[copy]);
    case RECOUP_POINT_SLEEP_LAST:
      return recoup_sleep_last_fraction (books->night_min.of[copy]);
    case RECOUP_POINT_FUEL_PROTEIN:
      return recoup_fuel_fraction (books->shortfall.of[copy]);
    case RECOUP_POINT_STRESS_LIFE:
      return books->ratings[RECOUP_RATING_STRESS].of[copy];
    case RECOUP_POINT_STRESS_MOOD:
      return books->ratings[RECOUP_RATING_MOOD].of[copy];
    case RECOUP_POINT_STRESS_FATIGUE:
      return books->ratings[RECOUP_RATING_FATIGUE].of[copy];
    case RECOUP_POINT_TISSUE_TOP3:
      return get_tissue_fraction (books, copy);
    case RECOUP_POINT_LOAD_SPIKE:
      return recoup_load_spike_fraction (&books->load, books->n_known, books->trained_ever, copy);
    case RECOUP_POINT_AUTON_HRV:
      return heart->gap_share;
    case RECOUP_POINT_AUTON_RHR:
      return heart->over_share;
    }
  g_assert_not_reached ();
}

gint
recoup_books_get_points (const RecoupBooks *books,
                         const RecoupAutonomic *heart,
                         RecoupPointKey key,
                         RecoupCopy copy)
{
  gint cap_dp = recoup_point_get_row (key)->cap_dp;

  return recoup_deci_points (cap_dp, get_fraction (books, heart, key, copy));
}
