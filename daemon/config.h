/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/policy.h"

G_BEGIN_DECLS

/** RecoupConfig: the user's settings and the file that holds them. */
typedef struct _RecoupConfig RecoupConfig;

/** Called from the main loop when the file changed and the settings with it, or its problem. */
typedef void (*RecoupConfigFunc) (RecoupConfig *config, gpointer user_data);

/**
 * recoup_config_new:
 * @path: recoup.conf; need not exist
 *
 * Reads the file and watches it. A file that cannot be read leaves the defaults, and the problem
 * says why.
 */
RecoupConfig *recoup_config_new (const char *path);
void recoup_config_free (RecoupConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupConfig, recoup_config_free)

void recoup_config_set_listener (RecoupConfig *config, RecoupConfigFunc func, gpointer user_data);

/** Returns: (transfer none): the settings in force: those of the file, or the last good ones */
const RecoupPolicy *recoup_config_get_policy (const RecoupConfig *config);

/** Returns: (transfer none) (nullable): why the file as it stands is not in force */
const char *recoup_config_get_problem (const RecoupConfig *config);

/**
 * RecoupConfigCheckFunc:
 * @policy: settings that are about to be in force, well-formed and fitting together
 *
 * Whether they may, by what else is known than the settings.
 */
typedef gboolean (*RecoupConfigCheckFunc) (const RecoupPolicy *policy,
                                           gpointer user_data,
                                           GError **error);

/** From now on @func is asked about each change of the settings, by hand or not. */
void recoup_config_set_check (RecoupConfig *config, RecoupConfigCheckFunc func, gpointer user_data);

/**
 * recoup_config_set:
 * @changes: `a{sv}` of s: settings in text form, "" for the default
 * @error: as recoup_wire_policy_apply(); %RECOUP_ERROR_CONFLICT when the file changed since it was
 *   read (it is read anew); %RECOUP_ERROR_READ_ONLY when it cannot be written or has an error
 *
 * Changes all of @changes or nothing, and writes the file before it returns. Does not call the
 * listener.
 */
gboolean recoup_config_set (RecoupConfig *config, GVariant *changes, GError **error);

/** As recoup_config_set() to the defaults; no @keys for all. */
gboolean recoup_config_reset (RecoupConfig *config, const char *const *keys, GError **error);

G_END_DECLS
