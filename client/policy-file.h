/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/policy.h"

G_BEGIN_DECLS

/**
 * recoup_policy_file_parse:
 * @text: a JSON object of settings, @len bytes
 * @policy: changed on success only
 * @error: %RECOUP_FAULT_JSON, or what recoup_policy_parse() says: key, range and value
 *
 * Sets all that @text says or nothing. Each value stands in its text form, or as JSON has it: a
 * number; true and false for on and off; null for the default; `wake` as an object of times by
 * weekday, `week` as an object of lists by weekday, where days left out keep the default.
 */
gboolean
recoup_policy_file_parse (const char *text, gsize len, RecoupPolicy *policy, GError **error);

G_END_DECLS
