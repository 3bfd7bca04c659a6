/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The claims that no text of recoup makes, read from the list that the gate reads too. */

#include "support/claims.h"

#include <string.h>

typedef struct
{
  char *id;
  GRegex *pattern;
} Claim;

/* (element-type Claim): lives as long as the program. */
static GPtrArray *
get_claims (void)
{
  static GPtrArray *claims;

  if (claims != NULL)
    return claims;
  g_autofree char *path =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "forbidden-claims.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  (void) g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  claims = g_ptr_array_new ();
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *tab = strchr (lines[i], '\t');
      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      g_assert_nonnull (tab);
      Claim *claim = g_new0 (Claim, 1);
      claim->id = g_strndup (lines[i], (gsize) (tab - lines[i]));
      claim->pattern = g_regex_new (tab + 1, G_REGEX_CASELESS, 0, &error);
      g_assert_no_error (error);
      g_ptr_array_add (claims, claim);
    }
  g_assert_cmpuint (claims->len, >, 0);
  return claims;
}

GPtrArray *
test_claims_get_ids (void)
{
  const GPtrArray *claims = get_claims ();
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < claims->len; i++)
    g_ptr_array_add (ids, g_strdup (((const Claim *) claims->pdata[i])->id));
  return ids;
}

const char *
test_claims_find (const char *text)
{
  const GPtrArray *claims = get_claims ();

  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = claims->pdata[i];
      if (g_regex_match (claim->pattern, text, 0, NULL))
        return claim->id;
    }
  return NULL;
}

void
test_claims_check (const char *text)
{
  const char *id = test_claims_find (text);

  if (id != NULL)
    g_error ("‘%s’ makes the claim of %s", text, id);
}
