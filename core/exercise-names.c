/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table behind recoup_exercise_guess(), made by hand: the built-in names of Hevy, Strong and
 * FitNotes, the words that tell where no built-in name fits, and the apps' own categories. Phrases
 * are in plain words (see exercise-guess.c), the order of words does not matter, the order of rules
 * does. */

#include "core/exercise-names.h"

/* clang-format off */
#define D(group) [RECOUP_GROUP_##group] = 1.0 /* works it directly */
#define I(group) [RECOUP_GROUP_##group] = 0.5 /* works it along */

#define SQUAT       { { D (QUADS), D (GLUTES), I (HAMSTRINGS), I (LOWER_BACK) } }
#define THRUSTER    { { D (QUADS), D (GLUTES), D (SHOULDERS), I (TRICEPS), I (HAMSTRINGS), I (LOWER_BACK) } }
#define JUMP        { { D (QUADS), I (GLUTES), I (CALVES) } }
#define SLED        { { D (QUADS), D (GLUTES), I (HAMSTRINGS), I (CALVES) } }
#define QUAD        { { D (QUADS) } }
#define HINGE       { { D (HAMSTRINGS), D (GLUTES), D (LOWER_BACK), I (BACK), I (FOREARMS), I (QUADS) } }
#define RACK_PULL   { { D (BACK), D (LOWER_BACK), I (GLUTES), I (HAMSTRINGS), I (FOREARMS) } }
#define SWING       { { D (GLUTES), D (HAMSTRINGS), I (LOWER_BACK), I (SHOULDERS), I (FOREARMS) } }
#define OLYMPIC     { { D (QUADS), D (GLUTES), D (BACK), D (SHOULDERS), I (HAMSTRINGS), I (LOWER_BACK), I (FOREARMS) } }
#define HAMSTRING   { { D (HAMSTRINGS) } }
#define GLUTE_HAM   { { D (HAMSTRINGS), D (GLUTES), I (LOWER_BACK) } }
#define BRIDGE      { { D (GLUTES), I (HAMSTRINGS) } }
#define GLUTE       { { D (GLUTES) } }
#define ADDUCTOR    { { I (GLUTES), I (HAMSTRINGS) } }
#define CALF        { { D (CALVES) } }
#define LOWER       { { D (LOWER_BACK), I (GLUTES), I (HAMSTRINGS) } }
#define PRESS       { { D (CHEST), I (TRICEPS), I (SHOULDERS) } }
#define DIP         { { D (CHEST), D (TRICEPS), I (SHOULDERS) } }
#define BENCH_DIP   { { D (TRICEPS), I (CHEST), I (SHOULDERS) } }
#define FLY         { { D (CHEST), I (SHOULDERS) } }
#define OVERHEAD    { { D (SHOULDERS), I (TRICEPS) } }
#define DELT        { { D (SHOULDERS), I (BACK) } }
#define FRONT_DELT  { { D (SHOULDERS) } }
#define CUFF        { { I (SHOULDERS) } }
#define ROW         { { D (BACK), I (BICEPS), I (FOREARMS) } }
#define MUSCLE_UP   { { D (BACK), I (BICEPS), I (TRICEPS), I (CHEST), I (FOREARMS) } }
#define LAT         { { D (BACK) } }
#define PULLOVER    { { D (BACK), I (CHEST), I (TRICEPS) } }
#define CHEST_OVER  { { D (CHEST), D (BACK), I (TRICEPS) } }
#define SHRUG       { { D (BACK), I (FOREARMS) } }
#define CURL        { { D (BICEPS), I (FOREARMS) } }
#define REVERSE     { { D (BICEPS), D (FOREARMS) } }
#define EXTENSION   { { D (TRICEPS) } }
#define FOREARM     { { D (FOREARMS) } }
#define HANG        { { D (FOREARMS), I (BACK) } }
#define CARRY       { { D (FOREARMS), I (BACK), I (ABS) } }
#define ABDOMINAL         { { D (ABS) } }
#define CLIMBER     { { D (ABS), I (SHOULDERS), I (QUADS) } }
#define ROTATION    { { D (ABS), I (SHOULDERS) } }
#define BODY        { { D (QUADS), I (CHEST), I (SHOULDERS), I (TRICEPS), I (ABS) } }
#define GET_UP      { { D (ABS), D (SHOULDERS), I (GLUTES), I (QUADS) } }
#define SLAM        { { D (ABS), I (SHOULDERS), I (BACK) } }
#define ROPES       { { D (SHOULDERS), I (ABS), I (FOREARMS) } }
#define LEGS_CARDIO { { I (QUADS), I (HAMSTRINGS), I (CALVES) } }
#define ROW_CARDIO  { { I (BACK), I (QUADS), I (HAMSTRINGS) } }
#define ARM_CARDIO  { { I (BACK), I (SHOULDERS) } }
#define CLIMB       { { D (BACK), D (FOREARMS), I (BICEPS) } }
#define NOTHING     { { 0 } }

/* The built-in names, in plain words and without the equipment that does not matter. */
const RecoupExerciseNames recoup_exercise_builtins[] = {
  { "squat|front squat|back squat|box squat|pause squat|goblet squat|zercher squat|overhead squat|"
    "full squat|hack squat|belt squat|pendulum squat|landmine squat|sumo squat|lateral squat|"
    "cossack squat|curtsy squat|pistol squat|assisted pistol squat|split squat|bulgarian split squat|"
    "leg press|horizontal leg press|vertical leg press|lunge|walking lunge|reverse lunge|lateral lunge|"
    "side lunge|curtsy lunge|overhead lunge|step up|lateral step up|v squat|squat row", SQUAT },
  { "thruster|wall ball|clean press|squat press|squat to overhead press|devil press", THRUSTER },
  { "box jump|lateral box jump|jump squat|jumping squat|jumping lunge|broad jump|frog jump|"
    "tuck jump|squat jump", JUMP },
  { "sled push|prowler push|sled drag|sled pull", SLED },
  { "leg extension|sissy squat|reverse nordic|wall sit|spanish squat|terminal knee extension", QUAD },
  { "deadlift|sumo deadlift|romanian deadlift|stiff leg deadlift|straight leg deadlift|"
    "trap bar deadlift|hex bar deadlift|deficit deadlift|good morning|snatch grip deadlift|"
    "deadlift high pull|sumo deadlift high pull|b stance romanian deadlift|tire flip", HINGE },
  { "rack pull|block pull", RACK_PULL },
  { "swing|pull through|hip hinge|american swing", SWING },
  { "clean|power clean|hang clean|clean jerk|clean pull|snatch|power snatch|hang snatch|snatch pull|"
    "split jerk|push jerk|jerk|high pull|squat clean|split clean|clean high pull|muscle snatch|"
    "press under|split snatch|snatch balance", OLYMPIC },
  { "leg curl|hamstring curl|nordic curl|nordic hamstring curl|nordic|sliding leg curl", HAMSTRING },
  { "glute ham raise|ghd raise|reverse hyper|reverse hyperextension", GLUTE_HAM },
  { "hip thrust|glute bridge|bridge|single leg bridge|single leg hip thrust|hip extension|frog pump|"
    "b stance hip thrust|single leg glute bridge|hip bridge|leg bridge", BRIDGE },
  { "glute kickback|rear kick|donkey kick|fire hydrant|clamshell|hip abduction|hip abductor|"
    "lateral band walk|monster walk|standing leg kickback|kickback glute|lateral leg raise|"
    "side lying leg raise|thigh abductor|hip circle", GLUTE },
  { "hip adduction|hip adductor|adductor|thigh adductor|copenhagen plank", ADDUCTOR },
  { "calf raise|calf press|calf extension|donkey calf raise|single leg calf raise|toe press|"
    "calf press leg press|calf raise leg press", CALF },
  { "back extension|hyperextension|back extension hyperextension|superman|jefferson curl", LOWER },
  { "bench press|incline bench press|decline bench press|flat bench press|chest press|floor press|"
    "incline chest press|decline chest press|iso lateral chest press|push up|incline push up|"
    "decline push up|clap push up|ring push up|archer push up|deficit push up|hex press|squeeze press|"
    "svend press|plate press|plate squeeze svend press|larsen press|spoto press|pause bench press|"
    "board press|pin press|feet up bench press|guillotine press|plank push up|"
    "around world|hindu push up|spiderman push up|pike to push up", PRESS },
  { "close grip bench press|close grip push up|diamond push up|tricep push up|california press", DIP },
  { "dip|chest dip|ring dip|parallel bar dip|straight bar dip|korean dip", DIP },
  { "tricep dip|bench dip|parallel bar tricep dip|seated dip|floor tricep dip|jm press", BENCH_DIP },
  { "chest fly|fly|incline fly|decline fly|flat fly|pec deck|butterfly|butterfly pec deck|crossover|"
    "fly crossover|low fly crossover|incline chest fly|decline chest fly|high fly crossover|"
    "low to high fly|high to low fly|pec fly", FLY },
  { "overhead press|shoulder press|military press|strict military press|push press|arnold press|"
    "behind neck press|z press|log press|viking press|landmine press|bradford press|cuban press|"
    "handstand push up|pike push up|standing press|seated press|seated dumbbell press|"
    "one arm standing dumbbell press|seated military press|wall walk|handstand hold|handstand", OVERHEAD },
  { "lateral raise|rear delt fly|rear delt reverse fly|reverse fly|rear delt raise|face pull|"
    "upright row|pull apart|bent over lateral raise|rear lateral raise|reverse pec deck|"
    "y raise|incline y raise|side lateral raise|reverse butterfly|rear delt row|"
    "chest supported reverse fly|chest supported y raise|rear delt cable|t raise", DELT },
  { "front raise|shoulder raise|bus driver|shoulder tap|scaption|front plate raise|shoulder extension",
    FRONT_DELT },
  { "external rotation|internal rotation|shoulder external rotation|shoulder internal rotation|"
    "shoulder rotation|rotator cuff", CUFF },
  { "row|bent over row|pendlay row|t bar row|meadow row|seal row|yates row|gorilla row|renegade row|"
    "inverted row|australian pull up|low row|high row|iso lateral row|iso lateral low row|"
    "iso lateral high row|chest supported row|chest supported incline row|incline row|landmine row|"
    "kroc row|helm row|pull up|chin up|wide pull up|negative pull up|kipping pull up|ring pull up|"
    "sternum pull up gironda|lat pulldown|pulldown|kneeling pulldown|reverse grip lat pulldown|"
    "close grip lat pulldown|lat pull|vertical traction|l pull up|bench pull|neutral chin up|"
    "commando pull up|archer pull up|behind neck pulldown|behind neck pull up|typewriter pull up|"
    "one arm row|seated row|towel pull up|rope pulldown", ROW },
  { "muscle up|ring muscle up|bar muscle up|rope climb", MUSCLE_UP },
  { "straight arm pulldown|straight arm pushdown|straight arm lat pulldown|lat prayer|scapular pull up|"
    "rope straight arm pulldown|front lever|front lever hold|front lever raise|lat pushdown", LAT },
  { "pullover", PULLOVER },
  { "pullover dumbbell|dumbbell pullover", CHEST_OVER },
  { "shrug|jump shrug|overhead shrug", SHRUG },
  { "bicep curl|curl|hammer curl|preacher curl|concentration curl|spider curl|incline curl|drag curl|"
    "zottman curl|cross body hammer curl|waiter curl|21 bicep curl|bayesian curl|behind back curl|"
    "behind back bicep curl|pinwheel curl|overhead curl|high curl|arm curl|lying curl|rope curl|"
    "bicep curl 21|scott curl|squatting curl|bicep", CURL },
  { "reverse curl|reverse grip curl|reverse grip concentration curl|reverse bicep curl|"
    "reverse preacher curl|reverse cable curl", REVERSE },
  { "tricep extension|overhead tricep extension|overhead extension|tricep pushdown|rope pushdown|"
    "pushdown|tricep rope pushdown|tricep kickback|kickback|skull crusher|lying tricep extension|"
    "french press|katana tricep extension|tate press|reverse grip pushdown|tricep press|tricep|"
    "single arm tricep pushdown|rolling tricep extension|cross body tricep extension", EXTENSION },
  { "wrist curl|reverse wrist curl|palm up wrist curl|palm down wrist curl|wrist roller|wrist extension|"
    "gripper|hand gripper|grip squeeze|plate pinch|finger curl|behind back wrist curl|"
    "wrist curl over bench|grip trainer|bar hold|hand grip", FOREARM },
  { "dead hang|bar hang|hang|passive hang|active hang", HANG },
  { "carry|farmer carry|suitcase carry|overhead carry|rack carry|yoke walk|yoke carry|"
    "sandbag carry|waiter carry|trap bar carry", CARRY },
  { "plank|side plank|reverse plank|crunch|decline crunch|reverse crunch|bicycle crunch|"
    "bicycle crunch raised leg|cross body crunch|oblique crunch|side crunch|long arm crunch|toe touch|"
    "sit up|decline sit up|jackknife sit up|jackknife|leg raise|hanging leg raise|lying leg raise|"
    "flat leg raise|flat knee raise|hanging knee raise|knee raise|knee raise captain chair|"
    "knee raise parallel bar|leg raise parallel bar|lying knee raise|knee to elbow|toe to bar|"
    "ab wheel|ab wheel rollout|rollout|ab rollout|dragon flag|dragonfly|hollow rock|hollow hold|"
    "hollow body hold|dead bug|v up|l sit|l sit hold|flutter kick|scissor kick|scissor crossover kick|"
    "heel tap|heel touch|ab scissor|russian twist|twist|torso rotation|side bend|oblique|"
    "windshield wiper|pallof press|wood chop|low wood chop|high wood chop|bird dog|spiderman|"
    "spider man plank|stir pot|elbow to knee|sit up twist|body saw|ab crunch|tuck crunch|vacuum|"
    "stomach vacuum|ab|ab coaster|leg lift|landmine 180|landmine twist|boat hold|jack knife|rotary torso|"
    "seated knee tuck|hanging twist|plank hip dip|plank shoulder tap|bicycle|core|captain chair", ABDOMINAL },
  { "mountain climber|bear crawl|inchworm|plank jack", CLIMBER },
  { "med ball rotation|ball rotation throw|landmine rotation", ROTATION },
  { "burpee|burpee over bar|man maker|burpee box jump|high knee burpee", BODY },
  { "turkish get up|get up|windmill|halo|around body", GET_UP },
  { "ball slam|slam|medicine ball slam|overhead slam|sledgehammer", SLAM },
  { "battle rope|battling rope|rope slam", ROPES },
  { "running|run|treadmill|jogging|jog|sprint|sprinting|cycling|bike|spinning|air bike|stationary bike|"
    "indoor cycling|outdoor running|treadmill running|elliptical|elliptical trainer|stair climber|"
    "stair machine|stairmaster|stair|stepper|stepmill|climbing stair|walking|walk|hiking|hike|rucking|"
    "jump rope|skipping|high knee|high knee skip|jumping jack|aerobic|hiit|skating|ice skating|"
    "snowboarding|skiing|soccer|football|basketball|tennis|dance|dancing|star jump|"
    "recumbent bike|assault bike|butt kick|lateral shuffle|mini jack", LEGS_CARDIO },
  { "rowing|row erg|rower|indoor rowing|rowing ergometer|erg", ROW_CARDIO },
  { "swimming|swim|ski erg|boxing|kickboxing|hand cycle|arm ergometer|upper body ergometer|kayaking",
    ARM_CARDIO },
  { "climbing|rock climbing|bouldering|climb|hangboard", CLIMB },
};

/* Words that say it where no built-in name fits: the first row of which one phrase is in the name. */
const RecoupExerciseNames recoup_exercise_rules[] = {
  { "stretch|stretching|mobility|foam roller|foam rolling|massage|yoga|pilate|warm up|warmup|cool down",
    NOTHING },
  { "behind neck press", OVERHEAD },
  { "behind neck pulldown|behind neck pull up", ROW },
  { "neck|tibialis|tib raise|eye|jaw", NOTHING },
  { "calf|calf raise|heel raise", CALF },
  { "copenhagen|adductor|adduction", ADDUCTOR },
  { "straight arm pulldown|straight arm pushdown|lat pushdown|lat prayer|scapular pull", LAT },
  { "pullover", PULLOVER },
  { "wrist|gripper|pinch|finger|forearm", FOREARM },
  { "reverse curl|reverse grip curl", REVERSE },
  { "glute ham|ghr|reverse hyper|reverse hyperextension", GLUTE_HAM },
  { "leg curl|hamstring curl|nordic|hamstring", HAMSTRING },
  { "leg extension|knee extension|quad extension|sissy|wall sit", QUAD },
  { "back extension|hyperextension|superman|lower back", LOWER },
  { "handstand|pike push up", OVERHEAD },
  { "diamond push up|close push up|tricep push up|close bench|close grip press|narrow bench|"
    "narrow push up", DIP },
  { "push up|press up", PRESS },
  { "tricep dip|bench dip|seated dip|machine dip|jm press", BENCH_DIP },
  { "plank", ABDOMINAL },
  { "dip", DIP },
  { "glute kickback|leg kickback|hip kickback|donkey|fire hydrant|clamshell|abduction|abductor|"
    "monster walk|band walk", GLUTE },
  { "tricep|pushdown|skull|kickback|french press|katana", EXTENSION },
  { "face pull|pull apart|rear delt|reverse fly|rear fly|rear lateral|rear raise|upright row|"
    "lateral raise|side raise|y raise|side delt|reverse pec|reverse deck|reverse butterfly|"
    "lateral delt|deltoid", DELT },
  { "front raise|front delt|plate raise|shoulder raise", FRONT_DELT },
  { "external rotation|internal rotation|rotator", CUFF },
  { "thruster|wall ball|squat press", THRUSTER },
  { "shoulder press|overhead press|military press|arnold|push press|z press|landmine press|"
    "strict press|log press|standing press|shoulder|delt", OVERHEAD },
  { "fly|pec|butterfly|crossover", FLY },
  { "bench pull|seal row", ROW },
  { "lateral jump|box jump|jump squat|squat jump|jump lunge|jumping lunge|broad jump|vertical jump", JUMP },
  { "calf press", CALF },
  { "squat|lunge|step up|leg press|pistol", SQUAT },
  { "bench press|chest press|floor press|incline press|decline press|hex press|squeeze press|"
    "flat press|press chest|bench dumbbell|bench barbell|svend", PRESS },
  { "rack pull|block pull", RACK_PULL },
  { "deadlift|good morning|hinge", HINGE },
  { "swing|pull through", SWING },
  { "hip thrust|bridge|glute|thrust|hip extension|frog pump", BRIDGE },
  { "clean|snatch|jerk|high pull", OLYMPIC },
  { "muscle up|rope climb", MUSCLE_UP },
  { "rowing|rower|row erg|ergometer|concept2", ROW_CARDIO },
  { "shrug|trap raise", SHRUG },
  { "row|pull up|chin up|pulldown|lat|chinup", ROW },
  { "curl up", ABDOMINAL },
  { "curl|bicep", CURL },
  { "sled|prowler", SLED },
  { "farmer|carry|yoke|suitcase", CARRY },
  { "mountain climber|bear crawl", CLIMBER },
  { "crunch|sit up|leg raise|knee raise|rollout|ab|oblique|twist|hollow|dead bug|v up|toe bar|"
    "flutter|scissor|wood chop|woodchop|dragon flag|side bend|pallof|l sit|core|windshield|jackknife|"
    "leg lift|torso", ABDOMINAL },
  { "burpee", BODY },
  { "get up|windmill", GET_UP },
  { "slam", SLAM },
  { "battle rope", ROPES },
  { "hang", HANG },
  { "ski erg|swim|swimming|boxing", ARM_CARDIO },
  { "run|running|treadmill|jog|jogging|sprint|cycling|bike|spinning|elliptical|crosstrainer|stair|"
    "stairmaster|stepper|walk|walking|hike|hiking|jump rope|skipping|skating|skiing|cardio",
    LEGS_CARDIO },
  { "climbing|bouldering", CLIMB },
  { "chest", PRESS },
  { "bench", PRESS },
};

/* What an app's own category means: what an unknown exercise of that category gets. */
const RecoupExerciseNames recoup_exercise_categories[] = {
  { "chest|pectoral|pec", { { D (CHEST) } } },
  { "back|upper back|lat|trap|middle back", { { D (BACK), I (LOWER_BACK) } } },
  { "lower back", { { D (LOWER_BACK) } } },
  { "shoulder|delt", { { D (SHOULDERS) } } },
  { "bicep", { { D (BICEPS) } } },
  { "tricep", { { D (TRICEPS) } } },
  { "arm", { { D (BICEPS), D (TRICEPS), I (FOREARMS) } } },
  { "forearm", { { D (FOREARMS) } } },
  { "ab|abdominal|core|oblique", { { D (ABS) } } },
  { "leg|lower body", { { D (QUADS), D (GLUTES), I (HAMSTRINGS), I (CALVES) } } },
  { "glute", { { D (GLUTES) } } },
  { "quad|quadricep", { { D (QUADS) } } },
  { "hamstring", { { D (HAMSTRINGS) } } },
  { "calf", { { D (CALVES) } } },
};
const guint recoup_exercise_n_builtins = G_N_ELEMENTS (recoup_exercise_builtins);
const guint recoup_exercise_n_rules = G_N_ELEMENTS (recoup_exercise_rules);
const guint recoup_exercise_n_categories = G_N_ELEMENTS (recoup_exercise_categories);
