/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/** Numbers, dates and clock times in their plain forms from here on, whatever the environment says:
 * for tests of texts for people, in which they stand as they are compared. */
void test_take_plain_locale (void);

/** German from here on; needs LOCPATH, and a domain that is bound. */
void test_take_german_locale (void);
