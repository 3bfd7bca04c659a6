/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where a fold may begin again. A change of an old entry costs at most a month of folding before
 * it; a change of a recent one costs nothing before it, and a forecast of a fortnight leaves the
 * way back. Ten years are some hundred and fifty checkpoints of a kilobyte; with a shelf they lie
 * there, and only those of the last weeks in memory. */

#include "core/checkpoints.h"

#define MONTH_DAYS  30 /* days that this divides stay for ever */
#define RECENT_DAYS 24 /* and the last ones: a fortnight of forecast, a week before */

struct _RecoupCheckpoints
{
  GPtrArray *books; /* owned, of RecoupBooks, by day */
  gboolean monthly;
};

static void
free_books (gpointer data)
{
  recoup_books_free (data);
}

RecoupCheckpoints *
recoup_checkpoints_new (gboolean monthly)
{
  RecoupCheckpoints *checkpoints = g_new0 (RecoupCheckpoints, 1);

  checkpoints->monthly = monthly;
  checkpoints->books = g_ptr_array_new_with_free_func (free_books);
  return checkpoints;
}

void
recoup_checkpoints_free (RecoupCheckpoints *checkpoints)
{
  if (checkpoints == NULL)
    return;
  g_ptr_array_unref (checkpoints->books);
  g_free (checkpoints);
}

static RecoupBooks *
get (const RecoupCheckpoints *checkpoints, guint index)
{
  return g_ptr_array_index (checkpoints->books, index);
}

/* Number of those before @day. */
static guint
count_before (const RecoupCheckpoints *checkpoints, RecoupDay day)
{
  guint n = checkpoints->books->len;

  while (n > 0 && get (checkpoints, n - 1)->day >= day)
    n--;
  return n;
}

RecoupCheckpoints *
recoup_checkpoints_copy (const RecoupCheckpoints *checkpoints, RecoupDay until)
{
  RecoupCheckpoints *copy = recoup_checkpoints_new (checkpoints->monthly);

  for (guint i = 0; i < count_before (checkpoints, until); i++)
    g_ptr_array_add (copy->books, recoup_books_copy (get (checkpoints, i)));
  return copy;
}

gboolean
recoup_checkpoints_is_empty (const RecoupCheckpoints *checkpoints)
{
  return checkpoints->books->len == 0;
}

void
recoup_checkpoints_cut (RecoupCheckpoints *checkpoints, RecoupDay from)
{
  g_ptr_array_set_size (checkpoints->books, (gint) count_before (checkpoints, from));
}

const RecoupBooks *
recoup_checkpoints_find (const RecoupCheckpoints *checkpoints, RecoupDay day)
{
  guint n = count_before (checkpoints, day + 1);

  return n == 0 ? NULL : get (checkpoints, n - 1);
}

gboolean
recoup_checkpoints_wants (const RecoupCheckpoints *checkpoints, RecoupDay day, RecoupDay newest)
{
  return (checkpoints->monthly && day % MONTH_DAYS == 0) || day > newest - RECENT_DAYS;
}

void
recoup_checkpoints_keep (RecoupCheckpoints *checkpoints, const RecoupBooks *books)
{
  guint place = count_before (checkpoints, books->day);

  g_ptr_array_insert (checkpoints->books, (gint) place, recoup_books_copy (books));
  RecoupDay newest = get (checkpoints, checkpoints->books->len - 1)->day;
  for (guint i = checkpoints->books->len; i > 0; i--)
    if (!recoup_checkpoints_wants (checkpoints, get (checkpoints, i - 1)->day, newest))
      g_ptr_array_remove_index (checkpoints->books, i - 1);
}
