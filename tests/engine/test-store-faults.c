/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the store does when the world is unkind: processes that die, disks that fill, folders that
 * cannot be written, files of other versions and of other programs. */
#include "daemon/store.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/schema.h"
#include "engine/folder.h"
#include "engine/full-disk.h"
#include "engine/store-fixture.h"
#include "recoup/error.h"
#include "support/zones.h"

#define NOW (1774720800 * (RecoupInstant) G_USEC_PER_SEC)

typedef struct
{
  char *folder;
  char *path;
  RecoupZoneTable *zones;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = folder_new ();
  fixture->path = g_build_filename (fixture->folder, "recoup.db", NULL);
  fixture->zones = test_zones_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  recoup_zone_table_free (fixture->zones);
  g_free (fixture->path);
  folder_remove (fixture->folder);
}

static RecoupEntry *
new_weight (RecoupZoneTable *zones, guint number, gint64 rev)
{
  g_autoptr (GError) error = NULL;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-000000000000", number);
  g_variant_dict_insert (&dict, "kind", "s", "weight");
  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "rev", "x", rev);
  g_variant_dict_insert (&dict, "at", "x", NOW + number * (gint64) G_USEC_PER_SEC);
  g_variant_dict_insert (&dict, "kg", "d", 80.0);
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_dict_end (&dict));
  RecoupEntry *entry = recoup_entry_new_from_variant (value, NULL, zones, NULL, &error);
  g_assert_no_error (error);
  return entry;
}

/* Runs in a child: writes pairs, each in one transaction, tells after each commit, and kills itself
 * in the middle of a transaction or between two. */
static void
write_and_die (Fixture *fixture, guint last, gboolean inside, int fd)
{
  RecoupStore *store = recoup_store_open (fixture->path, fixture->zones, NULL);
  for (guint pair = 0; store != NULL; pair++)
    {
      if (pair == last && !inside)
        raise (SIGKILL);
      g_autoptr (RecoupEntry) one = new_weight (fixture->zones, 2 * pair, 0);
      g_autoptr (RecoupEntry) two = new_weight (fixture->zones, 2 * pair + 1, 0);
      if (!recoup_store_begin (store, NULL) ||
          !recoup_store_put (store, one, NOW, NULL, NULL, NULL))
        break;
      if (pair == last)
        raise (SIGKILL);
      if (!recoup_store_put (store, two, NOW, NULL, NULL, NULL) ||
          !recoup_store_commit (store, NULL) || write (fd, "+", 1) != 1)
        break;
    }
  _exit (1);
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  for (guint last = 0; last < 12; last++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_steal_pointer (&fixture->path);
      fixture->path = g_strdup_printf ("%s/%u.db", fixture->folder, last);
      int pipe_fds[2];
      g_assert_no_errno (pipe (pipe_fds));
      pid_t child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        write_and_die (fixture, last, last % 2 == 0, pipe_fds[1]);
      g_assert_no_errno (close (pipe_fds[1]));
      guint answered = 0;
      char byte = 0;
      while (read (pipe_fds[0], &byte, 1) == 1)
        answered++;
      g_assert_no_errno (close (pipe_fds[0]));
      int status = 0;
      g_assert_no_errno (waitpid (child, &status, 0));
      g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
      g_assert_cmpuint (answered, ==, last);
      g_autoptr (RecoupStore) store = recoup_store_open (fixture->path, fixture->zones, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (store_fixture_count (store), ==, 2 * answered);
      g_free (fixture->path);
      fixture->path = g_steal_pointer (&path);
    }
}

/* Root may write anywhere, so the child that must not be able to becomes somebody else. */
static void
open_in_closed_folder (Fixture *fixture, int fd)
{
  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    _exit (2);
  g_autoptr (GError) error = NULL;
  RecoupStore *store = recoup_store_open (fixture->path, fixture->zones, &error);
  if (store != NULL || !g_error_matches (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE))
    _exit (3);
  _exit (write (fd, error->message, strlen (error->message)) > 0 ? 0 : 4);
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_assert_no_errno (chmod (fixture->folder, 0555));
  int pipe_fds[2];
  g_assert_no_errno (pipe (pipe_fds));
  pid_t child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    open_in_closed_folder (fixture, pipe_fds[1]);
  g_assert_no_errno (close (pipe_fds[1]));
  char message[512] = "";
  g_assert_cmpint (read (pipe_fds[0], message, sizeof message - 1), >, 0);
  g_assert_no_errno (close (pipe_fds[0]));
  int status = 0;
  g_assert_no_errno (waitpid (child, &status, 0));
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_nonnull (strstr (message, fixture->folder));
  g_assert_no_errno (chmod (fixture->folder, 0700));
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  g_autofree char *below = g_build_filename (fixture->path, "recoup.db", NULL);
  g_assert_null (recoup_store_open (below, fixture->zones, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupStore) store = recoup_store_open (fixture->path, fixture->zones, &error);
  g_assert_no_error (error);
  g_autoptr (RecoupEntry) before = new_weight (fixture->zones, 1, 0);
  g_autoptr (RecoupEntry) during = new_weight (fixture->zones, 2, 0);
  g_autoptr (RecoupEntry) also = new_weight (fixture->zones, 3, 0);
  g_assert_true (recoup_store_put (store, before, NOW, NULL, NULL, &error));
  g_assert_true (recoup_store_is_healthy (store, NULL));

  full_disk_set (TRUE);
  g_assert_false (recoup_store_put (store, during, NOW, NULL, NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
  g_clear_error (&error);
  const char *message = NULL;
  g_assert_false (recoup_store_is_healthy (store, &message));
  g_assert_nonnull (strstr (message, "full"));
  /* In a transaction of several calls all are lost together, whichever of them notices. */
  if (recoup_store_begin (store, &error))
    {
      (void) recoup_store_put (store, during, NOW, NULL, NULL, NULL); /* may be noticed below */
      (void) recoup_store_put (store, also, NOW, NULL, NULL, NULL);
      g_assert_false (recoup_store_commit (store, &error));
    }
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
  g_clear_error (&error);
  g_assert_cmpuint (store_fixture_count (store), ==, 1);

  full_disk_set (FALSE);
  g_assert_true (recoup_store_put (store, during, NOW, NULL, NULL, &error));
  g_assert_true (recoup_store_is_healthy (store, NULL));
  g_assert_cmpuint (store_fixture_count (store), ==, 2);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  int opened = sqlite3_open (path, &db);
  g_assert_cmpint (opened, ==, SQLITE_OK);
  char *message = NULL;
  (void) sqlite3_exec (db, sql, NULL, NULL, &message); /* the message tells */
  g_assert_cmpstr (message, ==, NULL);
  (void) sqlite3_close (db);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  recoup_store_free (recoup_store_open (fixture->path, fixture->zones, &error));
  g_assert_no_error (error);
  run_sql (fixture->path, "PRAGMA user_version = 1000;");
  g_assert_null (recoup_store_open (fixture->path, fixture->zones, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "newer"));
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  run_sql (fixture->path, "CREATE TABLE photo (id INTEGER PRIMARY KEY);");
  g_assert_null (recoup_store_open (fixture->path, fixture->zones, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED);
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = g_malloc (8192);
  memset (bytes, 'x', 8192);
  g_assert_true (g_file_set_contents (fixture->path, bytes, 8192, NULL));
  g_assert_null (recoup_store_open (fixture->path, fixture->zones, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
  g_autofree char *after = NULL;
  gsize size = 0;
  g_assert_true (g_file_get_contents (fixture->path, &after, &size, NULL));
  g_assert_cmpuint (size, ==, 8192);
  g_assert_true (memcmp (bytes, after, size) == 0);
}

static gint64
ask (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  int prepared = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  g_assert_cmpint (prepared, ==, SQLITE_OK);
  int stepped = sqlite3_step (statement);
  g_assert_cmpint (stepped, ==, SQLITE_ROW);
  gint64 number = sqlite3_column_int64 (statement, 0);
  (void) sqlite3_finalize (statement); /* read-only */
  return number;
}

/* A made-up future: one step that works, and in the second row of cases one that does not. */
static void
test_migration (Fixture *fixture, gconstpointer data)
{
  gboolean fails = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupStore) store = recoup_store_open (fixture->path, fixture->zones, &error);
  g_autoptr (RecoupEntry) weight = new_weight (fixture->zones, 1, 0);
  g_assert_true (recoup_store_put (store, weight, NOW, NULL, NULL, &error));
  g_clear_pointer (&store, recoup_store_free);

  guint n = 0;
  const RecoupMigration *rows = recoup_schema_get_migrations (&n);
  g_autofree RecoupMigration *longer = g_new0 (RecoupMigration, n + 2);
  memcpy (longer, rows, n * sizeof *rows);
  longer[n] = (RecoupMigration){ n + 1, "ALTER TABLE entry ADD COLUMN mood TEXT;" };
  longer[n + 1] =
      (RecoupMigration){ n + 2, fails ? "CREATE TABLE b (id INTEGER); DROP TABLE nothing;"
                                      : "CREATE TABLE b (id INTEGER);" };
  sqlite3 *db = NULL;
  int opened = sqlite3_open (fixture->path, &db);
  g_assert_cmpint (opened, ==, SQLITE_OK);
  gboolean done = recoup_schema_upgrade (db, fixture->path, longer, n + 2, &error);
  if (fails)
    g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
  else
    g_assert_no_error (error);
  g_assert_cmpint (done, ==, !fails);
  /* What the failing step began is gone; the step before it stays, and so does every entry. */
  g_assert_cmpint (ask (db, "PRAGMA user_version"), ==, fails ? n + 1 : n + 2);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM sqlite_schema WHERE name = 'b'"), ==, !fails);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM entry WHERE counts"), ==, 1);
  (void) sqlite3_close (db);

  g_autofree char *copy = g_strdup_printf ("%s.before-v%u", fixture->path, n + 2);
  struct stat info;
  g_assert_no_errno (stat (copy, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  store = recoup_store_open (copy, fixture->zones, &error);
  g_clear_error (&error);
  g_assert_nonnull (store);
  g_assert_cmpuint (store_fixture_count (store), ==, 1);
}

/* No room for the copy: nothing is changed. */
static void
test_no_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  recoup_store_free (recoup_store_open (fixture->path, fixture->zones, &error));
  g_assert_no_error (error);
  guint n = 0;
  const RecoupMigration *rows = recoup_schema_get_migrations (&n);
  g_autofree RecoupMigration *longer = g_new0 (RecoupMigration, n + 1);
  memcpy (longer, rows, n * sizeof *rows);
  longer[n] = (RecoupMigration){ n + 1, "CREATE TABLE b (id INTEGER);" };
  sqlite3 *db = NULL;
  int opened = sqlite3_open (fixture->path, &db);
  g_assert_cmpint (opened, ==, SQLITE_OK);
  full_disk_set (TRUE);
  g_assert_false (recoup_schema_upgrade (db, fixture->path, longer, n + 1, &error));
  full_disk_set (FALSE);
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
  g_assert_cmpint (ask (db, "PRAGMA user_version"), ==, n);
  (void) sqlite3_close (db);
  g_autofree char *draft = g_strdup_printf ("%s.before-v%u.draft", fixture->path, n + 1);
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
}

static gboolean
on_entry (RecoupEntry *entry, gpointer user_data)
{
  guint *kinds = user_data;
  *kinds |= RECOUP_ENTRY_MASK (entry->kind);
  return TRUE;
}

/* A database as an older version wrote it, with something in every table. */
static void
test_golden (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strdup_printf ("v%d.sql", GPOINTER_TO_INT (data));
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *golden = g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "store", name, NULL);
  g_assert_true (g_file_get_contents (golden, &sql, NULL, &error));
  run_sql (fixture->path, sql);
  g_autoptr (RecoupStore) store = recoup_store_open (fixture->path, fixture->zones, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (store_fixture_count (store), ==, 12);
  RecoupEntrySource source = recoup_store_get_source (store);
  guint kinds = 0;
  source.read (source.self, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL, on_entry, &kinds);
  g_assert_cmpuint (kinds, ==, RECOUP_ENTRY_MASK_ALL & ~RECOUP_ENTRY_MASK (RECOUP_ENTRY_REMOVE));
  g_autoptr (RecoupEntry) amended =
      recoup_store_get (store, "10000000-0000-4000-8000-000000000002", &error);
  g_assert_no_error (error);
  g_assert_cmpint (amended->rev, ==, 1);
  g_assert_cmpfloat_with_epsilon (amended->food.protein_g, 41.5, 1e-9);
  g_assert_null (recoup_store_get (store, "10000000-0000-4000-8000-00000000000d", NULL));
  g_autoptr (GPtrArray) rows = recoup_store_deliveries (store, G_MININT64, &error);
  g_assert_cmpuint (rows->len, ==, 2);
  const RecoupReminder *bedtime = g_ptr_array_index (rows, 1);
  g_assert_cmpint (bedtime->kind, ==, RECOUP_REMINDER_BEDTIME);
  g_assert_cmpint (bedtime->state, ==, RECOUP_REMINDER_SNOOZED);
  g_autoptr (GPtrArray) steps = recoup_store_take_undo (store, "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, ==, 1);
  g_autofree char *fact = recoup_store_get_fact (store, "created_at");
  g_assert_cmpstr (fact, ==, "1774700000000000");
  g_autoptr (GArray) absences = recoup_store_absences (store, G_MININT64, &error);
  g_assert_cmpuint (absences->len, ==, 1);
  /* However old it was, from now on it watches over what is made of its entries. */
  run_sql (fixture->path,
           "INSERT OR REPLACE INTO books VALUES (20530, '', '', x''), (20536, '', '', x'');"
           "UPDATE entry SET anchor = anchor + 1 WHERE seq = 3;");
  g_autoptr (RecoupStoredBooks) books = recoup_store_find_books (store, 20540, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->day, ==, 20530);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  full_disk_install ();
#define ADD(path, data, func) \
  g_test_add ("/store-faults/" path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)
  ADD ("killed", 0, test_killed);
  ADD ("read-only-folder", 0, test_read_only_folder);
  ADD ("no-folder", 0, test_no_folder);
  ADD ("disk-full", 0, test_disk_full);
  ADD ("newer", 0, test_newer);
  ADD ("foreign", 0, test_foreign);
  ADD ("garbage", 0, test_garbage);
  ADD ("migration/works", 0, test_migration);
  ADD ("migration/fails", 1, test_migration);
  ADD ("migration/no-copy", 0, test_no_copy);
  ADD ("golden/v1", 1, test_golden);
  ADD ("golden/v2", 2, test_golden);
#undef ADD
  return g_test_run ();
}
