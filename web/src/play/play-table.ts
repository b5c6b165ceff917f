/**
 * One play of a crisis: a person in the seat of one actor, the others by the
 * solution, chance by the tables. Everything drawn follows from (seed, run) and
 * the person's choices, so a play can be taken back, saved and played again.
 * With private information the seat is told what its actor sees, and what its
 * actor believes of the rest; all is shown once the crisis has ended. On a clock
 * without an end the seat is asked now and then whether to go on, where it has
 * nothing to choose.
 */
import {
  type Crisis,
  type Diagnostic,
  type MoveWorth,
  moveWorth,
  parameterValues,
  type Random,
  type StageTable,
} from "brink";
import { endTableAt, mixesOf, openTo, tableAt } from "./play-options.ts";
import type { OpenMove, PlayEvent, PlayState } from "./play-state.ts";
import { changesBetween, clockInWords, endAt, factsOf, levelsAt, receiptsOf, spaced } from "./play-words.ts";
import { type OnStep, pick, type SolvedPlay, solvePlay } from "./solve-play.ts";

/** Steps without a choice after which the seat is asked whether to go on, where the clock has no end. */
const PATIENCE = 12;

const LET_PASS: OpenMove = {
  move: "",
  label: `Let ${PATIENCE} more steps pass`,
  why: `There was nothing for you to choose in ${PATIENCE} steps.`,
  cost: 0,
};

/** Where a play stands. */
interface Walk {
  readonly random: Random;
  readonly seat: number;
  readonly choices: readonly string[];
  readonly events: PlayEvent[];
  readonly received: Float64Array;
  step: number;
  stage: number;
  node: number;
  made: number;
  seen: number;
  /** Step from which on the seat has had nothing to choose, and was not told so. */
  quietFrom: number;
  waiting: boolean;
}

export class PlayTable {
  readonly #play: SolvedPlay;

  private constructor(play: SolvedPlay) {
    this.#play = play;
  }

  /** As `solvePlay`. */
  static open(crisis: Crisis, seed: number, run: number, onStep?: OnStep): PlayTable | readonly Diagnostic[] {
    const play = solvePlay(crisis, { seed, run }, onStep);
    return "game" in play ? new PlayTable(play) : play;
  }

  /** Facts that keep their level and that the actors know, and that were drawn. */
  get facts(): readonly { readonly label: string; readonly level: string }[] {
    return factsOf(this.#play);
  }

  /** How long it goes on, and what a later payoff is worth, in words. */
  get clock(): string {
    return clockInWords(this.#play);
  }

  /** Plays up to the next choice of the seat, or to the end. */
  play(seat: string, choices: readonly string[]): PlayState {
    const walk = this.#start(seat, choices);
    const open = this.#goOn(walk);
    const ended = endAt(this.#play, walk.node);
    return {
      step: walk.step,
      events: walk.events,
      seen: walk.seen,
      levels: levelsAt(this.#play, walk, ended !== undefined),
      open,
      waiting: walk.waiting,
      ended,
      received: this.#play.secret && !ended ? [] : receiptsOf(this.#play, walk.received),
      made: walk.made,
    };
  }

  /** What each open move is worth to the seat if everyone keeps to the solution afterwards. */
  hint(seat: string, choices: readonly string[]): readonly (MoveWorth & { readonly name: string })[] {
    const walk = this.#start(seat, choices);
    if (this.#goOn(walk).length === 0 || walk.waiting) return [];
    const at = { step: walk.step, stage: walk.stage, node: walk.node, actor: walk.seat };
    const { crisis, game, policy, secret } = this.#play;
    const worth = moveWorth(crisis, game, policy, parameterValues(crisis), at, secret?.among(at));
    return worth.map((own) => ({ ...own, name: game.moves[own.move]?.name ?? "" }));
  }

  #start(seat: string, choices: readonly string[]): Walk {
    const { game } = this.#play;
    const random = this.#play.random();
    const { node, probability } = game.start;
    const first = node[pick(random, probability)]!;
    const actor = game.actors.indexOf(seat);
    const received = new Float64Array(game.actors.length);
    const begin = { step: 0, stage: 0, node: first, made: 0, seen: 0, quietFrom: 0, waiting: false };
    return { random, seat: actor, choices, events: [], received, ...begin };
  }

  /** Plays on; the moves open to the seat where it must choose. */
  #goOn(walk: Walk): readonly OpenMove[] {
    const { stages } = this.#play.game;
    for (;;) {
      while (walk.stage < stages.length) {
        const open = this.#playStage(walk);
        if (open) return open;
        if (endAt(this.#play, walk.node)) return this.#finish(walk);
        walk.stage += 1;
      }
      if (!this.#endStep(walk)) return [];
      if (this.#waits(walk)) return [LET_PASS];
    }
  }

  /** Whether a clock without an end stands still until the seat says that time may pass. */
  #waits(walk: Walk): boolean {
    if (Number.isFinite(this.#play.game.steps) || walk.step - walk.quietFrom < PATIENCE) return false;
    walk.waiting = walk.choices[walk.made] !== LET_PASS.move;
    if (walk.waiting) return true;
    this.#noteChoice(walk);
    walk.quietFrom = walk.step;
    return false;
  }

  #noteChoice(walk: Walk): void {
    walk.made += 1;
    walk.seen = walk.events.length;
  }

  /** Plays one stage; the open moves where the seat has to choose first. */
  #playStage(walk: Walk): readonly OpenMove[] | undefined {
    const { table, i } = tableAt(this.#play, walk);
    const stage = this.#play.game.stages[walk.stage]!;
    const first = table.choiceStart[i]!;
    const count = table.choiceStart[i + 1]! - first;
    const member = stage.actors.indexOf(walk.seat);
    let choice = 0;
    if (stage.kind === "turn" || stage.kind === "together") {
      const mixes = mixesOf(table, this.#play.policy.at(walk.step, walk.stage), i, stage.actors.length);
      const options = member >= 0 ? openTo(this.#play, walk, member, mixes) : [];
      let own = -1;
      if (options.length > 1) {
        own = options.findIndex(({ move }) => move === walk.choices[walk.made]);
        if (own < 0) return options;
        this.#noteChoice(walk);
        walk.quietFrom = walk.step + 1;
      }
      choice = mixes.reduce(
        (sum, mix, m) => sum * mix.length + (m === member && own >= 0 ? own : pick(walk.random, mix)),
        0,
      );
    } else if (stage.kind === "given") choice = pick(walk.random, table.given.subarray(first, first + count));
    this.#follow(walk, table, first + choice);
    return undefined;
  }

  /** Costs are paid, an outcome is drawn, and both are told. */
  #follow(walk: Walk, table: StageTable, choice: number): void {
    const { stages } = this.#play.game;
    const { kind, actors } = stages[walk.stage]!;
    if (kind === "turn" || kind === "together")
      for (const [m, actor] of actors.entries()) this.#receive(walk, actor, -table.cost[choice * actors.length + m]!);
    const from = table.outcomeStart[choice]!;
    const to = table.outcomeStart[choice + 1]!;
    const before = walk.node;
    walk.node = table.target[from + pick(walk.random, table.chance.subarray(from, to))]!;
    this.#tell(walk, table.act[choice]!, before);
  }

  #tell(walk: Walk, act: number, before: number): void {
    const { crisis, game } = this.#play;
    const { acts, moves, stages } = game;
    const { kind, name } = stages[walk.stage]!;
    const changes = changesBetween(this.#play, before, walk.node, walk.seat);
    const made = Array.from(acts.move.subarray(acts.start[act]!, acts.start[act + 1]!));
    made.forEach((move, k) => {
      const { actor } = moves[move]!;
      walk.events.push({
        step: walk.step,
        kind: actor === walk.seat ? "own" : kind === "given" ? "chance" : "other",
        who: crisis.actors[actor]!.label,
        what: crisis.moves[move]!.label,
        changes: k === made.length - 1 ? changes : [],
      });
    });
    if (made.length === 0 && changes.length > 0) {
      const label = crisis.drivers.find((driver) => driver.name === name)?.label ?? spaced(name);
      walk.events.push({ step: walk.step, kind: "chance", who: label, what: "", changes });
    }
  }

  /** Payoffs of the step and the residual ending; false where the crisis is over. */
  #endStep(walk: Walk): boolean {
    const { game } = this.#play;
    const { end, i } = endTableAt(this.#play, walk);
    const chance = end.residualChance[i]!;
    if (chance > 0 && (chance >= 1 || walk.random.next() < chance)) {
      walk.node = end.residualTerminal[i]!;
      this.#finish(walk);
      return false;
    }
    const { length } = game.actors;
    for (let actor = 0; actor < length; actor++) this.#receive(walk, actor, end.payoff[i * length + actor]!);
    const isLast = walk.step + 1 >= game.steps;
    walk.node = isLast ? game.otherwiseTerminal[i]! : game.nextNode[i]!;
    if (isLast) {
      // Received after the last step, told in it.
      this.#finish(walk, walk.step + 1);
      return false;
    }
    walk.step += 1;
    walk.stage = 0;
    return true;
  }

  #finish(walk: Walk, paidAt = walk.step): readonly [] {
    const { game } = this.#play;
    const { length } = game.actors;
    const i = walk.node - game.blockStart[game.stages.length + 1]!;
    for (let actor = 0; actor < length; actor++)
      this.#receive(walk, actor, game.terminalPayoff[i * length + actor]!, paidAt);
    walk.events.push({ step: walk.step, kind: "end", who: endAt(this.#play, walk.node)!.label, what: "", changes: [] });
    return [];
  }

  #receive(walk: Walk, actor: number, value: number, step = walk.step): void {
    let factor = 1;
    for (let t = 0; t < step; t++) factor *= this.#play.game.discount[actor]!;
    walk.received[actor] = walk.received[actor]! + factor * value;
  }
}
