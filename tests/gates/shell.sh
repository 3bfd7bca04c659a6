#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Shell scripts pass the shell linter; Python files compile.
set -euo pipefail
git ls-files -z '*.sh' recoup-dev .ci/run | xargs -0 shellcheck --severity=warning
git ls-files -z '*.py' | xargs -0 -r -n 1 /usr/bin/python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])'
