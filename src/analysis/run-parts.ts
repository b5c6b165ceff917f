import { type Part, parameterValues, partsFrom, partsOf, type WeightedStates } from "../crisis/compile/parts.ts";
import { PartCompiler } from "../crisis/compile-game.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { Policy, SolveRecord } from "../game/policy.ts";
import type { PartBelief } from "../inference/belief.ts";
import { type FilterGround, FilterGrounds } from "../inference/filter-ground.ts";
import { filterOdds, type PartEndings } from "../inference/filter-odds.ts";
import { filterPart } from "../inference/filter-part.ts";
import type { FilterRequest } from "../inference/filter-request.ts";
import { oddsOverTime, type PartOdds } from "../inference/odds-over-time.ts";
import { NumberRoom } from "../numeric/number-room.ts";
import { solveBackward } from "../solvers/solve-backward.ts";
import { uniformPolicy } from "../solvers/uniform-policy.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { EvidenceOfParts } from "./evidence-of-parts.ts";
import type { ExplainedPart, explainPart } from "./explain-part.ts";
import { type MassesAt, massesAt } from "./masses-at.ts";
import { openingsOf } from "./private/openings-of.ts";
import { PublicBeliefs } from "./private/public-beliefs.ts";
import { sightMistakes } from "./private/sight-mistakes.ts";
import { sightOf } from "./private/sight-of.ts";
import { solvePrivate } from "./private/solve-private.ts";

/** What to find out about some parts; plain data that can be sent to a worker. */
export interface PartTask {
  readonly crisis: Crisis;
  /** Indexes of the parts, in the order of `partsOf`, or of `partsFrom(start)` where a start is given. */
  readonly parts: readonly number[];
  readonly parameters?: Float64Array;
  readonly request: FilterRequest;
  /** Start somewhere else than the file says: states with their probabilities, and the step of the clock. */
  readonly start?: WeightedStates;
  readonly firstStep?: number;
  /** Of several equilibria of moves made at the same time, play the one worth most to this actor. */
  readonly favours?: number;
  /** Leave the reports out. */
  readonly withoutReports?: boolean;
  readonly wants: {
    /** The same with uniform moves. */
    readonly noStrategy?: boolean;
    /** Odds as of every step up to the as-of step. */
    readonly oddsOverTime?: boolean;
    /** Why each next move, and the likely paths. */
    readonly explanation?: boolean;
    /** The states at the start of this step, not before the as-of step. */
    readonly statesAt?: number;
  };
}

export interface PartResult {
  /** Prior probability of the part. */
  readonly weight: number;
  /** Errors of the compiler; nothing else is there when there are any. */
  readonly diagnostics: readonly Diagnostic[];
  readonly solved?: SolvedPart;
}

export interface SolvedPart {
  readonly belief: PartBelief;
  readonly noStrategy?: PartEndings;
  readonly odds?: PartOdds;
  readonly explanation?: ExplainedPart;
  readonly statesAt?: MassesAt;
  readonly record: SolveRecord;
  /** States at the start of a step. */
  readonly states: number;
  readonly steps: number;
}

/**
 * Compile, solve and filter parts one after the other. Pure: the same task
 * gives the same digits anywhere, however parts are put together into tasks.
 * Each part's tables and policy are freed before the next is solved. It waits
 * for nothing but the code of what the task wants beside the odds.
 *
 * @throws {GameError} those of `solveBackward` and `filterPart`.
 */
export async function runParts(task: PartTask): Promise<readonly PartResult[]> {
  const { crisis } = task;
  const parameters = task.parameters ?? parameterValues(crisis);
  const all = task.start ? partsFrom(crisis, task.start) : partsOf(crisis, parameters);
  const compiler = new PartCompiler(crisis);
  const shared: Shared = {
    evidence: new EvidenceOfParts(task, parameters),
    grounds: new FilterGrounds(),
    solving: new NumberRoom(),
    explain: task.wants.explanation ? (await import("./explain-part.ts")).explainPart : undefined,
  };
  return task.parts.map((index) => {
    const part = all[index]!;
    const firstStep = task.firstStep ?? 0;
    const { game, diagnostics } = compiler.compile({ part, parameters, firstStep });
    const { weight } = part;
    const blind = game ? sightMistakes(crisis, game, parameters) : [];
    if (blind.length > 0) return { weight, diagnostics: [...diagnostics, ...blind] };
    return game
      ? { weight, diagnostics, solved: solvePart(task, part, parameters, game, shared) }
      : { weight, diagnostics };
  });
}

/** What parts that differ in numbers only have in common. */
interface Shared {
  readonly evidence: EvidenceOfParts;
  readonly grounds: FilterGrounds;
  /** Memory for solving one part: its values and its policy. */
  readonly solving: NumberRoom;
  /** A script of its own in a browser: the first answer gives no reasons. */
  readonly explain: typeof explainPart | undefined;
}

function solvePart(
  task: PartTask,
  part: Part,
  parameters: Float64Array,
  compiledGame: Game,
  { evidence: compiled, grounds, solving: room, explain }: Shared,
): SolvedPart {
  const secret = solvePrivate(task.crisis, compiledGame, openingsOf(compiledGame, part));
  const { game, policy, record } = secret ?? {
    game: compiledGame,
    ...solveBackward(compiledGame, {
      numbers: room.lend(),
      ...(task.favours === undefined ? {} : { favours: task.favours }),
    }),
  };
  const beliefs = secret && new PublicBeliefs(secret, sightOf(task.crisis)!);
  const evidence = compiled.of(game, part.fixedLevels);
  const ground = grounds.of(game, evidence, task.request);
  const belief = filterPart(game, policy, evidence, task.request, ground);
  return {
    belief,
    ...extras(task, { game, policy, evidence, ground, belief, part, parameters, beliefs, explain }),
    record,
    states: compiledGame.blockStart[1]!,
    steps: game.steps,
  };
}

interface Solved {
  readonly game: Game;
  readonly policy: Policy;
  readonly evidence: Evidence;
  readonly ground: FilterGround;
  readonly belief: PartBelief;
  readonly part: Part;
  readonly parameters: Float64Array;
  readonly beliefs: PublicBeliefs | undefined;
  readonly explain: typeof explainPart | undefined;
}

function extras(
  { crisis, request, wants }: PartTask,
  solved: Solved,
): Pick<SolvedPart, "noStrategy" | "odds" | "explanation" | "statesAt"> {
  const { game, policy, evidence, ground, belief, part, parameters, beliefs, explain } = solved;
  return {
    ...(wants.noStrategy ? { noStrategy: filterOdds(game, uniformPolicy(game), evidence, request, ground) } : {}),
    ...(wants.oddsOverTime ? { odds: oddsOverTime(game, policy, evidence, request) } : {}),
    ...(explain
      ? {
          explanation: explain({
            crisis,
            game,
            policy,
            belief,
            request,
            fixedLevels: part.fixedLevels,
            parameters,
            beliefs,
          }),
        }
      : {}),
    ...(wants.statesAt === undefined
      ? {}
      : { statesAt: massesAt({ game, policy, belief, request, step: wants.statesAt, beliefs }) }),
  };
}
