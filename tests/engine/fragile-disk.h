/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk for SQLite on which the process dies, or the power fails, at one chosen step. Steps are
 * the beginnings and ends of statements, and each write, sync and truncation of a file. */

typedef enum
{
  FRAGILE_KILL,  /* SIGKILL: what was written is there */
  FRAGILE_POWER, /* then some of what was not synced is lost, torn at sectors */
} FragileDeath;

/** Makes SQLite's default file system one that counts steps in @count, which may be shared, and
 * ends the process at the step @at, 0 for never; once a program. @seed: which writes are lost. */
void fragile_disk_install (guint *count, guint at, FragileDeath death, guint32 seed);

G_END_DECLS
