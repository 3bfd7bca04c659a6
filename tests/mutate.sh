#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: mutate.sh [FOLDER]: plants faults in the model and in the reminders, one at a time, in a copy of the tree under FOLDER (default: a new one
# in $TMPDIR, removed at the end), and runs the model's tests on each. A fault that no test catches is a hole in them: exit 1.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)

# file | sed expression that plants the fault | what it breaks
faults() {
  cat <<'FAULTS'
core/balance.c|s/WHOLE_GUARD_DP 1e-6/WHOLE_GUARD_DP 0.0/|exact fractions lose a tenth
core/sleep.c|s/97\.44/90.0/|sleep debt fades too fast
core/sleep.c|s/(3 \* RECOUP_USEC_PER_HOUR)/(4 * RECOUP_USEC_PER_HOUR)/|short nights become naps
core/sleep.c|s/(left < right) - (left > right)/(left > right) - (left < right)/|the thinner source counts
core/sleep.c|s/>= JOIN_GAP_USEC/> JOIN_GAP_USEC/|a night is split a minute later
core/fuel.c|s/recoup_balance (0\.0, missing, missing)/recoup_balance_all (missing)/|an open diary counts as closed
core/fuel.c|s/- ROUND_GUARD/+ 1.0/|a gram too much in a slot
core/stress.c|s/recoup_balance (0\.0, level->of\[RECOUP_COPY_POINT\], 1\.0)/recoup_balance_all (level->of[RECOUP_COPY_POINT])/|silence narrows the interval
core/stress.c|s/1\.0 + level/1.0 - level/|stress speeds recovery up
core/tissue.c|s/POOL_MAX_PERCENT *60\.0/POOL_MAX_PERCENT 600.0/|pools have no bottom
core/tissue.c|s/return percent > BLOCK_PERCENT/return percent >= 6.0/|a group is free too early
core/tissue.c|s/rir <= HARD_RIR/rir < HARD_RIR/|a hard set counts as a medium one
core/load.c|s/n_days + 1/n_days + 2/|another smoothing convention
core/load.c|s/SPIKE_KNOWN_DAYS *14/SPIKE_KNOWN_DAYS 15/|a spike is claimed a day later
core/autonomic.c|s/(summary\.n - 1)/summary.n/|population instead of sample deviation
core/bedtime.c|s/MOVE_MAX_MIN *30/MOVE_MAX_MIN 40/|bedtime wanders from the usual
core/plan.c|s/BLOCK_DAYS *7/BLOCK_DAYS 6/|a declined offer comes back a day early
core/plan.c|s/!day->hold && plan->state == RECOUP_PLAN_REBUILD1/plan->state == RECOUP_PLAN_REBUILD1/|soreness no longer holds the rebuilding
core/plan.c|s/sets\[i\] % 2 == 1/sets[i] % 2 == 0/|the missing sets go to the wrong exercises
core/flags.c|s/CHRONIC_GAP *3/CHRONIC_GAP 2/|a run of soreness ends too early
core/flags.c|s/ADHERENT_SHARE *0\.8/ADHERENT_SHARE 0.78/|a month with a bad week counts as adherent
core/flags.c|s/DRAWN_KNOWN *10/DRAWN_KNOWN 9/|nine logged days are enough for the red
core/flags.c|s/TIRED_DAYS *5/TIRED_DAYS 4/|tired after four days
core/flags.c|s/ILL_APART_DAYS *7/ILL_APART_DAYS 1/|one illness counts as several
core/flags-lift.c|s/LIFT_FALL *0\.95/LIFT_FALL 0.99/|a lift falls by a hair
core/flags-lift.c|s/if (!recoup_books_has_mark/if (recoup_books_has_mark/|only deloads are a yardstick
core/questions.c|s/ANSWER_DAYS *14/ANSWER_DAYS 13/|an answer is forgotten a day early
core/questions.c|s/count_sore (input, today - 1, WIDE_SORENESS)/count_sore (input, today, WIDE_SORENESS)/|yesterday's soreness is not asked about
core/verdict.c|s/ && !state->ill//|illness needs coverage
core/verdict.c|s/TIRED_LEVEL *0\.667/TIRED_LEVEL 0.66/|a steady five is tired
core/verdict.c|s/blocked <= MANY_BLOCKED/blocked < MANY_BLOCKED/|six blocked groups are many
core/metrics.c|s/SRI_PAIRS *28/SRI_PAIRS 27/|a pair of nights is left out
core/coverage.c|s/COVER_TISSUE, LIMIT_OTHER_DAYS/COVER_TISSUE, LIMIT_FUEL_DAYS/|tissue is forgotten too early
core/survey.c|s/CARRY_DAYS *3/CARRY_DAYS 2/|pain is forgotten a day early
core/survey.c|s/state->now - worked > LATE_AFTER/state->now - worked >= LATE_AFTER/|soreness is late a minute early
core/day.c|s/total_g = fmax (total_g, entry->food.protein_g)/total_g += entry->food.protein_g/|two totals of a day add up
core/day.c|s/if (said\[i\] != 0)/if (said[i] != 0 \&\& row->ratings[i] == 0)/|the first rating counts, not the last
core/day.c|s/if (is_empty .. said/if (said/|an empty map clears nothing
core/daytable.c|s/READ_MARGIN_DAYS 2/READ_MARGIN_DAYS 0/|entries of other zones are not read
core/daytable.c|s/TRAINING_KNOWN_DAYS 7/TRAINING_KNOWN_DAYS 6/|training is forgotten a day early
core/fold.c|s/ACCUSTOMED_DAYS *28/ACCUSTOMED_DAYS 27/|an exercise is new a day early
core/fold.c|s/row->weight_at > books->weight_at/row->weight_at < books->weight_at/|the first weight counts, not the last
core/books.c|s/compare_names (&left->pdata\[i\], &right->pdata\[j\]) < 0/compare_names (\&left->pdata[i], \&right->pdata[j]) > 0/|unmapped exercises lose their order
core/explain.c|s/row->amount = after - leaked/row->amount = after - before/|the statement does not add up
core/ledger.c|s/#define OPEN_DAYS 5/#define OPEN_DAYS 0/|days are settled before they are known
core/ledger.c|s/drop_books (ledger, from - RECOUP_DAY_SKEW)/drop_books (ledger, from + 1)/|a changed day keeps its checkpoint
core/seal.c|s/  add_text (sum, policy);//|books of other settings are taken from the shelf
core/seal.c|s/  recoup_zone_digest (context->zone, sum);//|books of another zone are taken from the shelf
core/books-value.c|s/RUN (n_known), *//|a count of days is lost on the shelf
core/books-value.c|s/  RUN (weight_at),//|when a weight was logged is lost on the shelf
core/survey.c|s/recoup_point_is_in (key, costs->off)/FALSE/|an account that is switched off still costs
core/coverage.c|s/if (heart->known)/if (TRUE)/|an account counts as known without an entry
core/bedtime.c|s/morning <= day + 2 \&\& civil/morning <= day + 1 \&\& civil/|the night over a date that a zone left out ends too early
core/checkpoints.c|s/RECENT_DAYS 24/RECENT_DAYS 2/|yesterday is folded from the month
core/seal.c|s/add_text (sum, policy)/add_text (sum, "")/|books of other settings are believed
core/books-value.c|s/RUN (n_known)/RUN (first_day)/|a number is lost on the shelf
FAULTS
}

# The same for what the random lives must catch: the promises of the reminders, each broken once.
life_faults() {
  cat <<'FAULTS'
core/schedule.c|s/if (row == NULL .. comes_again (&ctx, row, candidate))/if (TRUE)/|a key is claimed twice
core/schedule.c|s/if (ctx->now >= copy->valid_until)/if (ctx->now >= copy->valid_until + RECOUP_USEC_PER_DAY)/|what is over stays open
core/schedule.c|s/      recoup_schedule_note (ctx, copy->valid_until);/;/|nobody looks again when a reminder ends
core/schedule.c|s/else if (is_private && copy->posted)/else if (FALSE)/|the lock screen shows what it should not
core/schedule-deliver.c|s/ctx->last_popup + gap <= ctx->now/ctx->last_popup + gap \/ 2 <= ctx->now/|popups come too fast
core/schedule-deliver.c|s/    return RECOUP_HOLD_LIMIT;/    return 0;/|popups come too often in a day
core/schedule-hold.c|s/holds .= around->away ? RECOUP_HOLD_AWAY : 0;/;/|nobody is there and a popup comes
core/schedule-hold.c|s/ONE_A_DAY_DAYS *3/ONE_A_DAY_DAYS 5/|an unanswered kind comes as often as before
core/schedule-hold.c|s/REST_DAYS *7/REST_DAYS 10/|an unanswered kind goes on for days
core/schedule-hold.c|s/SILENT_AFTER_USEC *(7/SILENT_AFTER_USEC (8/|a week of silence has eight days
core/schedule-kinds.c|s/RecoupInstant due = state->lights_out;/RecoupInstant due = MAX (state->lights_out, ctx->now - RECOUP_USEC_PER_MIN);/|bedtime drifts with the clock
core/schedule-kinds.c|s/BEDTIME_LEAST_USEC);$/-2 * BEDTIME_LEAST_USEC);/|bedtime is said in the morning
core/schedule-protein.c|s/MEAL_LEAST_G  *15/MEAL_LEAST_G 45/|a meal does not answer its reminder
include/recoup/schedule.h|s/RECOUP_AFTER_RESUME_USEC (60/RECOUP_AFTER_RESUME_USEC (20/|a popup greets who resumes
daemon/engine-acts.c|s/^      recoup_notifier_close (engine->notifier, act->reminder->key);$/;/|what is over stays on the screen
daemon/engine-change.c|s/      recoup_ledger_touch (engine->ledger, entry);/;/|a logged entry changes nothing until a restart
daemon/engine-listen.c|s/^  recoup_engine_save_row (engine, row, now);$/;/|what was shown is not written
daemon/engine-rows.c|s/!recoup_engine_is_retry_due (engine->retry_at, now))/TRUE)/|what the store could not take is never written
daemon/engine-verbs.c|s/if (row->snoozes >= most)/if (row->snoozes > most)/|a reminder is put off once too often
daemon/engine-world.c|s/engine->paused_until = around->paused_until = .*;/engine->paused_until = around->paused_until = RECOUP_INSTANT_NONE;/|a pause ends with the process
daemon/engine-settle.c|s/recoup_engine_next_own (engine, now))/now)/|the next alarm is not to come
FAULTS
}

# The same for what scripts and engine tests must catch: an undo brings back what was there, settling twice does nothing the
# second time, and what the world tells is neither lost nor taken for something else.
desk_faults() {
  cat <<'FAULTS'
daemon/engine-acts.c|s/(void) recoup_engine_keep_row (engine, row);.*$/recoup_reminder_free (row);/|what was claimed is claimed by the next settle again
daemon/engine-acts.c|s/g_hash_table_add (refused, row->key);/;/|a key that is spent is shown once more
daemon/engine-acts.c|s/^      engine->around.resting_since\[kind\] = now;$/;/|what rests comes again after a fortnight
daemon/engine-change.c|s/    touch (change, gone);/;/|an entry that is taken back stays in the state
daemon/engine-change.c|s/"put", replaced, error/"put", zoned, error/|an undo of an amendment brings the amendment
daemon/engine-change.c|s/return record (engine, change, "restore", replaced, error);/return TRUE;/|a removal cannot be undone
daemon/engine-change.c|s/return change->is_undo .. recoup_engine_push_undo/return recoup_engine_push_undo/|an undo can be undone
daemon/engine-journal.c|s/now->rev + 1)/now->rev)/|what an undo brings back is taken for the same
daemon/engine-journal.c|s/^    return recoup_engine_forget (engine, change, id, error);$/    return TRUE;/|an undo of an addition does nothing
daemon/engine-listen.c|s/row != NULL \&\& !recoup_reminder_state_is_resolved (row->state)/row != NULL/|a button that comes late changes what has ended
daemon/engine-rows.c|s/^  g_hash_table_remove_all (engine->unsaved);$/;/|what was written is written again and again
daemon/engine-settle.c|s/^  engine->is_changed = FALSE;$/;/|each settle is news
daemon/engine-sleep.c|s/^          engine->sleep_logged_day = engine->state->day;$/;/|a night that was removed is logged once more
daemon/engine-verbs.c|s/(void) recoup_reminder_state_from_name (state, &row->state);.*$/;/|an undo leaves the state
daemon/engine-verbs.c|s/^  row->snoozes = snoozes;$/;/|an undo gives no snooze back
daemon/engine-verbs.c|s/^  row->until = until;$/;/|an undo leaves the end of the snooze
daemon/engine-verbs.c|s/^  row->due = due;$/;/|an undo leaves the due of another zone
daemon/engine-verbs.c|s/^  row->valid_until = valid_until;$/;/|an undo leaves the end of another zone
daemon/engine-verbs.c|s/^  row->seen = seen;$/;/|what was seen comes again after an undo
daemon/engine-verbs.c|s/^  row->timed_out = timed_out;$/;/|what timed out is not up again after an undo
daemon/engine-verbs.c|s/^  row->cause = cause.*$/;/|an undo forgets why it waited
daemon/engine-verbs.c|s/^      until = row->due;$/;/|what was put off before its due is forgotten by an undo
daemon/engine-verbs.c|s/return open != NULL .. open->claimed_at > row->claimed_at;/return FALSE;/|an undo brings a second one of a kind
daemon/engine-verbs.c|s/stage_pause (engine, change, until, reason, error)/stage_pause (engine, change, until, "", error)/|an undo forgets why there was a pause
daemon/engine-world.c|s/^  shift (&around->resumed_at, step);$/;/|a set clock holds back what is due after a resume
daemon/engine-world.c|s/^      around->last_evidence += step;$/;/|a clock that is set makes a week of silence
daemon/notifier-desktop.c|0,/g_queue_clear_full (&desktop->waiting, .*/s//;/|what waited for a server that is gone is kept
FAULTS
}

folder=${1:-}
if [ -z "$folder" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder/tree"
git -C "$top" ls-files -z | (cd "$top" && xargs -0 cp --parents -t "$folder/tree" --)
meson setup "$folder/build" "$folder/tree" >/dev/null
programs=(autonomic bedtime books fuel load metrics plan sleep state stress tissue day verdict survey flags vectors ledger shelf replay properties)
desks=(engine buttons world)
desk_targets=(tests/sim/recoup-sim tests/sim/recoup-life tests/engine/test-notifier "${desks[@]/#/tests/engine/test-}")
targets=("${programs[@]/#/tests/unit/test-}" "${desk_targets[@]}")
ninja -C "$folder/build" "${targets[@]}" >/dev/null

export RECOUP_TEST_DATA="$folder/tree/tests/data" G_DEBUG=fatal-warnings LC_ALL=C.UTF-8
# Runs the tests until one fails; says which.
find_catcher() {
  local program
  for program in "${programs[@]}"; do
    if ! timeout 120 "$folder/build/tests/unit/test-$program" >/dev/null 2>&1; then
      echo "test-$program"
      return
    fi
  done
}

# Lives some lives until one fails; says by which rule.
find_life_catcher() {
  { timeout 300 "$folder/build/tests/sim/recoup-life" --seeds 0..39 --events 2000 --whole 2>/dev/null || true; } |
    sed -nE '/^# [a-z]+(:|$)/{s/^# ([a-z]+).*/life: \1/p;q}'
}

# Plays the scripts, then runs the engine's tests, until one fails; says which.
find_desk_catcher() {
  local script program
  for script in "$folder"/tree/tests/sim/*.sim; do
    # Warnings are no faults where the disk of a script is full.
    if ! env -u G_DEBUG timeout 60 /usr/bin/python3 "$folder/tree/tests/sim/check.py" "$folder/build/tests/sim/recoup-sim" "$script" >/dev/null 2>&1 ||
      ! env -u G_DEBUG timeout 60 "$folder/build/tests/sim/recoup-life" --script "$script" >/dev/null 2>&1; then
      basename "$script"
      return
    fi
  done
  for program in "${desks[@]}"; do
    if ! timeout 120 "$folder/build/tests/engine/test-$program" >/dev/null 2>&1; then
      echo "test-$program"
      return
    fi
  done
  timeout 60 "$folder/build/tests/engine/test-notifier" -p /notifier/gone >/dev/null 2>&1 || echo "test-notifier"
}

for catcher in find_catcher find_life_catcher find_desk_catcher; do
  caught=$($catcher)
  [ -z "$caught" ] || { echo "without any fault $caught fails" >&2; exit 1; }
done
missed=0
count=0
# plant CATCHER TARGET... <FAULTS
plant() {
  local catcher=$1
  shift
  while IFS='|' read -r file expression what; do
    count=$((count + 1))
    cp "$folder/tree/$file" "$folder/original"
    sed -i "$expression" "$folder/tree/$file"
    if cmp -s "$folder/tree/$file" "$folder/original"; then
      echo "STALE   $file: $what: the fault no longer fits the code"
      missed=$((missed + 1))
      continue
    fi
    if ! ninja -C "$folder/build" "$@" >"$folder/log" 2>&1; then
      echo "BROKEN  $file: $what: does not build"
      missed=$((missed + 1))
    else
      caught=$($catcher)
      if [ -n "$caught" ]; then
        echo "caught  $file: $what ($caught)"
      else
        echo "MISSED  $file: $what"
        missed=$((missed + 1))
      fi
    fi
    cp "$folder/original" "$folder/tree/$file"
  done
}
plant find_catcher "${programs[@]/#/tests/unit/test-}" < <(faults)
plant find_life_catcher tests/sim/recoup-life < <(life_faults)
plant find_desk_catcher "${desk_targets[@]}" < <(desk_faults)
echo "$((count - missed)) of $count faults caught"
[ "$missed" -eq 0 ]
