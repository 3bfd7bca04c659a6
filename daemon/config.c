/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * recoup.conf belongs to the user, who edits it by hand as well: comments and order are kept, only
 * the keys that were set stand in it, and it is replaced as a whole or not at all. What was read is
 * remembered byte for byte, so that our own writing is told from others', and a change that we have
 * not seen yet is never overwritten. A file with an error changes nothing: the last good settings
 * stay in force until it is mended.
 */
#include "daemon/config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "daemon/watch.h"
#include "recoup/error.h"
#include "recoup/wire.h"

/* An editor empties the file before it fills it: what lies there in between is nobody's wish. */
#define SETTLE_MSEC 100

struct _RecoupConfig
{
  char *path;         /* owned */
  char *bytes;        /* owned, the file as it was read last; NULL when there was none */
  gboolean is_loaded; /* whether it was read at all */
  RecoupPolicy policy;
  char *problem;       /* owned, NULL if none */
  RecoupWatch *watch;  /* NULL when the folder cannot be watched */
  guint settle_source; /* waits until whoever writes the file has written it */
  RecoupConfigFunc func;
  gpointer user_data;
  RecoupConfigCheckFunc check; /* NULL if none */
  gpointer check_data;
};

/* The text of the file; NULL without error when there is none. */
static gboolean
read_bytes (RecoupConfig *config, char **bytes_out, GError **error)
{
  g_autoptr (GError) failure = NULL;
  *bytes_out = NULL;
  if (g_file_get_contents (config->path, bytes_out, NULL, &failure))
    return TRUE;
  if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Reads one section: each of its keys must be a setting that belongs there. */
static gboolean
read_group (GKeyFile *file, const char *group, RecoupPolicy *policy, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, error);
  if (keys == NULL)
    return FALSE;
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const RecoupSetting *setting = recoup_policy_find_setting (keys[i]);
      if (setting == NULL)
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no setting ‘%s’"),
                       keys[i]);
          return FALSE;
        }
      if (!g_str_equal (setting->group, group))
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       _ ("‘%s’ belongs in section [%s]"), keys[i], setting->group);
          return FALSE;
        }
      g_autofree char *text = g_key_file_get_string (file, group, keys[i], error);
      if (text == NULL || !recoup_policy_parse (policy, keys[i], g_strstrip (text), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_known_group (const char *group)
{
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (settings[i].group, group))
      return TRUE;
  return FALSE;
}

/* Makes of the text of a file a parsed file and its settings. */
static gboolean
parse (const char *bytes, GKeyFile **file_out, RecoupPolicy *policy_out, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  if (bytes != NULL &&
      !g_key_file_load_from_data (file, bytes, strlen (bytes), G_KEY_FILE_KEEP_COMMENTS, error))
    return FALSE;
  RecoupPolicy policy;
  recoup_policy_init (&policy);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  for (gsize i = 0; groups[i] != NULL; i++)
    {
      if (!is_known_group (groups[i]))
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no section ‘%s’"),
                       groups[i]);
          return FALSE;
        }
      if (!read_group (file, groups[i], &policy, error))
        return FALSE;
    }
  if (!recoup_policy_check (&policy, error))
    return FALSE;
  *policy_out = policy;
  *file_out = g_steal_pointer (&file);
  return TRUE;
}

static gboolean
check (const RecoupConfig *config, const RecoupPolicy *policy, GError **error)
{
  return config->check == NULL || config->check (policy, config->check_data, error);
}

/* Reads the file anew. Returns: whether anything changed. */
static gboolean
load (RecoupConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GKeyFile) file = NULL;
  RecoupPolicy policy;
  gboolean ok = read_bytes (config, &bytes, &error);
  if (ok && config->is_loaded && g_strcmp0 (bytes, config->bytes) == 0)
    return FALSE;
  if (ok)
    {
      g_free (config->bytes);
      config->bytes = g_steal_pointer (&bytes);
      config->is_loaded = TRUE;
      ok = parse (config->bytes, &file, &policy, &error) && check (config, &policy, &error);
    }
  g_clear_pointer (&config->problem, g_free);
  if (!ok)
    {
      config->problem = g_strdup_printf ("%s: %s", config->path, error->message);
      g_warning ("The settings stay as they were. %s", config->problem);
      return TRUE;
    }
  config->policy = policy;
  return TRUE;
}

static void
reload (RecoupConfig *config)
{
  if (load (config) && config->func != NULL)
    config->func (config, config->user_data);
}

static gboolean
on_settled (gpointer user_data)
{
  RecoupConfig *config = user_data;
  config->settle_source = 0;
  reload (config);
  return G_SOURCE_REMOVE;
}

static void
on_file_changed (gpointer user_data)
{
  RecoupConfig *config = user_data;
  g_clear_handle_id (&config->settle_source, g_source_remove);
  config->settle_source = g_timeout_add (SETTLE_MSEC, on_settled, config);
}

RecoupConfig *
recoup_config_new (const char *path)
{
  g_autoptr (GError) error = NULL;
  RecoupConfig *config = g_new0 (RecoupConfig, 1);
  config->path = g_strdup (path);
  recoup_policy_init (&config->policy);
  g_autofree char *folder = g_path_get_dirname (path);
  (void) g_mkdir_with_parents (folder, 0700); /* the watch says what is wrong */
  config->watch = recoup_watch_new (path, on_file_changed, config, &error);
  if (config->watch == NULL)
    g_warning ("A change of the settings by hand will not be noticed: %s", error->message);
  (void) load (config); /* nobody listens yet */
  return config;
}

void
recoup_config_free (RecoupConfig *config)
{
  if (config == NULL)
    return;
  recoup_watch_free (config->watch);
  g_clear_handle_id (&config->settle_source, g_source_remove);
  g_free (config->path);
  g_free (config->bytes);
  g_free (config->problem);
  g_free (config);
}

void
recoup_config_set_listener (RecoupConfig *config, RecoupConfigFunc func, gpointer user_data)
{
  config->func = func;
  config->user_data = user_data;
}

void
recoup_config_set_check (RecoupConfig *config, RecoupConfigCheckFunc func, gpointer user_data)
{
  config->check = func;
  config->check_data = user_data;
}

const RecoupPolicy *
recoup_config_get_policy (const RecoupConfig *config)
{
  return &config->policy;
}

const char *
recoup_config_get_problem (const RecoupConfig *config)
{
  return config->problem;
}

/* Whether the file is still the one that was read, and in order. If not it is read anew. */
static gboolean
is_current (RecoupConfig *config, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) failure = NULL;
  if (!read_bytes (config, &bytes, &failure))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_READ_ONLY,
                   _ ("The settings cannot be read: %s"), failure->message);
      return FALSE;
    }
  if (g_strcmp0 (bytes, config->bytes) != 0)
    {
      reload (config);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_CONFLICT,
                   _ ("‘%s’ was changed by somebody else; it was read anew, try again"),
                   config->path);
      return FALSE;
    }
  if (config->problem != NULL)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_READ_ONLY,
                   _ ("The settings have an error that must be mended first: %s"), config->problem);
      return FALSE;
    }
  return TRUE;
}

/* Replaces the file. A link to it, as people who keep such files elsewhere have, stays a link. */
static gboolean
write_bytes (RecoupConfig *config, const char *bytes, gsize size, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (config->path);
  (void) g_mkdir_with_parents (folder, 0700); /* writing tells */
  char *target = realpath (config->path, NULL);
  const char *path = target != NULL ? target : config->path;
  g_autoptr (GError) failure = NULL;
  gboolean ok = g_file_set_contents_full (
      path, bytes, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
      0600, &failure);
  if (ok)
    (void) g_chmod (path, 0600); /* an older file may have been open to others; ours by now */
  else
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_READ_ONLY,
                 _ ("The settings cannot be written: %s"), failure->message);
  free (target);
  return ok;
}

/* Puts into @file what @policy has for @key; a default is left out, unless it was asked for in
 * words. */
static void
store_key (GKeyFile *file, const RecoupPolicy *policy, const char *key, gboolean is_default)
{
  const RecoupSetting *setting = recoup_policy_find_setting (key);
  if (is_default)
    {
      (void) g_key_file_remove_key (file, setting->group, key, NULL); /* may not be there */
      return;
    }
  g_autofree char *text = recoup_policy_format (policy, key);
  g_key_file_set_string (file, setting->group, key, text);
}

/* Leaves one of several empty lines: GKeyFile puts one before a group, whether there is one or not,
 * and keeps what it read, so that the file would grow with each change. Returns: the new length */
static gsize
squeeze_lines (char *text)
{
  char *to = text;
  guint n_ends = 0;
  for (const char *from = text; *from != '\0'; from++)
    {
      n_ends = *from == '\n' ? n_ends + 1 : 0;
      if (n_ends <= 2)
        *to++ = *from;
    }
  *to = '\0';
  return (gsize) (to - text);
}

gboolean
recoup_config_set (RecoupConfig *config, GVariant *changes, GError **error)
{
  if (!is_current (config, error))
    return FALSE;
  RecoupPolicy policy = config->policy;
  if (!recoup_wire_policy_apply (&policy, changes, error) || !check (config, &policy, error))
    return FALSE;
  g_autoptr (GKeyFile) file = NULL;
  RecoupPolicy old;
  if (!parse (config->bytes, &file, &old, error)) /* a copy, kept if writing fails */
    return FALSE;
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;
  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    store_key (file, &policy, key, g_variant_get_string (value, NULL)[0] == '\0');
  g_autofree char *bytes = g_key_file_to_data (file, NULL, NULL);
  gsize size = squeeze_lines (bytes);
  if (!write_bytes (config, bytes, size, error))
    return FALSE;
  g_free (config->bytes);
  config->bytes = g_steal_pointer (&bytes);
  config->policy = policy;
  return TRUE;
}

gboolean
recoup_config_reset (RecoupConfig *config, const char *const *keys, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_variant_dict_insert (&dict, keys[i], "s", "");
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);
  for (guint i = 0; keys[0] == NULL && i < n; i++)
    g_variant_dict_insert (&dict, settings[i].key, "s", "");
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  return recoup_config_set (config, changes, error);
}
