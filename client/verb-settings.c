/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl settings, get, set, unset: the settings of the daemon, in the text form of recoup.conf.
 * What they allow stands in the one table of the core: a value that it does not take is a fault of
 * the command line. Whether they fit together is the daemon's to say. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/dict.h"
#include "client/print.h"
#include "client/setting-text.h"
#include "client/verbs.h"
#include "recoup/error.h"
#include "recoup/names.h"
#include "recoup/policy.h"

static const char *
get_text (GVariant *dict, const char *key)
{
  const char *text = recoup_dict_string (dict, key);

  return text != NULL ? text : "";
}

static GVariant *
call_settings (RecoupCtl *ctl,
               const char *method,
               GVariant *args,
               const char *reply_type,
               GError **error)
{
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_SETTINGS, method, args, reply_type, error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

/* Prints KEY=VALUE of @keys, or of all if it is NULL; %NOT_FOUND for a key that is not there. */
static RecoupExit
print_values (RecoupCtl *ctl, GVariant *values, const char *const *keys)
{
  g_autoptr (GVariantDict) chosen = g_variant_dict_new (keys == NULL ? values : NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      const char *text = recoup_dict_string (values, keys[i]);
      if (text == NULL)
        {
          g_autoptr (GError) error = g_error_new (
              RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND,
              _ ("There is no setting ‘%s’; ‘recoupctl settings’ lists them"), keys[i]);
          return recoup_ctl_fail (ctl, error);
        }
      g_variant_dict_insert (chosen, keys[i], "s", text);
    }
  g_autoptr (GVariant) dict = g_variant_ref_sink (g_variant_dict_end (chosen));
  if (recoup_print_is_json (ctl))
    {
      recoup_print_json (ctl, dict);
      return RECOUP_EXIT_OK;
    }
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GVariantIter iter;
  const char *key = NULL;
  g_variant_iter_init (&iter, keys == NULL ? values : dict);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    g_ptr_array_add (sorted, (gpointer) key);
  for (guint i = 0; i < sorted->len; i++)
    {
      key = keys != NULL ? keys[i] : g_ptr_array_index (sorted, i);
      recoup_ctl_print (ctl, "%s=%s\n", key, get_text (values, key));
    }
  return RECOUP_EXIT_OK;
}

static RecoupExit
run_get (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) values = call_settings (ctl, "Get", NULL, "(a{sv})", &error);

  if (values == NULL)
    return recoup_ctl_fail (ctl, error);
  if (args->words->len == 0)
    return print_values (ctl, values, NULL);
  if (args->words->len == 1 && !recoup_print_is_json (ctl) &&
      recoup_dict_string (values, recoup_args_word (args, 0)) != NULL)
    {
      recoup_ctl_print (ctl, "%s\n", get_text (values, recoup_args_word (args, 0)));
      return RECOUP_EXIT_OK;
    }
  g_autoptr (GPtrArray) keys =
      g_ptr_array_copy (args->words, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
  g_ptr_array_add (keys, NULL);
  return print_values (ctl, values, (const char *const *) keys->pdata);
}

const RecoupVerb recoup_verb_get = {
  .name = "get",
  .args = "[KEY...]",
  .help = N_ ("Print settings"),
  .details = N_ ("One key prints its value alone; several, or none for all, print KEY=VALUE.\n"),
  .max_words = G_MAXUINT,
  .run = run_get,
};

/* Whether nothing is one of the values of @key, and not only a way to say that it is unset. */
static gboolean
may_be_empty (const char *key)
{
  const RecoupSetting *setting = recoup_policy_find_setting (key);

  return setting == NULL || setting->default_text[0] == '\0'; /* the daemon refuses what is none */
}

static RecoupExit
run_set (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_auto (GVariantDict) changes = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < args->words->len; i++)
    {
      const char *word = recoup_args_word (args, i);
      const char *equals = strchr (word, '=');
      if (equals == NULL || equals == word)
        return recoup_ctl_usage (ctl, _ ("Expected KEY=VALUE, for example wake=06:30, got ‘%s’"),
                                 word);
      char *key = g_strndup (word, (gsize) (equals - word));
      g_ptr_array_add (keys, key);
      if (equals[1] == '\0' && !may_be_empty (key))
        return recoup_ctl_usage (
            ctl, _ ("‘%s’ needs a value; ‘recoupctl unset %s’ goes back to the default"), key, key);
      g_autofree char *value = recoup_setting_read (key, equals + 1, &error);
      if (value == NULL)
        return recoup_ctl_usage (ctl, "%s", error->message);
      g_variant_dict_insert (&changes, key, "s", value);
    }
  g_ptr_array_add (keys, NULL);
  g_autoptr (GVariant) values = call_settings (
      ctl, "Set", g_variant_new ("(@a{sv})", g_variant_dict_end (&changes)), "(a{sv})", &error);
  if (values == NULL)
    return recoup_ctl_fail (ctl, error);
  return print_values (ctl, values, (const char *const *) keys->pdata);
}

const RecoupVerb recoup_verb_set = {
  .name = "set",
  .args = "KEY=VALUE...",
  .help = N_ ("Change settings, all of them or none"),
  .details =
      N_ ("‘recoupctl settings’ lists the keys and what they allow. Numbers may have the decimal\n"
          "sign of your locale and a unit. For example:\n\n"
          "  recoupctl set wake=mon-fri:06:30,sat-sun:08:30 sleep_need_min=500\n"
          "  recoupctl set body_weight_kg=176lb quiet_from=10:30pm quiet_until=7:00\n"),
  .min_words = 1,
  .max_words = G_MAXUINT,
  .run = run_set,
};

static RecoupExit
run_unset (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < args->words->len; i++)
    g_ptr_array_add (keys, g_ptr_array_index (args->words, i));
  g_ptr_array_add (keys, NULL);
  g_autoptr (GVariant) values =
      call_settings (ctl, "Reset", g_variant_new ("(^as)", keys->pdata), "(a{sv})", &error);
  if (values == NULL)
    return recoup_ctl_fail (ctl, error);
  return print_values (ctl, values, (const char *const *) keys->pdata);
}

const RecoupVerb recoup_verb_unset = {
  .name = "unset",
  .args = "KEY...",
  .help = N_ ("Take settings back to their defaults"),
  .min_words = 1,
  .max_words = G_MAXUINT,
  .run = run_unset,
};

/* One setting: its line as in recoup.conf, and what it does. */
static void
print_setting (RecoupCtl *ctl, GVariant *row, GVariant *values)
{
  const char *key = get_text (row, "key");
  const char *standard = get_text (row, "default");
  g_autofree char *line = g_strconcat (key, "=", get_text (values, key), NULL);
  const char *text = get_text (row, "doc");
  /* The same words as the daemon's where it is of this version, in the language of the terminal. */
  const RecoupSetting *known = recoup_policy_find_setting (key);
  const char *range = known != NULL ? known->range_text : get_text (row, "range");
  g_autofree char *doc =
      g_strdup_printf (_ ("%s. Allowed: %s. Default: %s."), text[0] != '\0' ? _ (text) : "", range,
                       standard[0] != '\0' ? standard : _ ("empty"));

  recoup_print_styled (ctl, RECOUP_STYLE_HEADING, line);
  if (ctl->legend)
    recoup_print_paragraph (ctl, 4, doc);
}

static RecoupExit
run_settings (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) rows = call_settings (ctl, "Describe", NULL, "(aa{sv})", &error);
  g_autoptr (GVariant) values =
      rows != NULL ? call_settings (ctl, "Get", NULL, "(a{sv})", &error) : NULL;

  if (values == NULL)
    return recoup_ctl_fail (ctl, error);
  if (recoup_print_is_json (ctl))
    {
      recoup_print_json (ctl, rows);
      return RECOUP_EXIT_OK;
    }
  g_autofree char *group = g_strdup ("");
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      if (!g_str_equal (group, get_text (row, "group")))
        {
          g_free (group);
          group = g_strdup (get_text (row, "group"));
          recoup_ctl_print (ctl, "%s[%s]\n", i > 0 ? "\n" : "", group);
        }
      print_setting (ctl, row, values);
    }
  return RECOUP_EXIT_OK;
}

const RecoupVerb recoup_verb_settings = {
  .name = "settings",
  .args = "",
  .help = N_ ("List the settings: value, range, what each does"),
  .run = run_settings,
};
