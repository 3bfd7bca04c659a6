/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Linked into every unit test: takes the locale of the environment before main, as a desktop
 * program would, so that a number that is read or written by the locale's comma shows. */

#include "support/locale.h"

#include <locale.h>
#include <stdlib.h>

__attribute__ ((constructor)) static void
take_locale (void)
{
  (void) setlocale (
      LC_ALL, ""); /* an unknown locale leaves "C" in force, which is what the test then sees */
}

void
test_take_german_locale (void)
{
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    abort (); /* make-locale.sh makes it */
}

void
test_take_plain_locale (void)
{
  (void) setlocale (LC_ALL, "C.UTF-8");
  /* GLib decides once whether texts are translated at all, and takes "C.UTF-8" for a language
   * without a catalogue. */
  (void) setlocale (LC_MESSAGES, "C");
}
