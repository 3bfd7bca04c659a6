/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of exercises: one pointer each while somebody holds it, and nothing after that. */

#include "recoup/lexicon.h"

static void
test_same (void)
{
  g_autoptr (RecoupLexicon) lexicon = recoup_lexicon_new ();
  RecoupExercise *press = recoup_lexicon_lookup (lexicon, " Bench_Press");
  RecoupExercise *again = recoup_lexicon_lookup (lexicon, "bench - press");
  RecoupExercise *other = recoup_lexicon_lookup (lexicon, "zercher carry");

  g_assert_true (press == again);
  g_assert_true (press != other);
  g_assert_cmpstr (press->key, ==, "bench-press");
  g_assert_nonnull (press->weights);
  g_assert_null (other->weights);
  g_assert_cmpuint (recoup_lexicon_get_size (lexicon), ==, 2);
  recoup_lexicon_release (press);
  recoup_lexicon_release (again);
  recoup_lexicon_release (other);
}

static void
test_forgets (void)
{
  g_autoptr (RecoupLexicon) lexicon = recoup_lexicon_new ();
  RecoupExercise *row = recoup_lexicon_lookup (lexicon, "row");
  RecoupExercise *again = recoup_lexicon_lookup (lexicon, "Row");

  recoup_lexicon_release (row);
  g_assert_cmpuint (recoup_lexicon_get_size (lexicon), ==, 1);
  g_assert_cmpstr (again->key, ==, "row");
  recoup_lexicon_release (again);
  g_assert_cmpuint (recoup_lexicon_get_size (lexicon), ==, 0);
}

/* Rows of a question may live longer than the ledger that was asked. */
static void
test_outlives (void)
{
  RecoupLexicon *lexicon = recoup_lexicon_new ();
  RecoupExercise *row = recoup_lexicon_lookup (lexicon, "row");

  recoup_lexicon_unref (lexicon);
  g_assert_cmpuint (recoup_lexicon_get_size (row->lexicon), ==, 1);
  recoup_lexicon_release (row);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lexicon/same", test_same);
  g_test_add_func ("/lexicon/forgets", test_forgets);
  g_test_add_func ("/lexicon/outlives", test_outlives);
  return g_test_run ();
}
