/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Answers of people. A line is read as a whole, however long it is: the rest of a long one shall
 * not answer the next question. A key is read from the terminal itself; while it is waited for,
 * Ctrl-C is a key too, so that no signal can end the program and leave the terminal without echo.
 */

#include "client/prompt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define KEY_CTRL_C 3
#define KEY_CTRL_D 4

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

/* The next byte from the terminal, a letter in lower case; 0 at its end. What was typed before the
 * terminal gave out keys one by one comes too, an early Ctrl-D as 0. */
static char
read_byte (void)
{
  char byte = 0;
  ssize_t n = 0;

  do
    n = read (STDIN_FILENO, &byte, 1);
  while (n < 0 && errno == EINTR);
  if (n != 1)
    return 0;
  return g_ascii_tolower (byte);
}

gboolean
recoup_prompt_read_key (const char *question, const char *keys, char *key_out)
{
  struct termios before;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return FALSE;
  struct termios raw = before;
  raw.c_lflag &= ~(tcflag_t) (ICANON | ECHO | ISIG);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  if (tcsetattr (STDIN_FILENO, TCSADRAIN, &raw) != 0)
    return FALSE;
  g_print ("%s: ", question); /* not before: a key pressed at once is an answer too */
  char key = 0;
  do
    key = read_byte ();
  while (key != 0 && key != KEY_CTRL_C && key != KEY_CTRL_D && key != '\n' &&
         strchr (keys, key) == NULL);
  (void) tcsetattr (STDIN_FILENO, TCSADRAIN, &before); /* nothing can be done about a failure */
  gboolean is_answer = key == '\n' || (key != 0 && strchr (keys, key) != NULL);
  if (is_answer)
    {
      g_print ("%.*s\n", key == '\n' ? 0 : 1, &key);
      *key_out = key;
    }
  return is_answer;
}
