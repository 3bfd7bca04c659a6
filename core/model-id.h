/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/** Which model this is: a checksum of its sources and its compiler, made at build time. */
extern const char recoup_model_id[];
