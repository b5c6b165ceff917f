/**
 * One path through a compiled game as readable text: at each position the
 * state in words, whose turn it is, what can be chosen with odds and costs,
 * what was taken, what chance drew, and what everybody received. A person can
 * review it, and a test can keep it.
 */
import { randomStream } from "../numeric/random.ts";
import type { EndTable, Game, Stage, StageTable } from "./game.ts";
import {
  actName,
  changesInWords,
  costInWords,
  fixedInWords,
  percent,
  stateInWords,
  utils,
} from "./playthrough-words.ts";
import type { Policy } from "./policy.ts";

export interface PlaythroughOptions {
  /** Draw every fork from the stream (seed, run); `run` is 0 by default. */
  readonly seed?: number;
  readonly run?: number;
  /**
   * Take these branches instead, one index for each fork in turn (a fork has at
   * least two branches, numbered from 0 in printed order). Once they run out,
   * and where neither `seed` nor `choices` is given, the likeliest branch is taken.
   */
  readonly choices?: readonly number[];
  /** First line of the text. */
  readonly title?: string;
  /** Date of a step, counted from 0; the number of the step alone by default. */
  readonly stepLabel?: (step: number) => string;
  /** Last step to show on an endless clock; 50 by default. */
  readonly maxSteps?: number;
}

/** Picks one of at least two branches by their weights. */
type Choose = (weights: readonly number[]) => number;

interface Walk {
  readonly game: Game;
  readonly policy: Policy;
  readonly choose: Choose;
  readonly lines: string[];
  /** Received so far by each actor, discounted, costs taken off. */
  readonly received: Float64Array;
}

/** Where a path stands: a node, and whether it is a terminal. */
interface Place {
  readonly node: number;
  readonly ended: boolean;
}

/** One line of a list of branches. */
interface Branch {
  readonly weight: number;
  readonly words: string;
}

/**
 * Print one path of a game, step by step, up to its ending.
 *
 * @param policy   probabilities of the choices, for instance of a solution.
 * @param options  how forks are decided, and the title and dates to print.
 * @returns text of many lines, ending in a line break; equal for equal
 *          arguments on every engine.
 *
 * @throws {RangeError} a branch asked for in `choices` does not exist.
 *
 * Does not mutate its arguments.
 * Tests: test/playthroughs/playthroughs.test.ts, test/crises/others.test.ts.
 */
export function playthrough(game: Game, policy: Policy, options: PlaythroughOptions = {}): string {
  const walk: Walk = {
    game,
    policy,
    choose: chooser(options),
    lines: [],
    received: new Float64Array(game.actors.length),
  };
  if (options.title !== undefined) walk.lines.push(options.title, "");
  const last = Number.isFinite(game.steps) ? game.steps : (options.maxSteps ?? 50);
  let place: Place = { node: startNode(walk), ended: false };
  for (let step = 0; step < last && !place.ended; step++) {
    const label = options.stepLabel?.(step);
    const count = Number.isFinite(game.steps) ? ` of ${game.steps}` : "";
    walk.lines.push("", `Step ${step + 1}${count}${label === undefined ? "" : `, ${label}`}`);
    place = playStep(walk, place.node, step);
  }
  if (place.ended) tellEnding(walk, place.node);
  else walk.lines.push("", `Shown up to step ${last}; the clock is endless.`);
  walk.lines.push(`Received in all, discounted: ${listByActor(walk, walk.received)}`, "");
  return walk.lines.join("\n");
}

function chooser(options: PlaythroughOptions): Choose {
  const queue = [...(options.choices ?? [])];
  const random =
    options.choices === undefined && options.seed !== undefined ? randomStream(options.seed, options.run) : undefined;
  return (weights) => {
    if (random !== undefined) return random.pick(weights);
    const asked = queue.shift();
    if (asked === undefined) return weights.indexOf(Math.max(...weights));
    if (Number.isInteger(asked) && asked >= 0 && asked < weights.length) return asked;
    throw new RangeError(`choice ${asked} does not exist: this fork has the branches 0 to ${weights.length - 1}`);
  };
}

/** Print the branches of a fork, mark the one taken, and say which; a single branch is taken without a word. */
function fork(walk: Walk, branches: readonly Branch[]): number {
  if (branches.length < 2) return 0;
  const taken = walk.choose(branches.map((branch) => branch.weight));
  branches.forEach((branch, i) => {
    walk.lines.push(`    ${percent(branch.weight).padStart(6)} ${i === taken ? ">" : " "} ${branch.words}`);
  });
  return taken;
}

function startNode(walk: Walk): number {
  const { game, lines } = walk;
  const branches: Branch[] = [];
  game.start.node.forEach((node, i) => {
    branches.push({ weight: game.start.probability[i]!, words: stateInWords(game, node) });
  });
  const fixed = fixedInWords(game);
  if (fixed !== "") lines.push(`Throughout: ${fixed}`);
  lines.push("Start");
  const taken = fork(walk, branches);
  if (branches.length === 1) lines.push(`    ${branches[0]!.words}`);
  return game.start.node[taken]!;
}

function playStep(walk: Walk, from: number, step: number): Place {
  const { game, lines } = walk;
  let node = from;
  for (let position = 0; position < game.stages.length; position++) {
    node = playStage(walk, node, step, position);
    if (isTerminal(game, node)) {
      receive(walk, terminalPayoff(game, node), step);
      return { node, ended: true };
    }
  }
  if (changesInWords(game, from, node) !== "") lines.push(`  state    ${stateInWords(game, node)}`);
  return endStep(walk, node, step);
}

function playStage(walk: Walk, node: number, step: number, position: number): number {
  const { game, lines } = walk;
  const stage = game.stages[position]!;
  const table = stage.tables[stage.tableOfPhase[phase(game, step)]!]!;
  const i = node - game.blockStart[position]!;
  const first = table.choiceStart[i]!;
  const branches = choicesAt(walk, stage, table, i, step, position);
  const header = lines.length;
  const taken = first + fork(walk, branches);
  if (stage.kind !== "driver") payCosts(walk, stage, table, taken, step);
  const target = drawOutcome(walk, table, taken, node);
  const only = branches.length === 1 && stage.kind !== "driver" ? `: ${branches[0]!.words}` : "";
  if (lines.length > header || only !== "")
    lines.splice(header, 0, `  ${stageTitle(walk, stage, table, taken)}${only}`);
  return target;
}

/** The choices of a node; a driver has one, without words. */
function choicesAt(
  walk: Walk,
  stage: Stage,
  table: StageTable,
  i: number,
  step: number,
  position: number,
): readonly Branch[] {
  const { game, policy } = walk;
  if (stage.kind === "driver") return [{ weight: 1, words: "" }];
  const odds = stage.kind === "given" ? table.given : policy.at(step, position);
  const branches: Branch[] = [];
  for (let choice = table.choiceStart[i]!; choice < table.choiceStart[i + 1]!; choice++) {
    const words = actName(game, stage, table.act[choice]!) + costInWords(game, stage, table, choice);
    branches.push({ weight: odds[choice]!, words });
  }
  return branches;
}

/** Draw what follows a choice, and print it where something can happen. */
function drawOutcome(walk: Walk, table: StageTable, choice: number, node: number): number {
  const first = table.outcomeStart[choice]!;
  const branches: Branch[] = [];
  for (let outcome = first; outcome < table.outcomeStart[choice + 1]!; outcome++) {
    branches.push({ weight: table.chance[outcome]!, words: followed(walk.game, node, table.target[outcome]!) });
  }
  if (branches.length > 1) walk.lines.push("      by chance");
  const taken = fork(walk, branches);
  const words = branches[taken]!.words;
  if (branches.length === 1 && words !== "no change") walk.lines.push(`      => ${words}`);
  return table.target[first + taken]!;
}

/** The terminal of the residual ending where it is drawn, else −1. */
function drawResidual(walk: Walk, table: EndTable, i: number): number {
  const terminal = table.residualTerminal[i]!;
  const chance = table.residualChance[i]!;
  if (terminal < 0 || !(chance > 0)) return -1;
  const drawn = chance >= 1 || walk.choose([1 - chance, chance]) === 1;
  const words = drawn ? "drawn" : "not drawn";
  walk.lines.push(`  residual ending ${endingOf(walk.game, terminal)} (${percent(chance)}): ${words}`);
  return drawn ? terminal : -1;
}

/** Step payoffs, the residual ending, and the ending of a clock that runs out. */
function endStep(walk: Walk, node: number, step: number): Place {
  const { game, lines } = walk;
  const i = node - game.blockStart[game.stages.length]!;
  const table = game.end.tables[game.end.tableOfPhase[phase(game, step)]!]!;
  const residual = drawResidual(walk, table, i);
  if (residual >= 0) {
    receive(walk, terminalPayoff(game, residual), step);
    return { node: residual, ended: true };
  }
  const actors = game.actors.length;
  const payoff = table.payoff.subarray(i * actors, (i + 1) * actors);
  receive(walk, payoff, step);
  if (payoff.some((value) => value !== 0)) lines.push(`  payoffs  ${listByActor(walk, payoff)}`);
  if (step + 1 < game.steps) return { node: game.nextNode[i]!, ended: false };
  const otherwise = game.otherwiseTerminal[i]!;
  receive(walk, terminalPayoff(game, otherwise), step + 1);
  return { node: otherwise, ended: true };
}

function tellEnding(walk: Walk, node: number): void {
  const { game, lines } = walk;
  lines.push("", `Ending: ${endingOf(game, node)}`);
  lines.push(`  state    ${stateInWords(game, node)}`);
  lines.push(`  payoffs  ${listByActor(walk, terminalPayoff(game, node))}`);
}

/** A certain ending at a driver is its own, or one whose condition holds after it. */
function stageTitle({ game }: Walk, stage: Stage, table: StageTable, choice: number): string {
  const first = table.outcomeStart[choice]!;
  const certain = table.outcomeStart[choice + 1]! === first + 1;
  if (stage.kind === "driver") {
    return `${certain && isTerminal(game, table.target[first]!) ? "after driver" : "driver"} ${stage.name}`;
  }
  if (stage.kind === "given") return `${stage.name}, by chance`;
  return stage.kind === "together" ? `${stage.name}, at the same time` : stage.name;
}

function payCosts(walk: Walk, stage: Stage, table: StageTable, choice: number, step: number): void {
  if (stage.kind === "given") return;
  const members = stage.actors.length;
  stage.actors.forEach((actor, m) => {
    walk.received[actor] = walk.received[actor]! - table.cost[choice * members + m]! * discount(walk.game, actor, step);
  });
}

function receive(walk: Walk, payoff: Float64Array, step: number): void {
  payoff.forEach((value, actor) => {
    walk.received[actor] = walk.received[actor]! + value * discount(walk.game, actor, step);
  });
}

/** δ to the power of the step, by multiplication: the same digits on every engine. */
function discount(game: Game, actor: number, step: number): number {
  let factor = 1;
  for (let t = 0; t < step; t++) factor *= game.discount[actor]!;
  return factor;
}

/** What each actor that chooses receives; those that act by chance have no payoff of interest. */
function listByActor({ game }: Walk, payoff: Float64Array): string {
  return game.actors
    .flatMap((actor, j) => (Number.isNaN(game.precision[j]!) ? [] : [`${actor} ${utils(payoff[j]!)}`]))
    .join(", ");
}

/** What changed between a node and the node or terminal that follows it. */
function followed(game: Game, from: number, to: number): string {
  const changes = changesInWords(game, from, to);
  if (!isTerminal(game, to)) return changes === "" ? "no change" : changes;
  return `ends: ${endingOf(game, to)}${changes === "" ? "" : ` (${changes})`}`;
}

function terminalBlock(game: Game): number {
  return game.blockStart[game.stages.length + 1]!;
}

function isTerminal(game: Game, node: number): boolean {
  return node >= terminalBlock(game);
}

function endingOf(game: Game, node: number): string {
  return game.endings[game.terminalEnding[node - terminalBlock(game)]!]!;
}

function terminalPayoff(game: Game, node: number): Float64Array {
  const i = node - terminalBlock(game);
  return game.terminalPayoff.subarray(i * game.actors.length, (i + 1) * game.actors.length);
}

function phase(game: Game, step: number): number {
  return game.phaseOfStep[Math.min(step, game.phaseOfStep.length - 1)]!;
}
