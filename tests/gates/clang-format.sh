#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Every C file stands as the formatter would write it.
set -euo pipefail
git ls-files -z '*.c' '*.h' | xargs -0 clang-format --dry-run --Werror
