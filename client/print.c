/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What several verbs print alike. */

#include "client/print.h"

#include <glib/gi18n-lib.h>

#include "client/dict.h"
#include "client/json.h"
#include "client/summary.h"
#include "words/words.h"

gboolean
recoup_print_is_json (const RecoupCtl *ctl)
{
  return ctl->json != RECOUP_JSON_OFF;
}

void
recoup_print_json (RecoupCtl *ctl, GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  RecoupJsonStyle style = {
    .zones = recoup_ctl_get_zones (ctl),
    .zone = ctl->zone,
    .pretty = ctl->json == RECOUP_JSON_PRETTY,
  };
  g_autofree char *text = recoup_json_write (owned, &style);

  recoup_ctl_print (ctl, "%s\n", text);
}

void
recoup_print_table (RecoupCtl *ctl, const RecoupTable *table, const char *empty)
{
  if (recoup_table_get_size (table) == 0)
    {
      if (ctl->legend)
        recoup_ctl_print (ctl, "%s\n", empty);
      return;
    }
  if (!ctl->quiet)
    recoup_table_append (table, &ctl->render, ctl->legend, ctl->out);
}

void
recoup_print_paragraph (RecoupCtl *ctl, guint indent, const char *text)
{
  if (ctl->quiet)
    return;
  g_string_append_printf (ctl->out, "%*s", (int) indent, "");
  recoup_render_wrap (&ctl->render, ctl->out, text, indent, indent);
}

void
recoup_print_line (RecoupCtl *ctl, const char *label, const char *text)
{
  if (ctl->quiet)
    return;
  guint width = MAX (recoup_render_measure (label) + 1, RECOUP_LABEL_COLUMNS); /* any language */
  recoup_render_append (&ctl->render, ctl->out, RECOUP_STYLE_HEADING, label);
  recoup_render_pad (ctl->out, label, width);
  recoup_render_wrap (&ctl->render, ctl->out, text, width, RECOUP_LABEL_COLUMNS);
}

void
recoup_print_styled (RecoupCtl *ctl, RecoupStyle style, const char *text)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  if (ctl->quiet)
    return;
  recoup_render_wrap (&ctl->render, lines, text, 0, 0);
  g_string_truncate (lines, lines->len - 1);
  recoup_render_append (&ctl->render, ctl->out, style, lines->str);
  g_string_append_c (ctl->out, '\n');
}

void
recoup_print_verdict (RecoupCtl *ctl, GVariant *state)
{
  g_autofree char *summary = recoup_summary_new (state);

  g_autofree char *line = g_strconcat (summary, ".", NULL);
  recoup_print_paragraph (ctl, 0, line);
}

void
recoup_print_reasons (RecoupCtl *ctl, GVariant *state, const char *key, const char *label)
{
  g_autoptr (GPtrArray) reasons = recoup_summary_list_reasons (state, key, FALSE);

  for (guint i = 0; i < reasons->len; i++)
    recoup_print_line (ctl, i == 0 ? label : "", reasons->pdata[i]);
}

void
recoup_print_undo (RecoupCtl *ctl, const char *undo)
{
  if (ctl->legend && undo[0] != '\0')
    recoup_ctl_print (ctl, _ ("To undo this (10 min): recoupctl undo %s\n"), undo);
}
