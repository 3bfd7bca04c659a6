#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: run-all.sh BUILD
# Every check and every test, in three builds: gcc, clang, and gcc with address and undefined-behaviour sanitizers.
# Each check and each case of a test program counts; a skipped one counts as failed. The last line is `N passed, N failed`.
set -uo pipefail

top=$(cd "$(dirname "$0")/.." && pwd)
build=$1
cd "$top" || exit 1
mkdir -p "$build"
passed=0
failed=0

# A zone at random, so that nothing quietly depends on UTC; printed, so that a failure can be had again.
zones=(UTC Europe/Berlin America/New_York Asia/Kathmandu Australia/Lord_Howe Pacific/Apia America/St_Johns Africa/Casablanca)
TZ=${TZ:-${zones[RANDOM % ${#zones[@]}]}}
export TZ
printf 'Time zone of this run: TZ=%s\n' "$TZ"

# check NAME COMMAND...: one gate; its output is shown when it fails.
check() {
  local name=$1 log="$build/check.log" start=$SECONDS
  shift
  if "$@" >"$log" 2>&1 </dev/null; then
    passed=$((passed + 1))
    printf 'ok      %-34s %4d s\n' "$name" $((SECONDS - start))
  else
    failed=$((failed + 1))
    printf 'FAILED  %-34s %4d s\n' "$name" $((SECONDS - start))
    grep -vE '^\[[0-9]+/[0-9]+\] ' "$log" | tail -n 60 | sed 's/^/        /'
  fi
}

# suite NAME DIR LOG [meson test arguments]: counts the cases of every test program in the log that meson writes.
suite() {
  local name=$1 dir=$2 log=$3 start=$SECONDS counts
  shift 3
  rm -f "$dir/meson-logs/$log"
  meson test -C "$dir" --no-rebuild --print-errorlogs "$@" >"$build/$name.log" 2>&1 </dev/null
  local status=$?
  counts=$(/usr/bin/python3 "$top/tests/support/count-tests.py" "$dir/meson-logs/$log" 2>/dev/null) || counts='0 1'
  local good=${counts% *} bad=${counts#* }
  [ $status -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
  passed=$((passed + good))
  failed=$((failed + bad))
  printf '%-7s %-34s %4d s   %d passed, %d failed\n' "$([ "$bad" -eq 0 ] && echo ok || echo FAILED)" "tests: $name" \
    $((SECONDS - start)) "$good" "$bad"
  [ "$bad" -eq 0 ] || grep -vE '^ *[0-9]+/[0-9]+ .* OK ' "$build/$name.log" | tail -n 120 | sed 's/^/        /'
}

# compile DIR [meson options]
compile() {
  local dir=$1
  shift
  local again=()
  [ -f "$dir/build.ninja" ] && again=(--reconfigure)
  meson setup "${again[@]}" "$dir" --werror "$@" >"$dir.log" || { cat "$dir.log"; return 1; }
  ninja -C "$dir"
}

check 'build: gcc' compile "$build/gcc"
CC=clang check 'build: clang' compile "$build/clang"
check 'build: sanitizers' compile "$build/asan" -Db_sanitize=address,undefined -Db_lundef=false

for gate in "$top"/tests/gates/*.sh; do
  check "gate: $(basename "$gate" .sh)" "$gate" "$build"
done

suite gcc "$build/gcc" testlog.json
suite clang "$build/clang" testlog.json --suite unit --suite engine --suite sim
export ASAN_OPTIONS=detect_leaks=1:halt_on_error=1:abort_on_error=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
# How often a thread wakes is no matter of memory.
suite asan "$build/asan" testlog.json --no-suite gate --no-suite idle --timeout-multiplier 6
unset ASAN_OPTIONS UBSAN_OPTIONS

# Once more where the decimal point is a comma.
if check 'locale: de_DE.UTF-8' "$top/tests/support/make-locale.sh" "$build/locale"; then
  LOCPATH="$build/locale" suite comma-locale "$build/gcc" testlog-comma.json --suite unit --setup comma
fi

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
