/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#define RECOUP_BUS_NAME            "org.recoup.Recoup1"
#define RECOUP_OBJECT_PATH         "/org/recoup/Recoup1"
#define RECOUP_INTERFACE           "org.recoup.Recoup1"
#define RECOUP_INTERFACE_JOURNAL   "org.recoup.Recoup1.Journal"
#define RECOUP_INTERFACE_REMINDERS "org.recoup.Recoup1.Reminders"
#define RECOUP_INTERFACE_SETTINGS  "org.recoup.Recoup1.Settings"
#define RECOUP_ERROR_PREFIX        "org.recoup.Recoup1.Error."
#define RECOUP_DESKTOP_ID          "org.recoup.Recoup1"
#define RECOUP_API_LEVEL           2
