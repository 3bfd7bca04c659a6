/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The twelve muscle groups, in the model's order (section 2). */
typedef enum
{
  RECOUP_GROUP_CHEST,
  RECOUP_GROUP_BACK,
  RECOUP_GROUP_SHOULDERS,
  RECOUP_GROUP_BICEPS,
  RECOUP_GROUP_TRICEPS,
  RECOUP_GROUP_FOREARMS,
  RECOUP_GROUP_ABS,
  RECOUP_GROUP_LOWER_BACK,
  RECOUP_GROUP_GLUTES,
  RECOUP_GROUP_QUADS,
  RECOUP_GROUP_HAMSTRINGS,
  RECOUP_GROUP_CALVES,
} RecoupGroup;

#define RECOUP_N_GROUPS (RECOUP_GROUP_CALVES + 1)

/** Share of a set that each group does: 0 none, 0.5 indirect, 1 direct. */
typedef struct
{
  double weight[RECOUP_N_GROUPS]; /* 0 to 1 */
} RecoupGroupWeights;

/** Pain flags of one group, as bits; order of the bits is the order in which they are reported. */
typedef enum
{
  RECOUP_PAIN_SHARP = 1 << 0,
  RECOUP_PAIN_JOINT = 1 << 1,
  RECOUP_PAIN_FORM = 1 << 2,
  RECOUP_PAIN_STRENGTH = 1 << 3,
  RECOUP_PAIN_ROM = 1 << 4,
} RecoupPain;

#define RECOUP_N_PAINS  5
#define RECOUP_PAIN_ALL ((1 << RECOUP_N_PAINS) - 1)

/** Returns: (transfer none): name of the group, "chest" to "calves" */
const char *recoup_group_get_name (RecoupGroup group);

/** Whether @name names a group; sets @group_out if so. */
gboolean recoup_group_from_name (const char *name, RecoupGroup *group_out);

/** Returns: (transfer none): name of pain flag number @bit, 0 to 4: "sharp", "joint", "form",
 * "strength", "rom" */
const char *recoup_pain_get_name (guint bit);

/** Whether @name names a pain flag; sets @bit_out to its number, 0 to 4, if so. */
gboolean recoup_pain_from_name (const char *name, guint *bit_out);

G_END_DECLS
