/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/import/foreign.h"
#include "recoup/civil.h"

G_BEGIN_DECLS

/** What recoupctl-import was asked to do. */
typedef struct
{
  const char *format;      /* name of a format, NULL: found out from the content */
  double weight_factor;    /* to kg where the file names no unit; 0: not said */
  const char *zone;        /* name of the zone in which clock times without offset were lived */
  RecoupZoneTable *zones;  /* borrowed */
  const char *corrections; /* path of exercises.conf, NULL for none */
} RecoupImporterOptions;

/**
 * recoup_importer_run:
 * @bytes: a file
 * @error: it is none that can be read, or something has to be said first; %G_OPTION_ERROR for an
 *   option that makes no sense
 *
 * Reads a file of any format.
 *
 * Returns: (transfer full): %RECOUP_IMPORT_TYPE: valid entries, and what is to be said
 */
GVariant *recoup_importer_run (GBytes *bytes, const RecoupImporterOptions *options, GError **error);

G_END_DECLS
