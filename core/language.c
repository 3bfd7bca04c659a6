/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one door through which a language comes into the core. Catalogues are files and the language
 * is an environment, neither of which the core may look at; so the program hands in a function. */

#include "recoup/language.h"

static RecoupTranslate translator; /* NULL: English */

void
recoup_language_set (RecoupTranslate translate)
{
  translator = translate;
}

const char *
recoup_language_translate (const char *text)
{
  return translator != NULL ? translator (text) : text;
}
