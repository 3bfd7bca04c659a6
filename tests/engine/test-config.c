/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "daemon/config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/folder.h"
#include "engine/wait.h"
#include "recoup/error.h"

typedef struct
{
  char *folder;
  char *path;
  RecoupConfig *config;
  guint changes;
} Fixture;

static void
on_changed (RecoupConfig *config, gpointer user_data)
{
  Fixture *fixture = user_data;
  fixture->changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *text = data;
  fixture->folder = folder_new ();
  fixture->path = g_build_filename (fixture->folder, "recoup", "recoup.conf", NULL);
  if (text != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (fixture->path);
      g_assert_no_errno (g_mkdir (folder, 0700));
      g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
    }
  fixture->config = recoup_config_new (fixture->path);
  recoup_config_set_listener (fixture->config, on_changed, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  recoup_config_free (fixture->config);
  g_free (fixture->path);
  folder_remove (fixture->folder);
}

static gboolean
set (Fixture *fixture, const char *key, const char *value, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, key, "s", value);
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  return recoup_config_set (fixture->config, changes, error);
}

static char *
read_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  (void) g_file_get_contents (fixture->path, &text, NULL, &error); /* the error tells */
  g_assert_no_error (error);
  return text;
}

static void
assert_need (Fixture *fixture, guint minutes)
{
  g_assert_cmpuint (recoup_config_get_policy (fixture->config)->sleep_need_min, ==, minutes);
}

static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  assert_need (fixture, 480);
  g_assert_null (recoup_config_get_problem (fixture->config));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (set (fixture, "sleep_need_min", "500", &error));
  assert_need (fixture, 500);
  g_autofree char *text = read_file (fixture);
  g_assert_cmpstr (text, ==, "[Model]\nsleep_need_min=500\n");
  struct stat info;
  g_assert_no_errno (stat (fixture->path, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_autoptr (RecoupConfig) again = recoup_config_new (fixture->path);
  g_assert_cmpuint (recoup_config_get_policy (again)->sleep_need_min, ==, 500);
}

static const char commented[] = "# What I need.\n"
                                "\n"
                                "[Reminders]\n"
                                "# Not in the office.\n"
                                "remind_protein=off\n"
                                "\n"
                                "[Model]\n"
                                "# As the doctor said.\n"
                                "sleep_need_min=510\n"
                                "meals_per_day=5\n";

static void
test_comments_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  assert_need (fixture, 510);
  g_assert_no_errno (g_chmod (fixture->path, 0644));
  g_assert_true (set (fixture, "sleep_need_min", "495", &error));
  g_autofree char *text = read_file (fixture);
  g_autofree char *expected = g_strdup (commented);
  memcpy (strstr (expected, "510"), "495", 3);
  g_assert_cmpstr (text, ==, expected);
  struct stat info;
  g_assert_no_errno (stat (fixture->path, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

/* Nothing grows by being changed to and fro. */
static void
test_no_growth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL;
  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (set (fixture, "latency_min", "20", &error));
      g_assert_true (set (fixture, "later_min", "40", &error));
      g_assert_true (set (fixture, "later_min", "", &error));
      g_assert_true (set (fixture, "latency_min", "", &error));
      g_autofree char *text = read_file (fixture);
      g_assert_null (strstr (text, "\n\n\n"));
      if (once == NULL)
        once = g_steal_pointer (&text);
      else
        g_assert_cmpstr (text, ==, once);
    }
  g_assert_nonnull (strstr (once, "# As the doctor said.\nsleep_need_min=510\n"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (set (fixture, "sleep_need_min", "9000", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE);
  g_clear_error (&error);
  g_assert_false (set (fixture, "colour", "red", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (set (fixture, "quiet_from", "22:00", &error)); /* without quiet_until */
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT);
  g_autofree char *text = read_file (fixture);
  g_assert_cmpstr (text, ==, commented);
  assert_need (fixture, 510);
}

static void
test_reset (Fixture *fixture, gconstpointer data)
{
  static const char *const one[] = { "sleep_need_min", NULL };
  static const char *const all[] = { NULL };
  g_autoptr (GError) error = NULL;
  g_assert_true (recoup_config_reset (fixture->config, one, &error));
  assert_need (fixture, 480);
  g_assert_cmpuint (recoup_config_get_policy (fixture->config)->meals_per_day, ==, 5);
  g_assert_true (recoup_config_reset (fixture->config, all, &error));
  RecoupPolicy defaults;
  recoup_policy_init (&defaults);
  g_assert_true (recoup_policy_equal (recoup_config_get_policy (fixture->config), &defaults));
  g_autofree char *text = read_file (fixture);
  g_assert_null (strstr (text, "="));
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents (fixture->path, "[Model]\nsleep_need_min=450\n", -1, NULL));
  g_assert_false (set (fixture, "meals_per_day", "3", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_CONFLICT);
  g_clear_error (&error);
  assert_need (fixture, 450); /* read anew */
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_true (set (fixture, "meals_per_day", "3", &error));
  g_autofree char *text = read_file (fixture);
  g_assert_cmpstr (text, ==, "[Model]\nsleep_need_min=450\nmeals_per_day=3\n");
}

static void
test_watched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents (fixture->path, "[Model]\nsleep_need_min=450\n", -1, NULL));
  wait_until (&fixture->changes, 1);
  assert_need (fixture, 450);
  g_assert_no_errno (g_unlink (fixture->path));
  wait_until (&fixture->changes, 2);
  assert_need (fixture, 480);
  /* Our own writing is no news. */
  g_assert_true (set (fixture, "sleep_need_min", "440", &error));
  g_assert_true (g_file_set_contents (fixture->path, "[Model]\nsleep_need_min=430\n", -1, NULL));
  wait_until (&fixture->changes, 3);
  assert_need (fixture, 430);
  g_assert_cmpuint (fixture->changes, ==, 3);
}

static void
test_link_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *real = g_build_filename (fixture->folder, "dotfile", NULL);
  g_assert_no_errno (g_rename (fixture->path, real));
  g_assert_no_errno (symlink (real, fixture->path));
  g_assert_true (set (fixture, "sleep_need_min", "440", &error));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  g_autoptr (RecoupConfig) again = recoup_config_new (fixture->path);
  g_assert_cmpuint (recoup_config_get_policy (again)->sleep_need_min, ==, 440);
}

static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  /* A folder in place of the file: nobody, root included, can write that. */
  g_assert_no_errno (g_unlink (fixture->path));
  g_assert_no_errno (g_mkdir (fixture->path, 0700));
  g_assert_false (set (fixture, "sleep_need_min", "440", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_READ_ONLY);
}

/* A file with an error: in a process of its own, because it logs a warning, and those are fatal. */
static void
test_bad_file (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = {
    "[Model]\nsleep_need_min=often\n",
    "[Model]\nsleep_need_min=480\n[Other]\n",
    "no section\n",
    "[Model]\ncolour=red\n",
    "[Model]\nremind_protein=on\n",
    "[Reminders]\nquiet_from=22:00\n",
  };
  if (g_test_subprocess ())
    {
      g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
      for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
        {
          g_autoptr (GError) error = NULL;
          g_assert_true (g_file_set_contents (fixture->path, bad[i], -1, NULL));
          wait_until (&fixture->changes, 2 * (guint) i + 1);
          assert_need (fixture, 510); /* the last good ones */
          g_assert_nonnull (recoup_config_get_problem (fixture->config));
          g_assert_false (set (fixture, "meals_per_day", "3", &error));
          g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_READ_ONLY);
          g_autofree char *text = read_file (fixture);
          g_assert_cmpstr (text, ==, bad[i]); /* not overwritten */
          g_assert_true (g_file_set_contents (fixture->path, commented, -1, NULL));
          wait_until (&fixture->changes, 2 * (guint) i + 2);
          g_assert_null (recoup_config_get_problem (fixture->config));
        }
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*The settings stay as they were*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, text, func) g_test_add ("/config/" path, Fixture, text, set_up, func, tear_down)
  ADD ("no-file", NULL, test_no_file);
  ADD ("comments-kept", commented, test_comments_kept);
  ADD ("no-growth", commented, test_no_growth);
  ADD ("refused", commented, test_refused);
  ADD ("reset", commented, test_reset);
  ADD ("conflict", commented, test_conflict);
  ADD ("watched", commented, test_watched);
  ADD ("link-kept", commented, test_link_kept);
  ADD ("unwritable", commented, test_unwritable);
  ADD ("bad-file", commented, test_bad_file);
#undef ADD
  return g_test_run ();
}
