/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Gives the text that people read for an English one. What it returns is never freed. */
typedef const char *(*RecoupTranslate) (const char *text);

/**
 * recoup_language_set:
 * @translate: (scope forever): speaks the language of the process
 *
 * The core knows no language: its errors, and the ranges of settings and fields, are English until
 * the program says otherwise. Called at most once, before anything else of the core.
 */
void recoup_language_set (RecoupTranslate translate);

/** Returns: (transfer none): @text in the language of the process */
const char *recoup_language_translate (const char *text) G_GNUC_FORMAT (1);

G_END_DECLS
