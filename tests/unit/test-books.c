/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The balances as they are carried: the list of exercises that nobody can map. */

#include "recoup/books.h"

/* Adds @names, separated by spaces. */
static void
add (RecoupBooks *books, const char *names)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) owned =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ref_string_release);
  g_auto (GStrv) words = g_strsplit (names, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_ptr_array_add (owned, g_ref_string_new (words[i]));
      g_ptr_array_add (keys, g_ptr_array_index (owned, i));
    }
  recoup_books_add_unmapped (books, keys);
}

static void
assert_unmapped (const RecoupBooks *books, const char *expected)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < books->unmapped->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (books->unmapped, i));
  g_ptr_array_add (names, NULL);
  g_autofree char *text = g_strjoinv (" ", (char **) names->pdata);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_unmapped (void)
{
  g_autoptr (RecoupBooks) books = recoup_books_new (20000);

  assert_unmapped (books, "");
  add (books, "sled");
  assert_unmapped (books, "sled");
  add (books, "yoke carry yoke sled");
  assert_unmapped (books, "carry sled yoke");
  add (books, "zottman atlas-stone tyre");
  assert_unmapped (books, "atlas-stone carry sled tyre yoke zottman");
}

/* Checkpoints share the list until a day adds to it. */
static void
test_shared (void)
{
  g_autoptr (RecoupBooks) books = recoup_books_new (20000);
  add (books, "sled yoke");
  g_autoptr (RecoupBooks) checkpoint = recoup_books_copy (books);

  add (books, "yoke sled sled");
  g_assert_true (books->unmapped == checkpoint->unmapped);
  add (books, "tyre");
  assert_unmapped (books, "sled tyre yoke");
  assert_unmapped (checkpoint, "sled yoke");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/books/unmapped", test_unmapped);
  g_test_add_func ("/books/shared", test_shared);
  return g_test_run ();
}
