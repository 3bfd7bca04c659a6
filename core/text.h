/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/language.h"

/* How texts for people are marked in the core: _() gives the text in the language of the process,
 * N_() stands in tables whose texts are translated by whoever prints them. */
#define _(text)  recoup_language_translate (text)
#define N_(text) (text)
