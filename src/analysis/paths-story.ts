import { stageMove } from "../inference/move-mass.ts";
import { endTableOf } from "../inference/plain-pass.ts";
import type { ExplainInput } from "./explain-input.ts";
import { type LevelChange, levelAt, type Signature, type SignatureTree } from "./paths-signatures.ts";

/** One full history. */
export interface WayStory {
  /** Its probability times the mass it starts with. */
  readonly mass: number;
  /** Step in which it ends. */
  readonly lastStep: number;
  /** What is done and what changes, in order; stages at which nothing of either happens are left out. */
  readonly events: readonly StoryEvent[];
}

export interface StoryEvent {
  readonly step: number;
  /** Stage of the step: a turn, or a driver. The number of stages for what ends at the end of a step. */
  readonly stage: number;
  /** Moves made. */
  readonly moves: readonly number[];
  /** Variables (of the crisis) whose level changed, and the level they reached. */
  readonly changes: readonly LevelChange[];
  /** It ended here. */
  readonly ends: boolean;
}

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

/** A place reached within a step on the way from one node to another. */
interface Reached {
  readonly node: number;
  readonly signature: Signature;
  readonly best: number;
  readonly act: number;
  readonly from: Reached | null;
}

/** Finds the likeliest history between two starts of steps, and puts those of a whole path together. */
export class StoryTeller {
  private readonly input: ExplainInput;
  private readonly tree: SignatureTree;
  private readonly entries: readonly Entries[];
  /** Index in the crisis of each variable of the game. */
  private readonly variables: readonly number[];

  constructor(input: ExplainInput, tree: SignatureTree, entries: readonly Entries[]) {
    this.input = input;
    this.tree = tree;
    this.entries = entries;
    this.variables = input.crisis.variables.flatMap((variable, v) => (variable.calendar ? [] : [v]));
  }

  /** The likeliest history with these decisive events that ends where `ended` says. */
  tell(signature: Signature, ended: EndedAt): WayStory {
    const first = this.input.request.asOfStep;
    let goal: { node: number; signature: Signature; ends: boolean } = { node: ended.terminal, signature, ends: true };
    let origin = ended.origin;
    const steps: (readonly StoryEvent[])[] = [];
    for (let step = ended.step; step >= first; step--) {
      const { node, signature: signatures, origin: origins } = this.entries[step - first]!;
      const start = { node: node[origin]!, signature: this.tree.at(signatures[origin]!) };
      steps.push(this.withinStep(step, start, goal));
      goal = { ...start, ends: false };
      origin = origins[origin]!;
    }
    return { mass: ended.best, lastStep: ended.step, events: steps.reverse().flat() };
  }

  private withinStep(
    step: number,
    start: { readonly node: number; readonly signature: Signature },
    goal: { readonly node: number; readonly signature: Signature; readonly ends: boolean },
  ): readonly StoryEvent[] {
    const { game } = this.input;
    const stages = game.stages.length;
    const terminal = game.blockStart[stages + 1]!;
    const signatures = this.tree.count;
    const allowed = this.prefixes(goal.signature);
    let places: readonly Reached[] = [{ ...start, best: 1, act: 0, from: null }];
    let found: Reached | null = null;
    let foundAt = stages;
    for (let p = 0; p < stages; p++) {
      const next = new Map<number, Reached>();
      for (const place of places) {
        this.spread(step, p, place, allowed, (reached) => {
          if (goal.ends && reached.node === goal.node) {
            if (reached.signature !== goal.signature || (found !== null && found.best >= reached.best)) return;
            found = reached;
            foundAt = p;
          } else if (reached.node < terminal) {
            const key = reached.node * signatures + reached.signature.id;
            const known = next.get(key);
            if (!known || reached.best > known.best) next.set(key, reached);
          }
        });
      }
      places = [...next.values()];
    }
    const atEnd = this.atEnd(step, places, goal, found);
    if (atEnd !== null) return this.eventsOf(step, atEnd, goal.ends, goal.node);
    return this.eventsOf(step, found!, true, goal.node, foundAt);
  }

  /** 1 for the sequences with which one begins, and itself. */
  private prefixes(signature: Signature): Uint8Array {
    const allowed = new Uint8Array(this.tree.count);
    for (let at: Signature | null = signature; at !== null; at = at.parent) allowed[at.id] = 1;
    return allowed;
  }

  /** Follow every outcome of a place that leaves the goal's events possible. */
  private spread(
    step: number,
    p: number,
    place: Reached,
    allowed: Uint8Array,
    visit: (reached: Reached) => void,
  ): void {
    const { game, policy } = this.input;
    const { table, chances } = stageMove(game, policy, step, p, null);
    const { choiceStart, outcomeStart, target, chance, act } = table;
    const i = place.node - game.blockStart[p]!;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
        const best = place.best * (chances === null ? 1 : chances[c]!) * chance[o]!;
        if (best === 0) continue;
        const node = target[o]!;
        const signature = this.tree.after(place.signature, place.node, node);
        if (allowed[signature.id] !== 1) continue;
        visit({ node, signature, best, act: act[c]!, from: place });
      }
    }
  }

  /** The best place at the end of the step that goes on to the goal, if that beats what was found before. */
  private atEnd(
    step: number,
    places: readonly Reached[],
    goal: { readonly node: number; readonly signature: Signature; readonly ends: boolean },
    found: Reached | null,
  ): Reached | null {
    const { game } = this.input;
    const { residualChance, residualTerminal } = endTableOf(game, step);
    const first = game.blockStart[game.stages.length]!;
    let best: Reached | null = null;
    let most = found?.best ?? 0;
    for (const place of places) {
      const i = place.node - first;
      const drawn = residualChance[i]!;
      let share = 0;
      if (!goal.ends) share = game.nextNode[i] === goal.node ? 1 - drawn : 0;
      else {
        if (residualTerminal[i] === goal.node) share += drawn;
        if (step === game.steps - 1 && game.otherwiseTerminal[i] === goal.node) share += 1 - drawn;
      }
      const last = goal.ends ? this.tree.after(place.signature, place.node, goal.node) : place.signature;
      if (last !== goal.signature || place.best * share <= most) continue;
      most = place.best * share;
      best = place;
    }
    return best;
  }

  private eventsOf(
    step: number,
    last: Reached,
    ends: boolean,
    terminal: number,
    endStage?: number,
  ): readonly StoryEvent[] {
    const { game } = this.input;
    const chain: Reached[] = [];
    for (let at: Reached | null = last; at !== null; at = at.from) chain.push(at);
    chain.reverse();
    const events: StoryEvent[] = [];
    for (let p = 0; p + 1 < chain.length; p++) {
      const { act, node } = chain[p + 1]!;
      const moves = Array.from(game.acts.move.subarray(game.acts.start[act]!, game.acts.start[act + 1]!));
      const changes = this.changes(chain[p]!.node, node);
      const endsHere = ends && p === endStage;
      if (moves.length > 0 || changes.length > 0 || endsHere) {
        events.push({ step, stage: p, moves, changes, ends: endsHere });
      }
    }
    if (ends && endStage === undefined) {
      const changes = this.changes(last.node, terminal);
      events.push({ step, stage: game.stages.length, moves: [], changes, ends: true });
    }
    return events;
  }

  private changes(from: number, to: number): readonly LevelChange[] {
    const { game } = this.input;
    return this.variables.flatMap((variable, place) => {
      const level = levelAt(game, place, to);
      return level === levelAt(game, place, from) ? [] : [{ variable, level }];
    });
  }
}
