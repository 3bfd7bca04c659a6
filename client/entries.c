/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading the journal over the bus. The daemon gives at most 5000 entries a call, so the whole is
 * read in pages. */

#include "client/entries.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/dict.h"
#include "recoup/entry.h"
#include "recoup/error.h"
#include "recoup/names.h"

#define PAGE_SIZE    5000 /* halved when an answer would hold too much */
#define MIN_ID_BYTES 4

/* One page of @filter behind the entry @after, of at most @size entries. */
static GVariant *
query_page (RecoupCtl *ctl, GVariant *filter, const char *after, guint size, GError **error)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, filter);
  g_variant_dict_insert (&dict, "limit", "x", (gint64) size);
  if (after != NULL)
    g_variant_dict_insert (&dict, "after", "s", after);
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_JOURNAL, "Query",
                       g_variant_new ("(@a{sv})", g_variant_dict_end (&dict)), "(aa{sv})", error);
  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

/* As query_page(); makes *@size smaller when the answer would hold too much. */
static GVariant *
query_fitting (RecoupCtl *ctl, GVariant *filter, const char *after, guint *size, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) local = NULL;
      GVariant *page = query_page (ctl, filter, after, *size, &local);
      if (page != NULL)
        return page;
      g_autofree char *name = g_dbus_error_get_remote_error (local);
      if (*size == 1 || g_strcmp0 (name, RECOUP_ERROR_PREFIX "LimitReached") != 0)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      *size /= 2;
    }
}

gboolean
recoup_entries_walk (RecoupCtl *ctl,
                     GVariant *filter,
                     RecoupEntryRowFunc func,
                     gpointer user_data,
                     GError **error)
{
  g_autoptr (GVariant) base = filter != NULL ? g_variant_ref_sink (filter) : NULL;
  g_autofree char *after = NULL;
  guint size = PAGE_SIZE;

  for (;;)
    {
      g_autoptr (GVariant) page = query_fitting (ctl, base, after, &size, error);
      if (page == NULL)
        return FALSE;
      gsize n = g_variant_n_children (page);
      for (gsize i = 0; i < n; i++)
        {
          g_autoptr (GVariant) entry = g_variant_get_child_value (page, i);
          if (!func (entry, user_data))
            return TRUE;
          if (i + 1 == n)
            {
              g_free (after);
              after = g_strdup (recoup_dict_string (entry, "id"));
            }
        }
      if (n < size || after == NULL)
        return TRUE;
    }
}

/* Returns: (transfer full): what is logged under ids that begin with @id, at most two entries */
static GVariant *
query_beginning (RecoupCtl *ctl, const char *id, GError **error)
{
  GVariantDict filter;

  g_variant_dict_init (&filter, NULL);
  g_variant_dict_insert (&filter, "id", "s", id);
  g_autoptr (GVariant) base = g_variant_ref_sink (g_variant_dict_end (&filter));
  return query_page (ctl, base, NULL, 2, error);
}

GVariant *
recoup_entries_find (RecoupCtl *ctl, const char *id, GError **error)
{
  if (strlen (id) < MIN_ID_BYTES || !recoup_entry_is_id_beginning (id))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("Expected an id or at least %d characters of its beginning, got ‘%s’"),
                   MIN_ID_BYTES, id);
      return NULL;
    }
  g_autoptr (GVariant) found = query_beginning (ctl, id, error);
  if (found == NULL)
    return NULL;
  gsize n = g_variant_n_children (found);
  if (n == 1)
    return g_variant_get_child_value (found, 0);
  if (n > 1)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                 _ ("More than one entry has an id that begins with ‘%s’"), id);
  else
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no entry ‘%s’"), id);
  return NULL;
}
