import type { Game } from "../game/game.ts";
import { stageMove } from "../inference/move-mass.ts";
import { endTableOf } from "../inference/plain-pass.ts";
import type { ExplainInput } from "./explain-part.ts";
import { type Carried, CarriedPool } from "./paths-carried.ts";
import { type LevelChange, type Signature, SignatureTree } from "./paths-signatures.ts";
import { StoryTeller, type WayStory } from "./paths-story.ts";

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

/** Sequences of events followed at a time; what goes on along lighter ones is counted together. */
const SIGNATURES = 40;
/** Share of all mass below which a situation is no longer told apart along its sequence. */
const CUT = 1e-8;
/** Nodes of all sequences held at one position; fewer sequences are followed in larger games. */
const CELLS = 4e6;
/** Ways returned for each ending, and how many of them with a history. */
const KEPT = 20;
const TOLD = 3;

/** Where the best history of a way in a step came from, and at which terminal it ended. */
export interface EndedAt {
  readonly step: number;
  mass: number;
  best: number;
  origin: number;
  terminal: number;
}

/** What is followed at the start of a step: entry k is node[k] along signature[k]. */
export interface Entries {
  readonly signature: Int32Array;
  readonly node: Int32Array;
  /** Entry of the step before the best history comes from, −1 at the as-of step. */
  readonly origin: Int32Array;
}

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
  private readonly pool: CarriedPool;
  private readonly limit: number;
  private readonly cut: number;
  private readonly endings: Float64Array;
  private readonly ways = new Map<string, WayUnderWay>();
  /** Entries of each step from the as-of step on. */
  private readonly entries: Entries[] = [];
  /** Mass by signature at the position reached; null holds what is no longer told apart. */
  private current = new Map<Signature | null, Carried>();

  constructor(input: ExplainInput) {
    const { game, crisis } = input;
    this.input = input;
    this.tree = new SignatureTree(crisis, game);
    const room = widestPosition(game);
    this.pool = new CarriedPool(room);
    this.limit = Math.max(8, Math.min(SIGNATURES, Math.floor(CELLS / room)));
    this.endings = new Float64Array(game.endings.length);
    this.cut = CUT * input.belief.mass;
  }

  run(): ExplainedWays {
    const { game, request, belief } = this.input;
    const origins: number[] = [];
    for (let node = 0; node < belief.alive.length; node++) {
      const mass = belief.alive[node]!;
      if (mass > 0) this.at(this.tree.rootAt(node)).add(node, mass, mass, -1);
    }
    for (let step = request.asOfStep; step < game.steps; step++) {
      this.prune();
      this.enter(origins);
      for (let p = 0; p < game.stages.length; p++) this.passStage(step, p);
      this.endStep(step);
    }
    return { endings: this.endings, ways: this.heaviest() };
  }

  /** Keep the heaviest sequences apart, pour the others together. */
  private prune(): void {
    const followed = [...this.current].flatMap(([signature, carried]) =>
      signature === null ? [] : [{ signature, carried, total: carried.total() }],
    );
    if (followed.length <= this.limit) return;
    followed.sort((a, b) => b.total - a.total || a.signature.id - b.signature.id);
    for (const { signature, carried } of followed.slice(this.limit)) {
      const rest = this.at(null);
      for (let k = 0; k < carried.size; k++) rest.add(carried.nodes[k]!, carried.mass[carried.nodes[k]!]!, 0, -1);
      this.pool.give(carried);
      this.current.delete(signature);
    }
  }

  /** Number what a step starts with, and let histories refer to these numbers. */
  private enter(origins: number[]): void {
    origins.length = 0;
    const signatures: number[] = [];
    const nodes: number[] = [];
    for (const [signature, carried] of this.current) {
      if (signature === null) continue;
      for (let k = 0; k < carried.size; k++) {
        const node = carried.nodes[k]!;
        origins.push(carried.origin[node]!);
        carried.origin[node] = nodes.length;
        signatures.push(signature.id);
        nodes.push(node);
      }
    }
    this.entries.push({
      signature: Int32Array.from(signatures),
      node: Int32Array.from(nodes),
      origin: Int32Array.from(origins),
    });
  }

  private at(signature: Signature | null): Carried {
    let carried = this.current.get(signature);
    if (!carried) {
      carried = this.pool.take();
      this.current.set(signature, carried);
    }
    return carried;
  }

  private passStage(step: number, stage: number): void {
    const { game, policy } = this.input;
    const { table, chances, terminal } = stageMove(game, policy, step, stage, null);
    const { choiceStart, outcomeStart, target, chance } = table;
    const { watch } = this.tree;
    const from = game.blockStart[stage]!;
    const to = game.blockStart[stage + 1]!;
    const before = this.current;
    this.current = new Map();
    const rest = this.at(null);
    const cut = this.cut;
    for (const [sig, carried] of before) {
      const main = this.at(sig);
      for (let k = 0; k < carried.size; k++) {
        const i = carried.nodes[k]!;
        const mass = carried.mass[i]!;
        const signature = mass < cut ? null : sig;
        const same = mass < cut ? rest : main;
        const best = carried.best[i]!;
        const origin = carried.origin[i]!;
        const code = watch[from + i]!;
        for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
          const share = chances === null ? 1 : chances[c]!;
          for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
            const node = target[o]!;
            const weight = share * chance[o]!;
            if (weight === 0) continue;
            const stays = signature === null || watch[node] === code;
            if (node >= terminal) this.end(signature, from + i, node, step, mass * weight, best * weight, origin);
            else {
              const into = stays ? same : this.at(this.tree.after(signature, from + i, node));
              into.add(node - to, mass * weight, best * weight, origin);
            }
          }
        }
      }
    }
    for (const carried of before.values()) this.pool.give(carried);
  }

  /** The residual ending, the ending after the last step, and the start of the next. */
  private endStep(step: number): void {
    const { game } = this.input;
    const { residualChance, residualTerminal } = endTableOf(game, step);
    const isLast = step === game.steps - 1;
    const from = game.blockStart[game.stages.length]!;
    const before = this.current;
    this.current = new Map();
    for (const [signature, carried] of before) {
      const next = isLast ? null : this.at(signature);
      for (let k = 0; k < carried.size; k++) {
        const i = carried.nodes[k]!;
        const mass = carried.mass[i]!;
        const best = carried.best[i]!;
        const origin = carried.origin[i]!;
        const drawn = residualChance[i]!;
        const node = from + i;
        if (drawn > 0) this.end(signature, node, residualTerminal[i]!, step, drawn * mass, drawn * best, origin);
        const share = 1 - drawn;
        if (share === 0) continue;
        if (next === null) {
          this.end(signature, node, game.otherwiseTerminal[i]!, step, share * mass, share * best, origin);
        } else next.add(game.nextNode[i]!, share * mass, share * best, origin);
      }
    }
    for (const carried of before.values()) this.pool.give(carried);
  }

  private end(
    signature: Signature | null,
    from: number,
    terminal: number,
    step: number,
    mass: number,
    best: number,
    origin: number,
  ): void {
    const { game } = this.input;
    const ending = game.terminalEnding[terminal - game.blockStart[game.stages.length + 1]!]!;
    this.endings[ending]! += mass;
    if (signature === null) return;
    const last = this.tree.after(signature, from, terminal);
    const key = `${last.id} ${ending}`;
    let way = this.ways.get(key);
    if (!way) {
      way = { signature: last, ending, bySteps: new Map() };
      this.ways.set(key, way);
    }
    const known = way.bySteps.get(step);
    if (!known) {
      way.bySteps.set(step, { step, mass, best, origin, terminal });
      return;
    }
    known.mass += mass;
    if (best > known.best) {
      known.best = best;
      known.origin = origin;
      known.terminal = terminal;
    }
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
