/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What nobody well-meaning would send: random trees of values, and bytes. */

#include "support/entry-texts.h"

/* Random trees of values: whatever comes, there is an entry that comes back the same, or a fault.
 */

static GVariant *random_value (GRand *rand, guint depth);

static char *
random_key (GRand *rand)
{
  static const char *const keys[] = { "exercise", "reps", "groups",  "quads", "abs",
                                      "chest",    "x",    "load_kg", "warmup" };
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);

  if (g_rand_boolean (rand))
    return g_strdup (keys[g_rand_int_range (rand, 0, G_N_ELEMENTS (keys))]);
  return g_strdup (fields[g_rand_int_range (rand, 0, (gint32) n)].name);
}

static GVariant *
random_dict (GRand *rand, guint depth)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gint i = g_rand_int_range (rand, 0, 8); i > 0; i--)
    {
      g_autofree char *key = random_key (rand);
      g_variant_builder_add (&dict, "{sv}", key, random_value (rand, depth));
    }
  return g_variant_builder_end (&dict);
}

static GVariant *
random_list (GRand *rand, guint depth)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    g_variant_builder_add_value (&list, random_dict (rand, depth));
  return g_variant_builder_end (&list);
}

static const char *
random_word (GRand *rand)
{
  static const char *const words[] = { "", "walk", "S-070",      "accept", "Europe/Paris",
                                       ID, OTHER,  "2025-03-10", "squat",  "\001" };
  return words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
}

static GVariant *
random_value (GRand *rand, guint depth)
{
  switch (g_rand_int_range (rand, 0, depth > 0 ? 9 : 6))
    {
    case 0:
      return g_variant_new_double (g_rand_int_range (rand, -2, 30));
    case 1:
      return g_variant_new_int64 (NOON + g_rand_int_range (rand, 0, 20) * RECOUP_USEC_PER_HOUR);
    case 2:
      return g_variant_new_int64 (g_rand_int_range (rand, -1, 12));
    case 3:
      return g_variant_new_string (random_word (rand));
    case 4:
      return g_variant_new_boolean (g_rand_boolean (rand));
    case 5:
      return g_variant_new_double (g_rand_double_range (rand, -1e3, 1e3));
    case 6:
      return random_dict (rand, depth - 1);
    case 7:
      return random_list (rand, depth - 1);
    default:
      return g_variant_new_variant (random_value (rand, depth - 1));
    }
}

/* A whole entry of the table above with some pairs put after it at random. */
static GVariant *
random_entry (GRand *rand)
{
  guint i = (guint) g_rand_int_range (rand, 0, TEST_ENTRY_N_WHOLE);
  g_autofree char *text = g_strdup_printf ("{'kind': <'%s'>, 'id': <'" ID "'>, %s}",
                                           test_entry_whole[i].kind, test_entry_whole[i].rest);
  g_autoptr (GVariant) start = test_entry_parse (text);
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize j = 0; j < g_variant_n_children (start); j++)
    {
      g_autoptr (GVariant) pair = g_variant_get_child_value (start, j);
      g_variant_builder_add_value (&dict, pair);
    }
  for (gint j = g_rand_int_range (rand, 0, 3); j > 0; j--)
    {
      g_autofree char *key = random_key (rand);
      g_variant_builder_add (&dict, "{sv}", key, random_value (rand, 3));
    }
  return g_variant_builder_end (&dict);
}

static void
test_random (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint taken = 0;

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
      gboolean strict = g_rand_boolean (rand);
      g_autoptr (GVariant) dict = g_variant_ref_sink (random_entry (rand));
      g_autoptr (RecoupEntry) entry = recoup_entry_new_from_variant (
          dict, NULL, test_entry_get_zones (), strict ? NULL : unknown, &error);
      g_assert_true ((entry == NULL) == (error != NULL));
      if (entry == NULL)
        {
          g_assert_true (error->domain == RECOUP_FAULT);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          continue;
        }
      taken++;
      g_autoptr (GVariant) written = g_variant_ref_sink (recoup_entry_to_variant (entry));
      g_autoptr (RecoupEntry) again =
          recoup_entry_new_from_variant (written, NULL, test_entry_get_zones (), NULL, &error);
      g_assert_no_error (error);
      g_assert_true (recoup_entry_same_content (entry, again));
      g_assert_cmpint (recoup_entry_compare (entry, again), ==, 0);
    }
  g_assert_cmpuint (taken, >, 200);
}

/* Bytes that no sender would form: the depth and the length lie. */
static void
test_hostile_bytes (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GVariant) dict = g_variant_ref_sink (random_entry (rand));
      gsize size = g_variant_get_size (dict);
      g_autofree guchar *bytes = g_malloc (size);
      g_variant_store (dict, bytes);
      for (gint i = g_rand_int_range (rand, 1, 6); i > 0; i--)
        bytes[g_rand_int_range (rand, 0, (gint32) size)] = (guchar) g_rand_int (rand);
      g_autoptr (GBytes) data = g_bytes_new (bytes, size - (gsize) g_rand_int_range (rand, 0, 2));
      g_autoptr (GVariant) mangled =
          g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, data, FALSE));
      g_autoptr (GError) error = NULL;
      g_autoptr (RecoupEntry) entry =
          recoup_entry_new_from_variant (mangled, ID, test_entry_get_zones (), NULL, &error);
      g_assert_true ((entry == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entry/random", test_random);
  g_test_add_func ("/entry/hostile-bytes", test_hostile_bytes);
  return g_test_run ();
}
