/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The door that one target knocks at; the name is libFuzzer's. Returns: 0 */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
