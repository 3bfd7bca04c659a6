/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The state on one line, for the panels of desktops. What is shown is the same everywhere, the
 * verdict and the number, in words; each panel has a row that writes it in its own form. Colour
 * only asks for attention where a panel takes colours from the line; what it is for stands in the
 * words. */

#include "client/panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "client/dict.h"
#include "client/follow.h"
#include "client/json.h"
#include "client/summary.h"
#include "words/words.h"

#define ATTENTION_COLOUR "#d7871a" /* amber: legible on light and on dark panels */

/* What a panel shows. */
typedef struct
{
  char *text;         /* owned: "Train 71" */
  char *brief;        /* owned: "71", for little room */
  char *details;      /* owned, a few lines */
  char *name;         /* owned, of the verdict for style sheets: "train-other", or "off" */
  gint percentage;    /* 0 to 100, -1 when readiness is not known */
  gboolean attention; /* the verdict is not to train */
} Glance;

static void
glance_clear (Glance *glance)
{
  g_free (glance->text);
  g_free (glance->brief);
  g_free (glance->details);
  g_free (glance->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Glance, glance_clear)

/* The summary, what it rests on, and tonight. */
static char *
dup_details (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) reasons = recoup_dict_rows (state, "reasons");
  g_autoptr (GVariant) bedtime = recoup_dict_dict (state, "bedtime");
  const char *zone = recoup_dict_string (state, "zone");
  gint64 lights_out = recoup_dict_integer (bedtime, "lights_out", RECOUP_INSTANT_NONE);
  g_autofree char *summary = recoup_summary_new (state);
  GString *text = g_string_new (summary);

  for (gsize i = 0; i < g_variant_n_children (reasons); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (reasons, i);
      g_autoptr (GVariant) params = recoup_dict_dict (row, "params");
      const char *rule = recoup_dict_string (row, "rule");
      g_autofree char *sentence = rule != NULL ? recoup_words_reason (rule, params) : NULL;
      if (sentence != NULL)
        g_string_append_printf (text, "\n%s", sentence);
    }
  if (lights_out != RECOUP_INSTANT_NONE)
    {
      g_autofree char *clock =
          recoup_words_clock (lights_out, recoup_ctl_find_zone (ctl, zone != NULL ? zone : "UTC"));
      g_string_append_c (text, '\n');
      gboolean is_past = recoup_dict_integer (state, "now", 0) > lights_out;
      g_string_append_printf (text, is_past ? _ ("Lights out was due at %s") : _ ("Lights out %s"),
                              clock);
    }
  return g_string_free (text, FALSE);
}

static gboolean
asks_for_attention (RecoupVerdict verdict)
{
  switch (verdict)
    {
    case RECOUP_VERDICT_UNKNOWN:
    case RECOUP_VERDICT_TRAIN:
    case RECOUP_VERDICT_TRAIN_OTHER:
    case RECOUP_VERDICT_ACTIVE_RECOVERY:
      return FALSE;
    case RECOUP_VERDICT_REST:
    case RECOUP_VERDICT_SEE_PROFESSIONAL:
      return TRUE;
    }
  g_assert_not_reached ();
}

/* @state: (nullable): NULL when the daemon is not there */
static void
glance_init (Glance *glance, RecoupCtl *ctl, GVariant *state)
{
  *glance = (Glance){ .percentage = -1 };
  if (state == NULL)
    {
      glance->text = g_strdup (_ ("recoup is off"));
      glance->brief = g_strdup (_ ("off"));
      glance->details = g_strdup (_ ("recoupd does not answer; see ‘systemctl --user status "
                                     "recoupd’"));
      glance->name = g_strdup ("off");
      return;
    }
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");
  RecoupVerdict verdict = recoup_summary_read_verdict (state);
  const char *words = recoup_words_verdict (verdict);
  if (verdict != RECOUP_VERDICT_UNKNOWN)
    glance->percentage = (gint) lround (CLAMP (recoup_dict_number (readiness, "point", 0), 0, 100));
  glance->text = glance->percentage < 0 ? g_strdup (words)
                                        : g_strdup_printf ("%s %d", words, glance->percentage);
  glance->brief =
      glance->percentage < 0 ? g_strdup ("?") : g_strdup_printf ("%d", glance->percentage);
  glance->details = dup_details (ctl, state);
  glance->name = g_strdelimit (g_strdup (recoup_verdict_get_name (verdict)), "_", '-');
  glance->attention = asks_for_attention (verdict);
}

/* One object on one line; @pairs is consumed. */
static char *
write_json (GVariantBuilder *pairs)
{
  static const RecoupJsonStyle style = { NULL, NULL, FALSE };
  g_autoptr (GVariant) object = g_variant_ref_sink (g_variant_builder_end (pairs));

  return recoup_json_write (object, &style);
}

static void
add_text (GVariantBuilder *pairs, const char *key, const char *text)
{
  g_variant_builder_add (pairs, "{sv}", key, g_variant_new_string (text));
}

/* waybar-custom(5) with return-type json; it reads text and tooltip as Pango markup. */
static char *
write_waybar (const Glance *glance)
{
  GVariantBuilder pairs;
  g_autofree char *text = g_markup_escape_text (glance->text, -1);
  g_autofree char *tooltip = g_markup_escape_text (glance->details, -1);

  g_variant_builder_init (&pairs, G_VARIANT_TYPE_VARDICT);
  add_text (&pairs, "text", text);
  add_text (&pairs, "alt", glance->name);
  add_text (&pairs, "tooltip", tooltip);
  add_text (&pairs, "class", glance->name);
  if (glance->percentage >= 0)
    g_variant_builder_add (&pairs, "{sv}", "percentage", g_variant_new_int64 (glance->percentage));
  return write_json (&pairs);
}

/* i3blocks(1) with format=json and interval=persist. */
static char *
write_i3blocks (const Glance *glance)
{
  GVariantBuilder pairs;

  g_variant_builder_init (&pairs, G_VARIANT_TYPE_VARDICT);
  add_text (&pairs, "full_text", glance->text);
  add_text (&pairs, "short_text", glance->brief);
  if (glance->attention)
    add_text (&pairs, "color", ATTENTION_COLOUR);
  return write_json (&pairs);
}

/* A custom/script module of polybar with tail = true; %{...} are its tags. */
static char *
write_polybar (const Glance *glance)
{
  return glance->attention ? g_strdup_printf ("%%{F" ATTENTION_COLOUR "}%s%%{F-}", glance->text)
                           : g_strdup (glance->text);
}

/* For any other panel, and for people: the first of the details is the summary. */
static char *
write_plain (const Glance *glance)
{
  return g_strndup (glance->details, strcspn (glance->details, "\n"));
}

static const struct
{
  const char *name;
  char *(*write) (const Glance *glance);
} formats[] = {
  { "plain", write_plain },
  { "waybar", write_waybar },
  { "polybar", write_polybar },
  { "i3blocks", write_i3blocks },
};

const char *
recoup_panel_get_format (guint i)
{
  return i < G_N_ELEMENTS (formats) ? formats[i].name : NULL;
}

typedef struct
{
  RecoupCtl *ctl;
  char *(*write) (const Glance *glance);
  char *last; /* owned, the line that stands there, NULL before the first */
} Panel;

static void
print_state (Panel *panel, GVariant *state)
{
  g_auto (Glance) glance = { .percentage = -1 };

  glance_init (&glance, panel->ctl, state);
  g_autofree char *line = panel->write (&glance);
  if (g_strcmp0 (line, panel->last) == 0)
    return;
  recoup_ctl_print (panel->ctl, "%s\n", line);
  recoup_ctl_flush (panel->ctl);
  g_free (panel->last);
  panel->last = g_steal_pointer (&line);
}

static void
on_state (GVariant *state, gpointer user_data)
{
  print_state (user_data, state);
}

static void
on_owner (gboolean is_there, gpointer user_data)
{
  if (!is_there)
    print_state (user_data, NULL);
}

static RecoupExit
print_once (RecoupCtl *ctl, Panel *panel)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) state = recoup_ctl_get_state (ctl, NULL, &error);

  if (state == NULL)
    return recoup_ctl_fail (ctl, error);
  print_state (panel, state);
  return RECOUP_EXIT_OK;
}

RecoupExit
recoup_panel_run (RecoupCtl *ctl, const char *format, gboolean follow)
{
  static const RecoupFollower follower = { on_state, on_owner, NULL };
  Panel panel = { .ctl = ctl };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (format, formats[i].name))
      panel.write = formats[i].write;
  if (panel.write == NULL)
    return recoup_ctl_usage (ctl,
                             _ ("‘--format’ must be plain, waybar, polybar or i3blocks, got "
                                "‘%s’"),
                             format);
  RecoupExit status =
      follow ? recoup_follow_run (ctl, &follower, &panel) : print_once (ctl, &panel);
  g_free (panel.last);
  return status;
}
