/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every rule that recoup follows, or has read and does not follow, with where it comes from and how
 * well it is supported. Points, flags, verdicts and reminders name rules by their id; here one
 * reads what stands behind the id.
 *
 * The S rules are what five articles on recovery say, in our words; X-077 was added for safety; the
 * R rules are thresholds of our own; the M rules are formulas from the literature.
 *
 * Long because it is one table, and a rule is looked up by reading down. */

#include "recoup/rules.h"

#include "core/text.h"

/* The five articles. */
#define MOFILO  "Mofilo: sore all the time despite rest days"
#define PLATEAU "PlateauBreaker: why sore is not always better"
#define GUIDE   "Article: muscle recovery guide"
#define OR_REST "Article: train through soreness, or rest?"
#define DEEP    "Article: deep muscle fatigue"
#define OURS    "recoup"

#define RULE(id_, support_, use_, source_, statement_, formalisation_)                    \
  {                                                                                       \
    .id = (id_), .statement = (statement_), .formalisation = (formalisation_),            \
    .source = (source_), .support = RECOUP_SUPPORT_##support_, .use = RECOUP_RULE_##use_, \
  }

static const RecoupRule rules[] = {
  /* The account */
  RULE ("S-001",
        NONE,
        COMPUTED,
        MOFILO,
        N_ ("Workouts withdraw from an account; sleep, protein and little stress pay in."),
        N_ ("Each entry moves named balances; each lost tenth of a point has one key and its "
            "rules.")),
  RULE ("S-002",
        NONE,
        COMPUTED,
        MOFILO,
        N_ ("A rest day stops withdrawals; it pays nothing in."),
        N_ ("A rest entry moves no balance; it only makes the training of its day known.")),
  RULE ("S-003",
        PART,
        COMPUTED,
        MOFILO,
        N_ ("Who withdraws more than comes in, week after week, stays overdrawn and sore."),
        N_ ("Flag: sleep debt of 2 h or more, fuel shortfall of 0.2 or more, or stress of 0.55 or "
            "more "
            "on each of 14 days, 10 of them logged. load.spike: load above your own usual.")),
  RULE ("S-004",
        NONE,
        COMPUTED,
        MOFILO,
        N_ ("There are three debts: sleep, fuel and stress."),
        N_ ("Accounts sleep, fuel and stress; beside them tissue, load and, opt-in, autonomic.")),

  /* Sleep */
  RULE ("S-010",
        OK,
        COMPUTED,
        MOFILO,
        N_ ("Less than 7 h of sleep a night gets in the way of repair."),
        N_ ("sleep.last: 0 points at 420 min, 8 points at 300 min. Well founded for performance, "
            "less "
            "so for repair.")),
  RULE ("S-011",
        OK,
        COMPUTED,
        MOFILO "; " GUIDE,
        N_ ("7 to 9 h of sleep every night."),
        N_ ("sleep_need_min from 420 to 540, 480 unless set; sleep.debt costs 22 points at 8 h "
            "owed.")),
  RULE ("S-012",
        CONTRA,
        UNUSED,
        MOFILO "; against it Lamon 2021, doi:10.14814/phy2.14660, and Saner 2020, "
               "doi:10.1113/JP278828",
        N_ ("Losing 90 min a night for a few nights costs a fifth of muscle protein synthesis."),
        /* xgettext:no-c-format */
        N_ ("Not used: 18 % less was measured after one night without any sleep, 19 % less after "
            "five "
            "nights of four hours in bed, and exercise undid that.")),
  RULE (
      "S-013",
      WEAK,
      COMPUTED,
      MOFILO,
      N_ ("Sleep is the greatest factor for nearly everybody."),
      N_ ("Ordering only: sleep has the largest share of points, 30 of 100, and stands first where "
          "two accounts cost alike. No source for a figure was found, so none is told.")),
  RULE (
      "S-014",
      NONE,
      COMPUTED,
      MOFILO,
      N_ ("Can you say for certain that you slept 7 h and met your protein on each day of the "
          "week?"),
      N_ ("adherence7 of adherence7_known, told as \"4 of 5 known days\": days with both, of the "
          "days "
          "on which both are known. A day that was not logged is not certain, and never a zero.")),
  RULE ("S-015",
        PART,
        UNUSED,
        MOFILO "; " GUIDE "; " DEEP,
        N_ ("Deep sleep repairs, dream sleep restores mood and coordination."),
        N_ ("Not used: stages of sleep are not logged.")),
  RULE ("S-016",
        OK,
        COMPUTED,
        PLATEAU "; " DEEP,
        N_ ("Go to bed and get up at constant times."),
        N_ ("sri: regularity over 28 pairs of nights. Lights out moves to within 30 min of the "
            "median "
            "of the last seven sleep starts.")),
  RULE ("S-017",
        WEAK,
        REMINDER,
        PLATEAU "; " DEEP "; Cochrane review CD013244",
        N_ ("Less blue and bright light in the evening."),
        N_ ("screens_dim: 60 min before lights out; the wind-down reminder. Dimmer evenings may "
            "help.")),
  RULE ("S-018",
        PART,
        COMPUTED,
        PLATEAU "; " DEEP,
        N_ ("Sleep of poor quality, waking unrefreshed."),
        N_ ("Quality 5 or worse on 4 of the last 7 logged nights raises flag S-062.")),
  RULE ("S-019",
        PART,
        REMINDER,
        GUIDE,
        N_ ("Sleep is put on the schedule and protected; no alarm on rest days."),
        N_ ("Bedtime is a reminder that can be done or put off. Debt is paid by an earlier "
            "bedtime, at "
            "most 60 min a night.")),

  /* Fuel */
  RULE ("S-020",
        OK,
        COMPUTED,
        MOFILO,
        N_ ("Less than 0.8 g of protein per pound of body weight prolongs soreness."),
        N_ ("Shortfall of a day: 1 - protein / target, not below 0. 1.6 g/kg unless set; the "
            "article's "
            "figure is 1.763698. Well founded for lean mass, weakly for soreness.")),
  RULE ("S-021",
        PART,
        REMINDER,
        GUIDE,
        N_ ("20 to 30 g of protein after a workout."),
        N_ ("A reminder when nothing was logged since a session that ended less than 2 h ago. The "
            "day's "
            "total is what matters.")),
  RULE ("S-022",
        OK,
        COMPUTED,
        MOFILO,
        N_ ("Fuel debt is protein and calories."),
        N_ ("fuel.protein: the shortfall, averaged with weight 1/4 a day, 15 points at one half. "
            "Energy "
            "is kept and not scored.")),
  RULE ("S-023",
        NONE,
        TEXT,
        MOFILO,
        N_ ("160 g of protein a day, as an example."),
        N_ ("Text only: it is 0.8 g per pound at 200 pounds.")),
  RULE ("S-024",
        PART,
        TEXT,
        GUIDE,
        N_ ("Carbohydrates after training refill glycogen."),
        N_ ("Text only; the literature on it was not read again.")),
  RULE ("S-025",
        NONE,
        TEXT,
        GUIDE,
        N_ ("Fat is essential, but not right after training."),
        N_ ("Text only.")),
  RULE ("S-026",
        PART,
        REMINDER,
        PLATEAU "; " GUIDE "; " DEEP,
        N_ ("Drink throughout the day."),
        N_ ("Reminder hydration, off unless turned on; nothing is logged or scored.")),
  RULE ("S-027",
        WEAK,
        UNUSED,
        PLATEAU "; " GUIDE "; " DEEP,
        N_ ("Magnesium, potassium, omega-3, iron, and electrolytes after sweating."),
        N_ ("Not used: soreness says nothing of minerals, and a deficiency is never suggested.")),
  RULE ("S-028", NONE, TEXT, DEEP, N_ ("Supplements complete a balanced diet."), N_ ("Text only.")),
  RULE ("S-029",
        PART,
        TEXT,
        PLATEAU,
        N_ ("Eating less than one burns slows recovery."),
        N_ ("Text only: in a deficit protein_g_per_kg may be raised, up to 3.1.")),

  /* Stress */
  RULE (
      "S-030",
      OK,
      COMPUTED,
      MOFILO "; " PLATEAU,
      N_ ("Training, work and relationships fill one cup."),
      N_ ("The stress rating, averaged with weight 1/2 a day; stress.life costs up to 9 points.")),
  RULE ("S-031",
        OK,
        COMPUTED,
        MOFILO "; Stults-Kolehmainen 2014, doi:10.1519/JSC.0000000000000335",
        N_ ("Who is stressed brings a cup that is half full to the gym."),
        N_ ("Tissue recovers slower by 1 + stress / 2; the factor is ours.")),
  RULE ("S-032",
        NONE,
        COMPUTED,
        MOFILO,
        N_ ("Rest days do not empty the cup."),
        N_ ("Stress moves by ratings only, never by a rest entry.")),
  RULE ("S-033",
        PART,
        REMINDER,
        PLATEAU "; " GUIDE "; " DEEP,
        N_ ("Breathing, meditation, a slow walk."),
        N_ ("Advice when stress is 0.5 or more. What was done is kept and moves no balance.")),
  RULE ("S-034",
        WEAK,
        UNUSED,
        PLATEAU "; " DEEP,
        N_ ("Stress is said to keep muscles tense."),
        N_ ("Not used: talk of mechanisms, not checked.")),

  /* The recovery window */
  RULE ("S-040",
        OK,
        COMPUTED,
        PLATEAU "; M-08",
        N_ ("A muscle needs 2 to 4 days, sometimes more, by intensity."),
        N_ ("Strength lost by muscle group, in percent. A group is blocked above 5 %; ready_at is "
            "the "
            "first minute at or below. tissue.top3 costs up to 22 points.")),
  RULE (
      "S-041",
      PART,
      REMINDER,
      PLATEAU,
      N_ ("Still sore after the window: do less next time."),
      N_ ("Advice when soreness is 3 or more later than 96 h after the group's last session: fewer "
          "sets for it next time.")),
  RULE ("S-042",
        OK,
        COMPUTED,
        PLATEAU "; M-08",
        N_ ("Signs of damage last up to 72 h after intense eccentric work."),
        N_ ("Sets that are new to you, logged so or found so, recover with a half-life of 30 h "
            "whatever "
            "your training.")),
  RULE (
      "S-043",
      CONTRA,
      UNUSED,
      PLATEAU "; against it Chen and Nosaka on repeated eccentric bouts",
      N_ ("Training a muscle hard before it has recovered prolongs the damage without end."),
      N_ ("Not used: a second eccentric bout after three days did not make it worse. Strength lost "
          "simply adds up.")),
  RULE (
      "S-044",
      OK,
      TEXT,
      OR_REST,
      N_ ("Soreness comes one or two days later."),
      N_ ("Text only: it peaks 24 to 72 h after. Soreness is taken from you and never predicted.")),
  RULE ("S-045",
        WEAK,
        UNUSED,
        GUIDE "; " OR_REST,
        N_ ("Train at the peak of supercompensation, neither earlier nor later."),
        N_ ("Not used: no window in numbers was found. ready_at says from when on, and later costs "
            "nothing.")),
  RULE ("S-046",
        PART,
        COMPUTED,
        OR_REST,
        N_ ("Recovery decides when to train, not the calendar."),
        N_ ("The week is what you intend; the verdict may move it.")),
  RULE ("S-047",
        PART,
        COMPUTED,
        OR_REST,
        N_ ("Train when soreness is gone, energy is high and strength is back; else wait."),
        N_ ("record: a group that is not blocked, at soreness of 3 or less and fatigue of 0.5 or "
            "less, "
            "is shown as ready for a record. It is a display: nothing is asked of you, and waiting "
            "costs nothing.")),
  RULE ("S-048",
        PART,
        COMPUTED,
        OR_REST,
        N_ ("Be ready to beat the last performance."),
        N_ ("Estimated one-repetition maximum by lift: progress, and flag S-061.")),
  RULE ("S-049",
        OK,
        COMPUTED,
        OR_REST,
        N_ ("A new exercise or eccentric emphasis makes more sore."),
        N_ ("As S-042; an exercise is new when no session of the 28 days before had it.")),

  /* What soreness means */
  RULE ("S-050",
        OK,
        COMPUTED,
        MOFILO,
        N_ ("With mild or moderate soreness light work or the next session is fine."),
        N_ ("Soreness from 1 to 6 without a pain flag blocks nothing.")),
  RULE ("S-051",
        OK,
        COMPUTED,
        MOFILO,
        N_ ("With sharp pain, pain in a joint or a range of motion that is severely limited, rest "
            "the "
            "area."),
        N_ ("sharp and joint block the group for three recovery days or until cleared.")),
  RULE ("S-052",
        OK,
        COMPUTED,
        OR_REST,
        N_ ("Do not train a muscle that is so sore that form, strength or range of motion change."),
        N_ ("form, strength and rom block with soreness of 1 or more; soreness of 7 or more and "
            "strength "
            "lost above 5 % block too.")),
  RULE ("S-053",
        NONE,
        COMPUTED,
        OR_REST,
        N_ ("Then train another muscle, or recover actively."),
        N_ ("A planned group that is blocked: train_other. More than 6 of 12 groups blocked: "
            "active_recovery.")),
  RULE ("S-054",
        OK,
        COMPUTED,
        OR_REST,
        N_ ("Mild soreness with full power and clean form need not hold you back."),
        N_ ("Verdict train when no other row fires.")),
  RULE ("S-055",
        OK,
        COMPUTED,
        PLATEAU "; " GUIDE "; " OR_REST,
        N_ ("Soreness does not measure progress."),
        N_ ("Soreness never earns a point.")),
  RULE (
      "S-056",
      PART,
      COMPUTED,
      PLATEAU,
      N_ ("Sore for four days or more, again and again."),
      N_ ("Flag: a group at 3 or more in runs of 4 logged days, twice within 21 days; one run of 8 "
          "counts as two. Twice and 21 are ours.")),
  RULE ("S-057",
        NONE,
        COMPUTED,
        MOFILO,
        N_ ("Constant soreness is a light on the dashboard: look at sleep, protein and stress."),
        N_ ("With S-056, sleep, protein and stress are named in the order of the points that they "
            "cost, and by how much.")),
  RULE ("S-058",
        OK,
        COMPUTED,
        PLATEAU,
        N_ ("Soreness now and then is normal, above all in a new programme."),
        N_ ("S-056 is silent in the first 14 days after the first session.")),
  RULE (
      "S-059",
      PART,
      REMINDER,
      PLATEAU,
      N_ ("Overdone: sleep, drink, move lightly, eat; nothing intense until it fades."),
      N_ ("Advice at soreness of 7 or more in 2 groups: sleep, meals, water, light movement, "
          "nothing "
          "intense until it fades. Not when ill or with see_professional. recoup never reminds of "
          "intense training.")),

  /* Warning signs */
  RULE ("S-060",
        PART,
        COMPUTED,
        GUIDE,
        N_ ("Always tired, even after rest."),
        N_ ("Flag: fatigue of 5 or worse on 5 of the last 7 logged days within 14. stress.fatigue "
            "costs "
            "up to 3 points.")),
  RULE ("S-061",
        OK,
        COMPUTED,
        PLATEAU "; " GUIDE,
        N_ ("Performance falls, weights have to come down."),
        N_ ("Flag: the last two sessions of a lift both 5 % or more below its best of 28 days, "
            "deload "
            "days left out. The thresholds are ours.")),
  RULE (
      "S-062",
      PART,
      COMPUTED,
      GUIDE,
      N_ ("Sleep is all over the place."),
      N_ ("Flag: quality of 5 or worse on 4 of 7 logged nights, or sleep starts that vary by more "
          "than 90 min (standard deviation). The thresholds are ours.")),
  RULE ("S-063",
        PART,
        COMPUTED,
        PLATEAU "; " GUIDE,
        N_ ("Moody, anxious, irritable, losing motivation."),
        N_ ("Flag: mood of 5 or worse on 4 of the last 7 logged days. stress.mood costs up to 3 "
            "points.")),
  RULE ("S-064",
        PART,
        COMPUTED,
        PLATEAU "; " GUIDE,
        N_ ("Soreness lingers, or injuries keep coming."),
        N_ ("Flag: S-056, or two reports of sharp or joint pain in 21 days.")),
  RULE ("S-065",
        PART,
        COMPUTED,
        PLATEAU,
        N_ ("Run-down or often ill."),
        N_ ("Ill: verdict rest for three days or until cleared. Flag: two episodes in 28 days.")),
  RULE ("S-066",
        PART,
        COMPUTED,
        PLATEAU,
        N_ ("Workouts feel harder than usual."),
        N_ ("Flag: effort of a session 1.5 or more above the mean of at least three earlier ones "
            "of the "
            "same title in 28 days.")),
  RULE ("S-067",
        WEAK,
        COMPUTED,
        PLATEAU "; " GUIDE "; against it Flatt 2019, doi:10.3390/sports7100225",
        N_ ("Low heart rate variability, high resting heart rate."),
        N_ ("Opt-in. Flag: the 7-day mean of ln rMSSD below its usual less half a standard "
            "deviation, or "
            "the resting rate 3 or more above its usual. It does not follow muscles: 10 points at "
            "most.")),
  RULE ("S-068",
        OK,
        COMPUTED,
        PLATEAU,
        N_ ("Better signs of progress: strength over weeks, range of motion, a calm heart, good "
            "sleep, "
            "a steady mood."),
        N_ ("progress: lifts whose best of 14 days is 1 % or more above that of the 28 days "
            "before.")),
  RULE (
      "S-069",
      OK,
      COMPUTED,
      MOFILO,
      N_ ("Deload done, sleep and food in order for weeks, and still worn out: near overtraining."),
      /* xgettext:no-c-format */
      N_ ("Asked 28 days after a completed deload, 80 % of them with 7 h and the protein, and "
          "S-056 or "
          "two of S-060 to S-064. Only your yes counts.")),

  /* See a professional */
  RULE ("S-070",
        OK,
        COMPUTED,
        DEEP,
        N_ ("Weakness that lasts longer than a few days."),
        N_ ("Asked when S-056 has held for 4 days; yes gives see_professional.")),
  RULE ("S-071",
        OK,
        COMPUTED,
        DEEP,
        N_ ("Fatigue without physical effort."),
        N_ ("Asked when fatigue is 5 or worse on 3 of 7 days without a session.")),
  RULE ("S-072",
        OK,
        COMPUTED,
        DEEP,
        N_ ("Pain that is widespread or severe."),
        N_ ("Asked when soreness is 9 or more anywhere, or 6 or more in 6 groups, today or "
            "yesterday.")),
  RULE ("S-073",
        OK,
        COMPUTED,
        DEEP,
        N_ ("Together with sleep problems, brain fog or pain that does not go away."),
        N_ ("Asked together with S-070, S-071 and S-072.")),
  RULE ("S-074",
        OK,
        COMPUTED,
        DEEP,
        N_ ("Persistent, widespread or with other symptoms: see a doctor."),
        N_ ("Never asked, may be answered. A yes to any of S-069 to S-074 gives see_professional "
            "for 14 "
            "days.")),
  RULE ("S-075",
        OK,
        TEXT,
        MOFILO,
        N_ ("In an emergency call your doctor or the emergency services."),
        N_ ("Text with each see_professional.")),
  RULE ("S-076",
        NONE,
        TEXT,
        DEEP,
        N_ ("A physical therapist, or a specialist for fatigue or pain."),
        N_ ("Text with each see_professional, after the doctor.")),

  /* Deload and rebuild */
  RULE ("S-080",
        OK,
        COMPUTED,
        MOFILO,
        N_ ("A deload is a full week of less stress, not a week off."),
        N_ ("State DELOAD for 7 days; sessions stay where they were.")),
  RULE ("S-081",
        PART,
        COMPUTED,
        MOFILO,
        N_ ("Half the sets, the same weight, the same repetitions."),
        N_ ("set_factor 1/2: half of all sets, rounded up; weight and repetitions unchanged. "
            "recoupctl "
            "plan says what is left of each session that was usual.")),
  RULE ("S-082",
        PART,
        REMINDER,
        MOFILO,
        N_ ("Soreness fades by day 3 or 4; it feels lazy; do not do more."),
        N_ ("Advice on day 3 of a deload, shown on days 3 and 4: it may feel easy, and that is "
            "what it "
            "is for. A session with more sets than the deload leaves gets one remark when it is "
            "logged.")),
  RULE ("S-083",
        NONE,
        REMINDER,
        MOFILO,
        N_ ("The only work of that week is sleep and protein."),
        N_ ("Reminders of both do not fall silent by themselves during a deload.")),
  RULE ("S-084",
        PART,
        COMPUTED,
        MOFILO,
        N_ ("Do not jump back: rebuild in the second and third week."),
        N_ ("REBUILD1 with 2/3 and REBUILD2 with 5/6 of the sets, a week each. The fractions are "
            "ours.")),
  RULE (
      "S-085",
      NONE,
      COMPUTED,
      MOFILO,
      N_ ("Good soreness may return; the old grinding soreness says that volume rose too fast or "
          "sleep "
          "and food slipped."),
      N_ ("A group at 3 or more on 4 of the last 7 days holds the step of the rebuild; the account "
          "that costs most points is named.")),
  RULE ("S-086",
        NONE,
        COMPUTED,
        MOFILO,
        N_ ("From the second month on: a new normal."),
        N_ ("State NORMAL, week 0.")),
  RULE (
      "S-087",
      OK,
      COMPUTED,
      PLATEAU "; M-13",
      N_ ("A deload every 4 to 8 weeks."),
      N_ ("In weeks since the last one: silent before 4, offered with any flag from 4 on, offered "
          "anyway at 8; with at least 4 sessions in 28 days. It is practice, not proof.")),
  RULE ("S-088",
        NONE,
        COMPUTED,
        MOFILO,
        N_ ("Four weeks, followed exactly."),
        N_ ("DELOAD, REBUILD1, REBUILD2, then NORMAL.")),
  RULE ("S-089",
        NONE,
        TEXT,
        MOFILO,
        N_ ("Three figures matter more than the weight on the bar."),
        N_ ("Text, shown during a deload: the article's list is lost; hours of sleep, grams of "
            "protein "
            "and the stress rating of the day stand for it.")),

  /* The structure of training */
  RULE ("S-090",
        PART,
        REMINDER,
        PLATEAU,
        N_ ("3 or 4 strength sessions a week."),
        N_ ("Advice at more than 4 sessions in 7 days; never an error.")),
  RULE ("S-091",
        OK,
        TEXT,
        PLATEAU,
        N_ ("One or two lighter days a week."),
        N_ ("Text only: a day is planned as active in the setting week.")),
  RULE ("S-092",
        PART,
        REMINDER,
        PLATEAU,
        N_ ("Alternate heavy and moderate loads."),
        N_ ("Advice at a monotony (M-02) above 2: consider a lighter and a harder day in place of "
            "two "
            "alike. The limit is a convention.")),
  RULE ("S-093",
        PART,
        TEXT,
        PLATEAU,
        N_ ("Vary the range of repetitions from block to block."),
        N_ ("Text only.")),
  RULE ("S-094",
        NONE,
        TEXT,
        GUIDE,
        N_ ("A split over the week: upper body, active recovery, lower body, rest, intervals, "
            "light full "
            "body, rest."),
        N_ ("Text only, as a setting: week=mon:chest+back+shoulders+triceps+biceps+abs,tue:active,"
            "wed:quads+glutes+hamstrings+lower_back+calves,thu:rest,fri:hiit,sat:chest+back+quads,"
            "sun:rest")),
  RULE ("S-095",
        OK,
        REMINDER,
        GUIDE "; " DEEP,
        N_ ("Rest days after intense sessions, for athletes too."),
        N_ ("Advice when none of 7 days was free of sessions.")),
  RULE ("S-096",
        OK,
        TEXT,
        GUIDE,
        N_ ("A missed workout undoes nothing."),
        N_ ("Text only: days in a row are not counted, and a session that was not done costs no "
            "point.")),
  RULE ("S-097",
        PART,
        REMINDER,
        GUIDE,
        N_ ("Six or seven days in a row without recovery."),
        N_ ("Advice at 6 days with a session in a row: suggest a rest day.")),
  RULE ("S-098",
        NONE,
        TEXT,
        GUIDE,
        N_ ("Progressive overload works only with recovery."),
        N_ ("Text only.")),
  RULE (
      "S-099",
      NONE,
      COMPUTED,
      GUIDE,
      N_ ("Change the split when sore, travelling or swamped."),
      N_ ("The verdict takes the plan for today from the setting week, which may be changed at any "
          "time.")),

  /* Active and passive recovery */
  RULE ("S-100",
        PART,
        REMINDER,
        MOFILO "; Dupuy 2018, doi:10.3389/fphys.2018.00403",
        N_ ("20 to 30 min of walking, light cycling or stretching."),
        N_ ("Reminder on days planned active, with that verdict, and on a rest day after a hard "
            "one. It "
            "may ease soreness.")),
  RULE ("S-101",
        NONE,
        COMPUTED,
        GUIDE,
        N_ ("Recover actively when tired and not sore."),
        N_ ("Fatigue of 0.667 or more and soreness below 4: active_recovery at least.")),
  RULE ("S-102",
        NONE,
        COMPUTED,
        GUIDE,
        N_ ("Rest when taxed, sore or drained."),
        N_ ("Fatigue of 0.667 or more and soreness of 4 or more: rest at least.")),
  RULE (
      "S-103",
      PART,
      REMINDER,
      GUIDE,
      N_ ("Foam roll quads, hamstrings and upper back, 1 or 2 min each, after hard sessions."),
      N_ ("Reminder foam-roll, off unless turned on, after a day with 1.2 times the usual load.")),
  RULE ("S-104",
        WEAK,
        REMINDER,
        GUIDE,
        N_ ("10 to 15 min of light stretching."),
        N_ ("Reminder mobility, off unless turned on, after a hard day. Weak for soreness, better "
            "for "
            "mobility.")),
  RULE ("S-105",
        CONTRA,
        TEXT,
        GUIDE "; against it doi:10.1080/17461391.2022.2033851",
        N_ ("Cold showers or ice baths for 30 s to 2 min."),
        /* xgettext:no-c-format */
        N_ ("Text, shown when cold is logged on a day with a session: it may cost growth and "
            "strength, "
            "-0.23 (95 % interval -0.45 to -0.01). Never suggested.")),
  RULE ("S-106",
        PART,
        TEXT,
        GUIDE,
        N_ ("Massage gun or compression after leg days."),
        N_ ("Text only: it can be logged as massage and moves no balance.")),
  RULE ("S-107",
        CONTRA,
        UNUSED,
        GUIDE "; " DEEP "; against it Schwane 1983, doi:10.1080/00913847.1983.11708485",
        N_ ("Active recovery works through lactic acid."),
        N_ ("Not used: lactate is not related to delayed soreness.")),
  RULE (
      "S-108",
      PART,
      REMINDER,
      DEEP,
      N_ ("Gentle movement is safe with deep fatigue."),
      N_ ("Light movement is suggested with active_recovery; never with see_professional, rest or "
          "ill.")),
  RULE ("S-109",
        PART,
        TEXT,
        DEEP,
        N_ ("Yoga, tai chi, qigong, breathing."),
        N_ ("Text only: yoga, breathing and meditation can be logged and move no balance.")),

  /* Schedule and journal */
  RULE ("S-110",
        NONE,
        REMINDER,
        GUIDE,
        N_ ("Put recovery on the calendar like a workout."),
        N_ ("Each reminder can be done, skipped or put off.")),
  RULE ("S-111",
        OK,
        REMINDER,
        GUIDE "; M-11",
        N_ ("Note soreness, sleep quality, mood and energy each day."),
        N_ ("One check-in in the morning; every field may be left out.")),
  RULE ("S-112",
        PART,
        REMINDER,
        GUIDE,
        N_ ("See patterns and act before burning out."),
        N_ ("A digest with Sunday's check-in.")),
  RULE ("S-113",
        WEAK,
        COMPUTED,
        GUIDE "; M-10",
        N_ ("Let heart rate variability tell when to push."),
        N_ ("An account of its own that exists once it is logged: 10 points at most.")),
  RULE ("S-114",
        NONE,
        REMINDER,
        GUIDE,
        N_ ("Rest when the body whispers."),
        N_ ("Advice when the first of S-060 to S-064 appears, not the third.")),

  /* Safety */
  RULE (
      "X-077",
      OK,
      COMPUTED,
      "recoup; public advice on exertional rhabdomyolysis",
      N_ ("Dark or cola-coloured urine, or severe swelling or weakness after hard exercise, needs "
          "medical care today."),
      N_ ("Asked at soreness of 9 or more, or of 7 or more in a group with new work still above 5 "
          "%. "
          "It is asked first, and a yes stands before every other reason.")),

  /* Thresholds of our own */
  RULE ("R-25",
        NONE,
        COMPUTED,
        OURS,
        N_ ("With little logged there is no verdict."),
        /* xgettext:no-c-format */
        N_ ("Coverage below 25 % gives unknown, unless you said yes to a question or that you are "
            "ill.")),
  RULE ("R-35",
        NONE,
        COMPUTED,
        OURS,
        N_ ("A low account asks for rest."),
        N_ ("Readiness below 35: rest.")),
  RULE ("R-55",
        NONE,
        COMPUTED,
        OURS,
        N_ ("A middling account asks for light movement."),
        N_ ("Readiness below 55: active_recovery.")),
  RULE ("R-FLAGS",
        NONE,
        COMPUTED,
        OURS "; the five signs are from " GUIDE,
        N_ ("Several warning signs at once ask for rest."),
        N_ ("Three or more of S-060 to S-064: rest.")),

  /* Formulas */
  RULE (
      "M-01",
      OK,
      COMPUTED,
      "Foster 2001, J Strength Cond Res 15:109",
      N_ ("The load of a session is its effort times its minutes."),
      N_ ("rpe times minutes; 5 and 3 min a set where they are not known, then marked estimated.")),
  RULE ("M-02",
        PART,
        COMPUTED,
        "Foster 1998, Med Sci Sports Exerc 30:1164",
        N_ ("Monotony is a week's mean load by its spread; strain is load times monotony."),
        N_ ("Over the last seven days with the population's standard deviation, at most 10. Fixed "
            "limits "
            "are folklore: advice only.")),
  RULE (
      "M-04",
      PART,
      COMPUTED,
      "Williams 2017, doi:10.1136/bjsports-2016-096589",
      N_ ("Acute and chronic load as exponential averages."),
      N_ ("Weights 2/(N+1) with N = 7 and 28 days; of the three conventions in use this is one.")),
  RULE ("M-05",
        CONTRA,
        UNUSED,
        "Impellizzeri 2020, doi:10.1007/s40279-020-01378-6",
        N_ ("The ratio of acute to chronic load predicts injury."),
        N_ ("Not used: criticised. recoup predicts no injury.")),
  RULE ("M-06",
        PART,
        COMPUTED,
        "Rajdev 2013, doi:10.1016/j.jtbi.2013.04.013; Ramakrishnan 2016, doi:10.5665/sleep.5358; "
        "Kitamura 2016, doi:10.1038/srep35812",
        N_ ("Sleep debt builds up and leaks away over days."),
        N_ ("debt = debt times exp (-24/97.44) + (need - sleep), once a recovery day, from -2 to "
            "24 h. "
            "Validated on reaction time, not on lifting; the daily step is ours.")),
  RULE ("M-07",
        OK,
        COMPUTED,
        "Phillips 2017, doi:10.1038/s41598-017-03171-4",
        N_ ("Regularity of sleep: how often one is in the same state a day apart."),
        N_ ("sri over 28 pairs of dates, shown and not scored.")),
  RULE (
      "M-08",
      PART,
      COMPUTED,
      "Soares 2015, doi:10.1519/JSC.0000000000000899; Radaelli 2012, "
      "doi:10.1519/JSC.0b013e31823dae96",
      N_ ("Hard sets cost strength, which comes back over hours and days."),
      N_ ("3.35 % a set by effort and share of the group; half-lives 14.34 h (trained), 18 h, 30 h "
          "(novice, or new work). A fit to two points; 18 h, 30 h and the weights are ours.")),
  RULE ("M-09",
        OK,
        COMPUTED,
        "Morton 2018, doi:10.1136/bjsports-2017-097608; Schoenfeld 2018, "
        "doi:10.1186/s12970-018-0215-1",
        N_ ("1.6 g of protein per kg a day, 0.4 to 0.55 g per kg a meal."),
        N_ ("The daily target, and a hint when a meal would exceed 0.55 g per kg. Established for "
            "lean "
            "mass, weak for soreness.")),
  RULE (
      "M-10",
      WEAK,
      COMPUTED,
      "Plews 2014, doi:10.1123/ijspp.2013-0455; Flatt 2019, "
      "doi:10.3390/sports7100225",
      N_ ("The 7-day mean of ln rMSSD against its usual less half a standard deviation."),
      N_ ("7 days against the 60 before; a cap of 10 points, because it does not follow muscles.")),
  RULE ("M-11",
        OK,
        COMPUTED,
        "Hooper 1995, Sports Med 20:321; Saw 2016, doi:10.1136/bjsports-2015-094758",
        N_ ("Ratings from 1, best, to 7 follow load better than objective measures do."),
        N_ ("(rating - 1) / 6, averaged with weight 1/2 a day.")),
  RULE ("M-12",
        OK,
        COMPUTED,
        "Meeusen 2013, doi:10.1249/MSS.0b013e318279a10a",
        N_ ("Overtraining is what remains when everything else was excluded."),
        N_ ("Hence questions, and never a verdict of overtraining.")),
  RULE ("M-13",
        PART,
        COMPUTED,
        "Bell 2023, doi:10.1186/s40798-023-00633-0; Rogerson 2024, "
        "doi:10.1186/s40798-024-00691-y; Coleman 2024, doi:10.7717/peerj.16777",
        N_ ("Deloads are accepted practice, about every 4 to 8 weeks."),
        N_ ("The plan of S-080 to S-088. Consensus, no trial of a benefit; a full week off cost "
            "strength.")),
  RULE ("M-14",
        WEAK,
        TEXT,
        "Dupuy 2018, doi:10.3389/fphys.2018.00403",
        N_ ("Ways to recover have small effects."),
        N_ ("Text only: recovery entries are kept and move no balance.")),
};

static const char *const support_names[] = {
  [RECOUP_SUPPORT_OK] = "ok",     [RECOUP_SUPPORT_PART] = "part",
  [RECOUP_SUPPORT_WEAK] = "weak", [RECOUP_SUPPORT_CONTRA] = "contra",
  [RECOUP_SUPPORT_NONE] = "n/a",
};

static const char *const use_names[] = {
  [RECOUP_RULE_COMPUTED] = "computed",
  [RECOUP_RULE_REMINDER] = "reminder",
  [RECOUP_RULE_TEXT] = "text",
  [RECOUP_RULE_UNUSED] = "unused",
};

const RecoupRule *
recoup_rules_get (guint *n_out)
{
  *n_out = G_N_ELEMENTS (rules);
  return rules;
}

const RecoupRule *
recoup_rules_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].id, id))
      return &rules[i];
  return NULL;
}

const char *
recoup_support_get_name (RecoupSupport support)
{
  g_return_val_if_fail (support < G_N_ELEMENTS (support_names), NULL);
  return support_names[support];
}

const char *
recoup_rule_use_get_name (RecoupRuleUse use)
{
  g_return_val_if_fail (use < G_N_ELEMENTS (use_names), NULL);
  return use_names[use];
}
