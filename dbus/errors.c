/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The names of errors on the bus. Both ends use this one table: the daemon's answers are encoded by
 * it, and a client that registered it gets the same domain and code back. A name is never reused.
 */
#include "dbus/errors.h"

#include "recoup/names.h"

static const GDBusErrorEntry names[] = {
  { RECOUP_ERROR_INVALID_ARGUMENT, RECOUP_ERROR_PREFIX "InvalidArgument" },
  { RECOUP_ERROR_NOT_FOUND, RECOUP_ERROR_PREFIX "NotFound" },
  { RECOUP_ERROR_ALREADY_RESOLVED, RECOUP_ERROR_PREFIX "AlreadyResolved" },
  { RECOUP_ERROR_OUT_OF_RANGE, RECOUP_ERROR_PREFIX "OutOfRange" },
  { RECOUP_ERROR_LIMIT_REACHED, RECOUP_ERROR_PREFIX "LimitReached" },
  { RECOUP_ERROR_CONFLICT, RECOUP_ERROR_PREFIX "Conflict" },
  { RECOUP_ERROR_READ_ONLY, RECOUP_ERROR_PREFIX "ReadOnly" },
  { RECOUP_ERROR_STORAGE_FAILURE, RECOUP_ERROR_PREFIX "StorageFailure" },
  { RECOUP_ERROR_UNSUPPORTED, RECOUP_ERROR_PREFIX "Unsupported" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == RECOUP_N_ERRORS);

void
recoup_bus_errors_register (void)
{
  static gsize once = 0;
  if (!g_once_init_enter (&once))
    return;
  GQuark domain = RECOUP_ERROR;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    (void) g_dbus_error_register_error (domain, names[i].error_code, names[i].dbus_error_name);
  g_once_init_leave (&once, 1);
}

GError *
recoup_bus_error_from_fault (GError *error)
{
  if (error->domain != RECOUP_FAULT)
    return error;
  gboolean is_range = error->code == RECOUP_FAULT_RANGE || error->code == RECOUP_FAULT_LIMIT;
  error->domain = RECOUP_ERROR;
  error->code = is_range ? RECOUP_ERROR_OUT_OF_RANGE : RECOUP_ERROR_INVALID_ARGUMENT;
  return error;
}
