/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RECOUP_ERROR:
 *
 * The one error domain. Each code is something that a caller acts on; `dbus/errors.c` gives each
 * its bus name, `recoupctl` its exit status.
 */
#define RECOUP_ERROR (recoup_error_quark ())
GQuark recoup_error_quark (void);

typedef enum
{
  RECOUP_ERROR_INVALID_ARGUMENT, /* a value is malformed: names entry, key, allowed range, value got
                                  */
  RECOUP_ERROR_NOT_FOUND,        /* no entry, reminder, setting or undo token of that name */
  RECOUP_ERROR_ALREADY_RESOLVED, /* the reminder has ended, or the undo token was used */
  RECOUP_ERROR_OUT_OF_RANGE,     /* a well-formed value outside of its range */
  RECOUP_ERROR_LIMIT_REACHED,    /* too many entries, bytes, inhibitors */
  RECOUP_ERROR_CONFLICT,         /* somebody else changed it since it was read */
  RECOUP_ERROR_READ_ONLY,        /* the value may not be written */
  RECOUP_ERROR_STORAGE_FAILURE,  /* the store could not be read or written */
  RECOUP_ERROR_UNSUPPORTED,      /* not in this version, or not on this machine */
} RecoupError;

#define RECOUP_N_ERRORS (RECOUP_ERROR_UNSUPPORTED + 1)

/**
 * RECOUP_FAULT:
 *
 * What is wrong with one journal line or entry: the codes of the interchange format, in a domain of
 * their own because a report prints them by name. On the bus each becomes
 * %RECOUP_ERROR_INVALID_ARGUMENT, or %RECOUP_ERROR_OUT_OF_RANGE for %RECOUP_FAULT_RANGE and
 * %RECOUP_FAULT_LIMIT.
 */
#define RECOUP_FAULT (recoup_fault_quark ())
GQuark recoup_fault_quark (void);

typedef enum
{
  RECOUP_FAULT_TOO_LONG,   /* more than 65536 bytes */
  RECOUP_FAULT_JSON,       /* not valid JSON or not UTF-8 */
  RECOUP_FAULT_NOT_OBJECT, /* JSON, but no object */
  RECOUP_FAULT_KIND,       /* kind missing or unknown */
  RECOUP_FAULT_ID,         /* id or target is not a UUID */
  RECOUP_FAULT_ZONE,       /* not a known IANA zone */
  RECOUP_FAULT_BAD_TIME,   /* not RFC 3339 with offset, offset above 15:00, or no such time */
  RECOUP_FAULT_BAD_DATE,   /* not a date, or no such date */
  RECOUP_FAULT_MISSING,    /* a required field is absent */
  RECOUP_FAULT_TYPE,       /* wrong type, fraction for an integer, unknown pain flag or activity */
  RECOUP_FAULT_RANGE,      /* number, date or instant outside its range */
  RECOUP_FAULT_LIMIT,      /* too many sets, or a string too long */
  RECOUP_FAULT_INTERVAL,   /* end not after start, too short, too long, asleep longer than it */
  RECOUP_FAULT_EMPTY,      /* a checkin or hrv entry without any value */
  RECOUP_FAULT_GROUP,      /* unknown muscle group */
  RECOUP_FAULT_QUESTION,   /* unknown question */
  RECOUP_FAULT_ACTION,     /* unknown plan action */
} RecoupFault;

#define RECOUP_N_FAULTS (RECOUP_FAULT_ACTION + 1)

/**
 * recoup_fault_get_name:
 * @fault: a fault
 *
 * Returns: (transfer none): the code as the interchange format spells it, for example "bad-time"
 */
const char *recoup_fault_get_name (RecoupFault fault);

G_END_DECLS
