/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Answers of people. A line is read as a whole, however long it is: the rest of a long one shall
 * not answer the next question. */

#include "client/prompt.h"

#include <stdio.h>
#include <stdlib.h>

gboolean
recoup_prompt_read_line (char **line_out)
{
  char *line = NULL;
  size_t size = 0;

  if (getline (&line, &size, stdin) < 0)
    {
      free (line); /* NOLINT: getline() allocates with malloc() */
      return FALSE;
    }
  *line_out = g_strdup (line);
  free (line); /* NOLINT: as above */
  g_strstrip (*line_out);
  return TRUE;
}
