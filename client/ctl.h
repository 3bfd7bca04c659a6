/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "client/line.h"
#include "client/render.h"
#include "recoup/civil.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/** Exit status of recoupctl. */
typedef enum
{
  RECOUP_EXIT_OK = 0,
  RECOUP_EXIT_FAILED = 1,    /* the daemon refused, or something broke */
  RECOUP_EXIT_USAGE = 2,     /* the command line makes no sense */
  RECOUP_EXIT_NO_DAEMON = 3, /* nobody answers on the bus */
  RECOUP_EXIT_NOT_FOUND = 4, /* no such entry, reminder, setting or undo token */
} RecoupExit;

typedef enum
{
  RECOUP_JSON_OFF,
  RECOUP_JSON_SHORT,  /* one line a value */
  RECOUP_JSON_PRETTY, /* indented */
} RecoupJsonMode;

/** RecoupCtl: one run of recoupctl: the options that every verb shares, the bus, the output. */
typedef struct
{
  RecoupJsonMode json;
  gboolean pager;       /* long output may go through a pager */
  gboolean legend;      /* headings and hints are printed */
  gboolean quiet;       /* nothing but errors is printed */
  gboolean is_stream;   /* each line is for now: no pager, and a reader that leaves is no failure */
  gboolean user_bus;    /* the bus of the user's service manager, whatever the environment says */
  RecoupRender render;  /* what standard output can show */
  const char *verb;     /* static, name of the running verb */
  const char *example;  /* static, a command line of it to show beside an error; NULL if none */
  GString *out;         /* owned, what was printed; recoup_ctl_flush() writes it */
  RecoupLine *line;     /* owned, for calls; NULL until the first */
  GDBusConnection *bus; /* owned, of a verb that listens, which then makes its calls too; or NULL */
  RecoupZoneTable *zones; /* owned, NULL until the first use */
  const RecoupZone *zone; /* lives in zones; the daemon's zone, NULL until asked for */
} RecoupCtl;

void recoup_ctl_init (RecoupCtl *ctl);
void recoup_ctl_clear (RecoupCtl *ctl);

/**
 * recoup_ctl_call:
 * @interface: one of names.h
 * @args: (nullable): a tuple; consumed when floating
 * @reply: type of the reply, for example `(a{sv})`
 *
 * Calls the daemon and waits for its answer; the bus starts the daemon when it can.
 *
 * Returns: (transfer full): the reply, serialised, or %NULL
 */
GVariant *recoup_ctl_call (RecoupCtl *ctl,
                           const char *interface,
                           const char *method,
                           GVariant *args,
                           const char *reply,
                           GError **error);

/**
 * recoup_ctl_begin:
 *
 * Starts a call: several that are begun before the first is finished take one round trip.
 *
 * Returns: what recoup_ctl_finish() waits for; 0 on failure
 */
guint32 recoup_ctl_begin (RecoupCtl *ctl,
                          const char *interface,
                          const char *method,
                          GVariant *args,
                          GError **error);

/** Returns: (transfer full): the reply of a call that was begun, of the type @reply, or %NULL. It
 * is the tree that GDBus made, which is read in a third of the time, but no text may be borrowed
 * from it. */
GVariant *recoup_ctl_finish (RecoupCtl *ctl, guint32 serial, const char *reply, GError **error);

/** Returns: (transfer full): the value of a property of the main interface */
GVariant *recoup_ctl_get_property (RecoupCtl *ctl, const char *name, GError **error);

/** The settings of the daemon; those that this program does not know are left out. @policy: changed
 * on success only */
gboolean recoup_ctl_get_policy (RecoupCtl *ctl, RecoupPolicy *policy, GError **error);

/** Returns: (transfer full): GetState with @options, an `a{sv}` (consumed when floating) or NULL */
GVariant *recoup_ctl_get_state (RecoupCtl *ctl, GVariant *options, GError **error);

/** Connects as a program that listens, if that has not happened yet: calls go that way from then
 * on.
 */
gboolean recoup_ctl_connect (RecoupCtl *ctl, GError **error);

/** Table of zones, loaded from the system's data when first looked up. */
RecoupZoneTable *recoup_ctl_get_zones (RecoupCtl *ctl);

/** Returns: (transfer none): the zone called @id; UTC when this machine does not know it */
const RecoupZone *recoup_ctl_find_zone (RecoupCtl *ctl, const char *id);

/** Sends what was begun, and loads the zone of this process while the daemon works: it will be the
 * same in all likelihood. */
void recoup_ctl_expect_zone (RecoupCtl *ctl);

/** Returns: (transfer none) (nullable): the zone that the daemon takes for the user's; one round
 * trip at the first call */
const RecoupZone *recoup_ctl_get_zone (RecoupCtl *ctl, GError **error);

/** Returns: (transfer none): the name of the daemon's zone; "UTC" before it was asked for */
const char *recoup_ctl_get_zone_id (RecoupCtl *ctl);

/** Prints to standard output, when recoup_ctl_flush() comes; nothing with --quiet. What could steer
 * a terminal is replaced. */
void recoup_ctl_print (RecoupCtl *ctl, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** Writes what was printed, through a pager when it is longer than the terminal. */
void recoup_ctl_flush (RecoupCtl *ctl);

/** Says on standard error what went wrong. Returns: the exit status for it */
RecoupExit recoup_ctl_fail (RecoupCtl *ctl, const GError *error);

/** As recoup_ctl_fail(), but what this program itself refused is a fault of the command line. */
RecoupExit recoup_ctl_refuse (RecoupCtl *ctl, const GError *error);

/** Says on standard error what is wrong with the command line. Returns: %RECOUP_EXIT_USAGE */
RecoupExit recoup_ctl_usage (RecoupCtl *ctl, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
