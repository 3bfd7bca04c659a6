/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/report/figure.h"

G_BEGIN_DECLS

/** One part of a report. */
typedef struct
{
  const char *id;        /* static */
  const char *heading;   /* static */
  GPtrArray *paragraphs; /* owned, of char* */
  GPtrArray *figures;    /* owned, of ReportFigure */
} ReportSection;

/** What a report says and shows, in order, whatever the format. */
typedef struct
{
  const ReportData *data; /* borrowed */
  const char *title;      /* static */
  char *subtitle;         /* owned: which days, and when */
  GPtrArray *sections;    /* owned, of ReportSection */
} ReportStory;

/** @data: outlives the story */
ReportStory *report_story_new (const ReportData *data);
void report_story_free (ReportStory *story);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReportStory, report_story_free)

/* story-text.c: the sentences */

/** Each appends char* to @out. */
void report_tell_today (const ReportData *data, GPtrArray *out);
void report_tell_muscles (const ReportData *data, GPtrArray *out);
void report_tell_plan (const ReportData *data, GPtrArray *out);
void report_tell_gaps (const ReportData *data, GPtrArray *out);
void report_tell_about (GPtrArray *out);

/** Returns: (transfer none): the code of the language of the texts, for HTML and SVG */
const char *report_get_language (void);

/** Returns: (transfer full): what a trend looks like, in words */
char *report_describe_trend (const RecoupTrend *trend);

G_END_DECLS
