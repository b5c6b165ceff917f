/**
 * A game of private information as one that the filter can carry: nodes are
 * (what everybody remembers, state), so that what an actor does is a function
 * of the node. Each step has nodes of its own, and tables in which only they
 * have rows: every step is a phase.
 */
import type { EndTable, Game, Stage, StageTable, TogetherOptions } from "../../game/game.ts";
import type { Policy } from "../../game/policy.ts";
import { GrowingFloat64, GrowingInt32 } from "../../numeric/growing-array.ts";
import { type Opening, ownOpening } from "./opening.ts";
import type { PublicMind } from "./public-mind.ts";

export interface RememberingGame {
  readonly game: Game;
  readonly policy: Policy;
  /** What everybody remembers at each node before the terminals: a number of the mind's. */
  readonly memory: Int32Array;
}

/** Thrown where the game grows over the limit; `solvePrivate` says so in words. */
export class RememberingLimit extends Error {}

/**
 * Follow a game with what everybody remembers from its start to the end of the
 * clock, with the choices the mind makes.
 *
 * @param most     nodes of all positions and steps.
 * @param openings where it begins; at the start of the game by default.
 * @throws {RememberingLimit} where there are more.
 *
 * Cost: each (memory, state) once a step.
 */
export function rememberingGame(
  base: Game,
  mind: PublicMind,
  most: number,
  openings: readonly Opening[] = ownOpening(base),
): RememberingGame {
  return new Builder(base, mind, most).build(openings);
}

/** The nodes of a position. */
class Block {
  readonly memory: GrowingInt32 = new GrowingInt32();
  readonly base: GrowingInt32 = new GrowingInt32();
  /** Where the nodes of the step under way begin, and their numbers by (memory, state). */
  from = 0;
  private readonly known = new Map<number, Map<number, number>>();

  beginStep(): void {
    this.from = this.base.length;
    this.known.clear();
  }

  node(memory: number, base: number): number {
    let byBase = this.known.get(memory);
    if (!byBase) {
      byBase = new Map();
      this.known.set(memory, byBase);
    }
    const found = byBase.get(base);
    if (found !== undefined) return found;
    const node = this.base.length;
    byBase.set(base, node);
    this.memory.push(memory);
    this.base.push(base);
    return node;
  }
}

/** Rows of one stage in one step; targets that are terminals stand as −1 − terminal. */
class Rows {
  /** The first node that has a row. */
  readonly from: number;
  readonly choiceStart: GrowingInt32 = new GrowingInt32();
  readonly act: GrowingInt32 = new GrowingInt32();
  readonly cost: GrowingFloat64 = new GrowingFloat64();
  readonly given: GrowingFloat64 = new GrowingFloat64();
  readonly outcomeStart: GrowingInt32 = new GrowingInt32();
  readonly target: GrowingInt32 = new GrowingInt32();
  readonly chance: GrowingFloat64 = new GrowingFloat64();
  readonly optionStart: GrowingInt32 = new GrowingInt32();
  readonly optionMove: GrowingInt32 = new GrowingInt32();
  readonly optionCost: GrowingFloat64 = new GrowingFloat64();
  readonly optionGiven: GrowingFloat64 = new GrowingFloat64();
  readonly policy: GrowingFloat64 = new GrowingFloat64();

  constructor(from: number) {
    this.from = from;
  }

  finish(nextBlock: number, terminals: number, members: number): StageTable {
    this.choiceStart.push(this.act.length);
    this.outcomeStart.push(this.target.length);
    this.optionStart.push(this.optionMove.length);
    const options: TogetherOptions = {
      start: padded(this.optionStart.toArray(), this.from * members),
      move: this.optionMove.toArray(),
      cost: this.optionCost.toArray(),
      given: this.optionGiven.toArray(),
    };
    return {
      choiceStart: padded(this.choiceStart.toArray(), this.from),
      act: this.act.toArray(),
      cost: this.cost.toArray(),
      given: this.given.toArray(),
      outcomeStart: this.outcomeStart.toArray(),
      target: this.target.toArray().map((t) => (t < 0 ? terminals - 1 - t : nextBlock + t)),
      chance: this.chance.toArray(),
      ...(members > 0 ? { options } : {}),
    };
  }
}

class Builder {
  private readonly base: Game;
  private readonly mind: PublicMind;
  private readonly most: number;
  private readonly blocks: readonly Block[];
  /** [step][stage] */
  private readonly rows: Rows[][] = [];
  private readonly active: number[] = [];
  private readonly nextNode = new GrowingInt32();
  private readonly otherwise = new GrowingInt32();
  private readonly payoff = new GrowingFloat64();
  private readonly residualChance = new GrowingFloat64();
  private readonly residualTerminal = new GrowingInt32();
  private readonly terminals: number;

  constructor(base: Game, mind: PublicMind, most: number) {
    this.base = base;
    this.mind = mind;
    this.most = most;
    this.blocks = Array.from({ length: base.stages.length + 1 }, () => new Block());
    this.terminals = base.blockStart[base.stages.length + 1]!;
  }

  build(openings: readonly Opening[]): RememberingGame {
    const { base, mind, blocks } = this;
    const start = new Map<number, number>();
    openings.forEach(({ nodes, probability }, opening) => {
      nodes.forEach((own, i) => {
        const node = blocks[0]!.node(mind.start(own, opening), own);
        start.set(node, (start.get(node) ?? 0) + probability[i]!);
      });
    });
    for (let step = 0; step < base.steps; step++) {
      for (const block of blocks.slice(1)) block.beginStep();
      this.rows.push(blocks.slice(0, -1).map((block) => new Rows(block.from)));
      base.stages.forEach((stage, p) => {
        this.passStage(stage, p, step);
      });
      const size0 = blocks[0]!.base.length;
      this.endStep(step);
      this.active.push(size0, ...blocks.slice(1).map((block) => block.base.length));
    }
    return this.finish(start);
  }

  private passStage(stage: Stage, p: number, step: number): void {
    const { base, mind } = this;
    const block = this.blocks[p]!;
    const table = stage.tables[stage.tableOfPhase[base.phaseOfStep[step]!]!]!;
    const rows = this.rows[step]![p]!;
    const next = this.blocks[p + 1]!;
    const last = block.base.length;
    for (let n = block.from; n < last; n++) {
      const node = block.base.at(n);
      const passage = { step, position: p, memory: block.memory.at(n), node };
      const i = node - base.blockStart[p]!;
      rows.choiceStart.push(rows.act.length);
      if (stage.kind === "turn" || stage.kind === "together") {
        for (const share of mind.choose(passage)) rows.policy.push(share);
      }
      if (table.options) copyOptions(rows, table.options, i, stage.actors.length);
      for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
        const members = stage.kind === "together" ? stage.actors.length : 1;
        rows.act.push(table.act[c]!);
        for (let m = 0; m < members; m++) rows.cost.push(table.cost[c * members + m]!);
        if (table.given.length > 0) rows.given.push(table.given[c]!);
        rows.outcomeStart.push(rows.target.length);
        for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
          const target = table.target[o]!;
          const chance = table.chance[o]!;
          if (target >= this.terminals) {
            rows.target.push(-1 - (target - this.terminals));
            rows.chance.push(chance);
            continue;
          }
          mind.follow(passage, table.act[c]!, target, (memory, weight) => {
            rows.target.push(next.node(memory, target));
            rows.chance.push(chance * weight);
          });
        }
      }
      if (next.base.length > this.most) throw new RememberingLimit();
    }
  }

  private endStep(step: number): void {
    const { base, blocks, mind } = this;
    const positions = base.stages.length;
    const block = blocks[positions]!;
    const isLast = step + 1 === base.steps;
    const table = base.end.tables[base.end.tableOfPhase[base.phaseOfStep[step]!]!]!;
    const J = base.actors.length;
    const last = block.base.length;
    blocks[0]!.beginStep();
    for (let n = block.from; n < last; n++) {
      const node = block.base.at(n);
      const i = node - base.blockStart[positions]!;
      for (let j = 0; j < J; j++) this.payoff.push(table.payoff[i * J + j]!);
      this.residualChance.push(table.residualChance[i]!);
      const residual = table.residualTerminal[i]!;
      this.residualTerminal.push(residual < 0 ? -1 : residual - this.terminals);
      this.otherwise.push(isLast ? base.otherwiseTerminal[i]! - this.terminals : -1);
      const next = base.nextNode[i]!;
      if (isLast) {
        this.nextNode.push(-1);
        continue;
      }
      const memory = mind.nextStep({ step, position: positions, memory: block.memory.at(n), node }, next);
      this.nextNode.push(blocks[0]!.node(memory, next));
    }
  }

  private finish(start: ReadonlyMap<number, number>): RememberingGame {
    const { base, blocks } = this;
    const positions = base.stages.length;
    const blockStart = new Int32Array(positions + 3);
    blocks.forEach((block, p) => {
      blockStart[p + 1] = blockStart[p]! + block.base.length;
    });
    const terminals = blockStart[positions + 1]!;
    const ends = base.terminalEnding.length;
    blockStart[positions + 2] = terminals + ends;
    const stateCode = new Float64Array(terminals + ends);
    const memory = new Int32Array(terminals);
    blocks.forEach((block, p) => {
      for (let n = 0; n < block.base.length; n++) stateCode[blockStart[p]! + n] = base.stateCode[block.base.at(n)]!;
      memory.set(block.memory.toArray(), blockStart[p]!);
    });
    stateCode.set(base.stateCode.subarray(this.terminals, this.terminals + ends), terminals);
    const toTerminal = (local: number): number => (local < 0 ? -1 : terminals + local);
    const steps = Int32Array.from({ length: base.steps }, (_, step) => step);
    const stages = base.stages.map((stage, p): Stage => {
      const members = stage.kind === "together" ? stage.actors.length : 0;
      const tables = this.rows.map((rows) => rows[p]!.finish(blockStart[p + 1]!, terminals, members));
      return { ...stage, tables, tableOfPhase: steps };
    });
    const end: EndTable = {
      payoff: this.payoff.toArray(),
      residualChance: this.residualChance.toArray(),
      residualTerminal: this.residualTerminal.toArray().map(toTerminal),
    };
    const shares = this.rows.map((rows) => rows.map(({ policy }) => policy.toArray()));
    return {
      game: {
        ...base,
        stages,
        phaseOfStep: steps,
        blockStart,
        active: Int32Array.from(this.active),
        stateCode,
        end: { tables: [end], tableOfPhase: new Int32Array(base.steps) },
        nextNode: this.nextNode.toArray(),
        otherwiseTerminal: this.otherwise.toArray().map(toTerminal),
        start: { node: Int32Array.from(start.keys()), probability: Float64Array.from(start.values()) },
      },
      policy: { at: (step, stage) => shares[step]![stage]! },
      memory,
    };
  }
}

/** Nodes of earlier steps have empty rows. */
function padded(starts: Int32Array, empty: number): Int32Array {
  const all = new Int32Array(empty + starts.length);
  all.set(starts, empty);
  return all;
}

function copyOptions(rows: Rows, options: TogetherOptions, i: number, members: number): void {
  for (let m = 0; m < members; m++) {
    rows.optionStart.push(rows.optionMove.length);
    for (let o = options.start[i * members + m]!; o < options.start[i * members + m + 1]!; o++) {
      rows.optionMove.push(options.move[o]!);
      rows.optionCost.push(options.cost[o]!);
      rows.optionGiven.push(options.given[o]!);
    }
  }
}
