/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * recoup_setting_read:
 * @key: of a setting
 * @text: its value as a person types it: what recoup.conf takes, in every locale; numbers with the
 *   locale's decimal sign and with a unit ("80,5", "176lb", "7h30"); times as "10:30 pm"; weekdays,
 *   muscle groups and accounts by their words in the language of the process
 * @error: of recoup_policy_parse(), naming @text as it came
 *
 * A key that is not known is a newer daemon's to judge, and its text stays as it is.
 *
 * Returns: (transfer full): the value as recoup.conf has it
 */
char *recoup_setting_read (const char *key, const char *text, GError **error);

/**
 * recoup_setting_show_days:
 * @text: weekdays as the settings write them, each part with or without a time: "mon-fri:06:30"
 *
 * Returns: (transfer full): the same as the locale writes it, which recoup_setting_read() takes
 */
char *recoup_setting_show_days (const char *text);

G_END_DECLS
