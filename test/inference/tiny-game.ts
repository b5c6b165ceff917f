import type { EndTable, Game, Stage, StageKind, StageTable, TogetherOptions } from "../../src/game/game.ts";

/** Where an outcome leads: a state, or an ending in a state. */
export interface TinyOutcome {
  readonly chance: number;
  readonly state: number;
  readonly ending?: number;
}

export interface TinyChoice {
  readonly moves: readonly number[];
  /** Cost to each member of the stage. */
  readonly cost?: readonly number[];
  readonly given?: number;
  readonly outcomes: readonly TinyOutcome[];
}

export interface TinyStage {
  readonly kind: StageKind;
  readonly actors: readonly number[];
  /** [table][state]. */
  readonly tables: readonly (readonly (readonly TinyChoice[])[])[];
  readonly tableOfPhase: readonly number[];
}

/** A game written down by state; `buildTinyGame` numbers the nodes. */
export interface TinySpec {
  readonly states: number;
  readonly steps: number;
  readonly phaseOfStep: readonly number[];
  readonly actors: number;
  readonly moves: readonly { readonly actor: number; readonly name: string }[];
  readonly endings: number;
  readonly stages: readonly TinyStage[];
  /** [phase][state]. */
  readonly residual: readonly (readonly number[])[];
  readonly residualEnding: number;
  readonly otherwise: number;
  /** [phase][state][actor]. */
  readonly payoff: readonly (readonly (readonly number[])[])[];
  readonly discount: readonly number[];
  readonly start: readonly number[];
}

class Numbering {
  readonly ids = new Map<number, number>();

  id(key: number): number {
    const id = this.ids.get(key) ?? this.ids.size;
    this.ids.set(key, id);
    return id;
  }

  get keys(): number[] {
    return [...this.ids.keys()];
  }
}

/** Compile a spec the way a crisis is compiled: only what can be reached, in the order of the first step it can be. */
export function buildTinyGame(spec: TinySpec): Game {
  const P = spec.stages.length;
  const positions = Array.from({ length: P + 1 }, () => new Numbering());
  const terminals = new Numbering();
  const terminalKey = (ending: number, state: number): number => ending * spec.states + state;
  const met = spec.stages.map((stage) => stage.tables.map(() => new Set<number>()));
  const active: number[] = [];
  let frontier = new Set(spec.start.flatMap((probability, state) => (probability > 0 ? [state] : [])));
  for (let step = 0; step < spec.steps; step++) {
    const phase = spec.phaseOfStep[step]!;
    for (let p = 0; p < P; p++) {
      const next = new Set<number>();
      const stage = spec.stages[p]!;
      for (const state of frontier) {
        positions[p]!.id(state);
        met[p]![stage.tableOfPhase[phase]!]!.add(state);
        for (const choice of stage.tables[stage.tableOfPhase[phase]!]![state]!) {
          for (const outcome of choice.outcomes) {
            if (outcome.ending === undefined) next.add(outcome.state);
            else terminals.id(terminalKey(outcome.ending, outcome.state));
          }
        }
      }
      frontier = next;
    }
    for (const state of frontier) {
      positions[P]!.id(state);
      if (spec.residual[phase]![state]! > 0) terminals.id(terminalKey(spec.residualEnding, state));
      if (step === spec.steps - 1) terminals.id(terminalKey(spec.otherwise, state));
    }
    active.push(...positions.map((position) => position.ids.size));
  }
  const blockStart = new Int32Array(P + 3);
  positions.forEach((position, p) => {
    blockStart[p + 1] = blockStart[p]! + position.ids.size;
  });
  blockStart[P + 2] = blockStart[P + 1]! + terminals.ids.size;
  const terminalNode = (ending: number, state: number): number => {
    const id = terminals.ids.get(terminalKey(ending, state));
    return id === undefined ? -1 : blockStart[P + 1]! + id;
  };
  const acts = new Map<string, number>([["", 0]]);
  const actMoves: number[][] = [[]];
  const actOf = (moves: readonly number[]): number => {
    const key = moves.join();
    const known = acts.get(key);
    if (known !== undefined) return known;
    acts.set(key, actMoves.length);
    return actMoves.push([...moves]) - 1;
  };
  const stages = spec.stages.map((stage, p): Stage => {
    const tables = stage.tables.map((table, t) => {
      const rows = positions[p]!.keys.map((state) => (met[p]![t]!.has(state) ? table[state]! : []));
      return buildTable(rows, stage, actOf, (outcome) =>
        outcome.ending === undefined
          ? blockStart[p + 1]! + positions[p + 1]!.ids.get(outcome.state)!
          : terminalNode(outcome.ending, outcome.state),
      );
    });
    return {
      kind: stage.kind,
      actors: stage.actors,
      name: `stage ${p}`,
      tables,
      tableOfPhase: Int32Array.from(stage.tableOfPhase),
    };
  });
  const last = positions[P]!.keys;
  const end = spec.residual.map((chances, phase): EndTable => {
    const s = last.map((state) => (terminalNode(spec.residualEnding, state) < 0 ? 0 : chances[state]!));
    return {
      payoff: Float64Array.from(last.flatMap((state) => spec.payoff[phase]![state]!)),
      residualChance: Float64Array.from(s),
      residualTerminal: Int32Array.from(last, (state, i) =>
        s[i]! > 0 ? terminalNode(spec.residualEnding, state) : -1,
      ),
    };
  });
  const started = spec.start.flatMap((probability, state) => (probability > 0 ? [{ probability, state }] : []));
  const actStart = [0];
  for (const moves of actMoves) actStart.push(actStart.at(-1)! + moves.length);
  return {
    actors: Array.from({ length: spec.actors }, (_, j) => `actor ${j}`),
    precision: new Float64Array(spec.actors).fill(1),
    discount: Float64Array.from(spec.discount),
    shocks: "excluded",
    steps: spec.steps,
    phaseOfStep: Int32Array.from(spec.phaseOfStep),
    moves: spec.moves,
    acts: { start: Int32Array.from(actStart), move: Int32Array.from(actMoves.flat()) },
    endings: Array.from({ length: spec.endings }, (_, e) => `ending ${e}`),
    variables: [
      { name: "low bit", levels: ["0", "1"], stride: 1, radix: 2, fixed: 0 },
      { name: "kept", levels: ["a", "b", "c"], stride: 0, radix: 3, fixed: 1 },
      { name: "rest", levels: ["0", "1", "2", "3"], stride: 2, radix: 4, fixed: 0 },
    ],
    stages,
    blockStart,
    active: Int32Array.from(active),
    stateCode: Float64Array.from([
      ...positions.flatMap((position) => position.keys),
      ...terminals.keys.map((key) => key % spec.states),
    ]),
    end: { tables: end, tableOfPhase: Int32Array.from(end.keys()) },
    nextNode: Int32Array.from(last, (state) => positions[0]!.ids.get(state) ?? -1),
    otherwiseTerminal: Int32Array.from(last, (state) => terminalNode(spec.otherwise, state)),
    terminalEnding: Int32Array.from(terminals.keys, (key) => Math.floor(key / spec.states)),
    terminalPayoff: new Float64Array(terminals.ids.size * spec.actors),
    start: {
      node: Int32Array.from(started, ({ state }) => positions[0]!.ids.get(state)!),
      probability: Float64Array.from(started, ({ probability }) => probability),
    },
    payoffRange: 1,
  };
}

function buildTable(
  rows: readonly (readonly TinyChoice[])[],
  stage: TinyStage,
  actOf: (moves: readonly number[]) => number,
  nodeOf: (outcome: TinyOutcome) => number,
): StageTable {
  const choiceStart = [0];
  const outcomeStart = [0];
  const act: number[] = [];
  const cost: number[] = [];
  const given: number[] = [];
  const target: number[] = [];
  const chance: number[] = [];
  for (const choices of rows) {
    for (const choice of choices) {
      act.push(actOf(choice.moves));
      cost.push(...(choice.cost ?? Array(Math.max(1, stage.actors.length)).fill(0)));
      if (choice.given !== undefined) given.push(choice.given);
      for (const outcome of choice.outcomes) {
        target.push(nodeOf(outcome));
        chance.push(outcome.chance);
      }
      outcomeStart.push(target.length);
    }
    choiceStart.push(act.length);
  }
  return {
    choiceStart: Int32Array.from(choiceStart),
    act: Int32Array.from(act),
    cost: Float64Array.from(cost),
    given: Float64Array.from(given),
    outcomeStart: Int32Array.from(outcomeStart),
    target: Int32Array.from(target),
    chance: Float64Array.from(chance),
    ...(stage.kind === "together" ? { options: noOptions } : {}),
  };
}

/** The tests that use tiny games take profiles as they are. */
const noOptions: TogetherOptions = {
  start: new Int32Array(0),
  move: new Int32Array(0),
  cost: new Float64Array(0),
  given: new Float64Array(0),
};
