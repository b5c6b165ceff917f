import type { Game } from "../game/game.ts";
import { stageMove } from "../inference/move-mass.ts";
import { activeAt, endTableOf, terminalCount } from "../inference/plain-pass.ts";
import type { ExplainInput } from "./explain-input.ts";
import { CarriedRows } from "./paths-carried.ts";
import { SignatureColumns } from "./paths-columns.ts";
import { type LevelChange, type Signature, SignatureTree } from "./paths-signatures.ts";
import { type EndedAt, type Entries, StoryTeller, type WayStory } from "./paths-story.ts";

/** The ways to each ending from the start of the as-of step on. */
export interface ExplainedWays {
  /** Mass of each ending, moves of the as-of step as solved. */
  readonly endings: Float64Array;
  /** Heaviest first for each ending. */
  readonly ways: readonly Way[];
}

/** All paths with the same decisive events and the same ending. */
export interface Way {
  readonly ending: number;
  /** Level of the ladder at the start, −1 without a ladder. */
  readonly start: number;
  readonly events: readonly LevelChange[];
  readonly mass: number;
  /** Mass by the step in which it ends, counted from the as-of step. */
  readonly byStep: Float64Array;
  /** One full history: the likeliest of those that end in the median step. */
  readonly story: WayStory | null;
}

/** Sequences of events told apart within a step; two thirds of them go on to the next, the lighter ones together. */
const COLUMNS = 60;
/** Share of all mass below which a situation is no longer told apart along its sequence. */
const CUT = 1e-8;
/** Cells of all sequences at one position; fewer sequences are followed in larger games. */
const CELLS = 4e6;
/** Ways returned for each ending, and how many of them with a history. */
const KEPT = 20;
const TOLD = 3;

interface WayUnderWay {
  readonly signature: Signature;
  readonly ending: number;
  readonly bySteps: Map<number, EndedAt>;
}

/** Group the histories of a part by decisive events and ending, exactly but for the lightest, which stay together. */
export function waysOfPart(input: ExplainInput): ExplainedWays {
  return new WayFinder(input).run();
}

class WayFinder {
  private readonly input: ExplainInput;
  private readonly tree: SignatureTree;
  private readonly columns: SignatureColumns;
  private readonly limit: number;
  private readonly endings: Float64Array;
  private readonly ways = new Map<number, WayUnderWay>();
  /** Entries of each step from the as-of step on. */
  private readonly entries: Entries[] = [];
  private current: CarriedRows;
  private next: CarriedRows;
  /** What ends in the step under way, by terminal. */
  private readonly ended: CarriedRows;
  private readonly endedAt: number[] = [];
  private readonly hasEnded: Uint8Array;

  constructor(input: ExplainInput) {
    const { game, crisis } = input;
    this.input = input;
    this.tree = new SignatureTree(crisis, game);
    const room = widestPosition(game);
    const terminals = terminalCount(game);
    const width = Math.max(12, Math.min(COLUMNS, Math.floor(CELLS / Math.max(room, terminals))));
    this.limit = Math.floor((2 * width) / 3);
    this.columns = new SignatureColumns(this.tree, width);
    this.current = new CarriedRows(room, width);
    this.next = new CarriedRows(room, width);
    this.ended = new CarriedRows(terminals, width);
    this.hasEnded = new Uint8Array(terminals);
    this.endings = new Float64Array(game.endings.length);
  }

  run(): ExplainedWays {
    const { game, request, belief } = this.input;
    for (let node = 0; node < belief.alive.length; node++) {
      const mass = belief.alive[node]!;
      if (mass > 0) this.current.add(node, this.columns.of(this.tree.rootAt(node)), mass, mass, -1);
    }
    for (let step = request.asOfStep; step < game.steps; step++) {
      this.prune(activeAt(game, step, 0));
      this.enter(activeAt(game, step, 0));
      for (let p = 0; p < game.stages.length; p++) this.passStage(step, p);
      this.endStep(step);
    }
    return { endings: this.endings, ways: this.heaviest() };
  }

  /** Keep the heaviest sequences apart, and of them what is not too light; pour the rest together. */
  private prune(count: number): void {
    const { current, columns } = this;
    const kept = columns.keepHeaviest(current.totals(count, columns.count), this.limit);
    const cut = CUT * this.input.belief.mass;
    current.rearrange(count, kept, cut);
  }

  /** Number what a step starts with, and let histories refer to these numbers. */
  private enter(count: number): void {
    const { current, columns } = this;
    const { mass, origin, width } = current;
    let size = 0;
    for (let k = 0; k < count * width; k++) if (k % width !== 0 && mass[k] !== 0) size++;
    const entries = { signature: new Int32Array(size), node: new Int32Array(size), origin: new Int32Array(size) };
    let entry = 0;
    for (let node = 0; node < count; node++) {
      for (let column = 1; column < columns.count; column++) {
        const at = node * width + column;
        if (mass[at] === 0) continue;
        entries.signature[entry] = columns.at(column)!.id;
        entries.node[entry] = node;
        entries.origin[entry] = origin[at]!;
        origin[at] = entry++;
      }
    }
    this.entries.push(entries);
  }

  private passStage(step: number, stage: number): void {
    const { game, policy } = this.input;
    const { table, chances, terminal } = stageMove(game, policy, step, stage, null);
    const { choiceStart, outcomeStart, target, chance } = table;
    const { current, next, columns } = this;
    const { watch } = this.tree;
    const from = game.blockStart[stage]!;
    const to = game.blockStart[stage + 1]!;
    const count = activeAt(game, step, stage);
    next.clear(activeAt(game, step, stage + 1));
    for (let i = 0; i < count; i++) {
      if (current.isEmpty(i, columns.count)) continue;
      for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
        const share = chances === null ? 1 : chances[c]!;
        for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
          const weight = share * chance[o]!;
          if (weight === 0) continue;
          const node = target[o]!;
          if (node >= terminal) this.endRow(i, from + i, node, weight);
          else if (watch[from + i] === watch[node]) next.addRow(node - to, current, i, columns.count, weight);
          else next.addMapped(node - to, current, i, columns.after(from + i, node), weight);
        }
      }
    }
    this.swap();
  }

  /** The residual ending, the ending after the last step, and the start of the next. */
  private endStep(step: number): void {
    const { game } = this.input;
    const { residualChance, residualTerminal } = endTableOf(game, step);
    const isLast = step === game.steps - 1;
    const from = game.blockStart[game.stages.length]!;
    const count = activeAt(game, step, game.stages.length);
    if (!isLast) this.next.clear(activeAt(game, step + 1, 0));
    for (let i = 0; i < count; i++) {
      if (this.current.isEmpty(i, this.columns.count)) continue;
      const drawn = residualChance[i]!;
      if (drawn > 0) this.endRow(i, from + i, residualTerminal[i]!, drawn);
      if (drawn === 1) continue;
      if (isLast) this.endRow(i, from + i, game.otherwiseTerminal[i]!, 1 - drawn);
      else this.next.addRow(game.nextNode[i]!, this.current, i, this.columns.count, 1 - drawn);
    }
    this.noteEnded(step);
    this.swap();
  }

  private swap(): void {
    [this.current, this.next] = [this.next, this.current];
  }

  private endRow(i: number, from: number, terminal: number, weight: number): void {
    const { current, columns, ended, tree } = this;
    const row = terminal - tree.terminals;
    if (this.hasEnded[row] === 0) {
      this.hasEnded[row] = 1;
      this.endedAt.push(row);
    }
    if (tree.watch[from] === tree.watch[terminal]) ended.addRow(row, current, i, columns.count, weight);
    else ended.addMapped(row, current, i, columns.after(from, terminal), weight);
  }

  /** Enter what has ended in a step among the ways. */
  private noteEnded(step: number): void {
    const { ended, columns } = this;
    for (const row of this.endedAt) {
      const ending = this.input.game.terminalEnding[row]!;
      for (let column = 0; column < columns.count; column++) {
        const at = row * ended.width + column;
        const mass = ended.mass[at]!;
        if (mass === 0) continue;
        this.endings[ending]! += mass;
        if (column === 0) continue;
        const last = {
          step,
          mass,
          best: ended.best[at]!,
          origin: ended.origin[at]!,
          terminal: this.tree.terminals + row,
        };
        this.noteWay(columns.at(column)!, ending, last);
      }
      ended.clearRow(row);
      this.hasEnded[row] = 0;
    }
    this.endedAt.length = 0;
  }

  private noteWay(signature: Signature, ending: number, last: EndedAt): void {
    const key = signature.id * this.endings.length + ending;
    let way = this.ways.get(key);
    if (!way) {
      way = { signature, ending, bySteps: new Map() };
      this.ways.set(key, way);
    }
    const known = way.bySteps.get(last.step);
    if (!known) {
      way.bySteps.set(last.step, last);
      return;
    }
    known.mass += last.mass;
    if (last.best <= known.best) return;
    known.best = last.best;
    known.origin = last.origin;
    known.terminal = last.terminal;
  }

  private heaviest(): readonly Way[] {
    const teller = new StoryTeller(this.input, this.tree, this.entries);
    const ways = [...this.ways.values()].map((way) => ({ way, mass: massOf(way) }));
    ways.sort((a, b) => a.way.ending - b.way.ending || b.mass - a.mass || a.way.signature.id - b.way.signature.id);
    const seen = new Map<number, number>();
    const kept: Way[] = [];
    for (const { way, mass } of ways) {
      const rank = seen.get(way.ending) ?? 0;
      seen.set(way.ending, rank + 1);
      if (rank < KEPT) kept.push(this.finish(way, mass, rank < TOLD ? teller : null));
    }
    return kept;
  }

  private finish(way: WayUnderWay, mass: number, teller: StoryTeller | null): Way {
    const { game, request } = this.input;
    const byStep = new Float64Array(game.steps - request.asOfStep);
    for (const { step, mass: own } of way.bySteps.values()) byStep[step - request.asOfStep] = own;
    const events = this.tree.events(way.signature);
    const middle = request.asOfStep + medianStep(byStep);
    const story = teller?.tell(way.signature, way.bySteps.get(middle)!) ?? null;
    return { ending: way.ending, start: way.signature.start, events, mass, byStep, story };
  }
}

function massOf(way: WayUnderWay): number {
  let mass = 0;
  for (const ended of way.bySteps.values()) mass += ended.mass;
  return mass;
}

/** First step by which half of the mass has ended. */
export function medianStep(byStep: ArrayLike<number>): number {
  let total = 0;
  for (let step = 0; step < byStep.length; step++) total += byStep[step]!;
  let sum = 0;
  for (let step = 0; step < byStep.length; step++) {
    sum += byStep[step]!;
    if (byStep[step]! > 0 && 2 * sum >= total * (1 - 1e-12)) return step;
  }
  return 0;
}

function widestPosition(game: Game): number {
  let widest = 1;
  for (let p = 0; p <= game.stages.length; p++) {
    widest = Math.max(widest, game.blockStart[p + 1]! - game.blockStart[p]!);
  }
  return widest;
}
