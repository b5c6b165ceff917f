/**
 * One play of a crisis: a person in the seat of one actor, the others by the
 * solution, chance by the tables. Everything drawn follows from (seed, run) and
 * the person's choices, so a play can be taken back, saved and played again.
 * With private information the seat is told what its actor sees, and what its
 * actor believes of the rest; all is shown once the crisis has ended.
 */
import {
  type Crisis,
  compileGame,
  type Diagnostic,
  type Game,
  hasErrors,
  type MoveWorth,
  moveWorth,
  type Part,
  type Policy,
  parameterValues,
  partsOf,
  percent,
  type Random,
  randomStream,
  type SolvedPrivateGame,
  type StageTable,
  solveBackward,
  solvePrivateGame,
} from "brink";

export interface PlayEvent {
  /** From 0. */
  readonly step: number;
  readonly kind: "own" | "other" | "chance" | "end";
  /** Label of who acts, or of the driver. */
  readonly who: string;
  /** What is done; empty for a driver. */
  readonly what: string;
  /** What changed, for instance `pressure: fleet`. */
  readonly changes: readonly string[];
}

export interface OpenMove {
  /** Identifier of the move; empty for doing nothing where no move is open. */
  readonly move: string;
  readonly label: string;
  readonly why: string;
  /** In utils, to the seat. */
  readonly cost: number;
}

export interface PlayState {
  readonly step: number;
  readonly events: readonly PlayEvent[];
  /** Events already there when the seat chose last. */
  readonly seen: number;
  readonly levels: readonly { readonly variable: string; readonly label: string; readonly level: string }[];
  /** Moves of the seat; empty once the crisis has ended. */
  readonly open: readonly OpenMove[];
  readonly ended: { readonly ending: string; readonly label: string } | undefined;
  /** Discounted, costs taken off, by actors that choose; with private information once the crisis has ended, as it would tell secrets. */
  readonly received: readonly { readonly actor: string; readonly label: string; readonly value: number }[];
  /** Choices that were made; fewer than asked for where one was not open. */
  readonly made: number;
}

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
}

export class PlayTable {
  readonly #crisis: Crisis;
  readonly #seed: number;
  readonly #run: number;
  readonly #parts: readonly Part[];
  readonly #parameters: Float64Array;
  readonly #game: Game;
  readonly #policy: Policy;
  /** Where actors keep secrets: who sees and believes what. */
  readonly #secret: SolvedPrivateGame | undefined;

  private constructor(
    drawn: Drawn,
    { game, policy }: Pick<SolvedPrivateGame, "game" | "policy">,
    secret?: SolvedPrivateGame,
  ) {
    this.#crisis = drawn.crisis;
    this.#seed = drawn.seed;
    this.#run = drawn.run;
    this.#parts = drawn.parts;
    this.#parameters = parameterValues(drawn.crisis);
    this.#game = game;
    this.#policy = policy;
    this.#secret = secret;
  }

  /**
   * Draws the hidden facts, compiles that part of the crisis and solves it.
   *
   * @throws {GameError} those of `solveBackward` and `solvePrivateGame`.
   */
  static open(
    crisis: Crisis,
    seed: number,
    run: number,
    onStep?: (done: number, all: number) => void,
  ): PlayTable | readonly Diagnostic[] {
    const parts = partsOf(crisis);
    const part = parts[drawPart(randomStream(seed, run), parts)]!;
    const { game, diagnostics } = compileGame(crisis, { part });
    if (!game) return diagnostics;
    const drawn = { crisis, seed, run, parts };
    if (crisis.information === "private") {
      const { solved, diagnostics: mistakes } = solvePrivateGame(crisis, game);
      if (hasErrors(mistakes)) return mistakes;
      if (solved) return new PlayTable(drawn, solved, solved);
    }
    const { policy } = solveBackward(game, onStep ? { onStep } : {});
    return new PlayTable(drawn, { game, policy });
  }

  /** Facts that keep their level and that the actors know, and that were drawn. */
  get facts(): readonly { readonly label: string; readonly level: string }[] {
    return this.#game.variables.flatMap(({ name, stride, levels, fixed }) => {
      const variable = this.#crisis.variables.find((own) => own.name === name);
      return stride === 0 && variable?.uncertain ? [{ label: variable.label, level: spaced(levels[fixed]!) }] : [];
    });
  }

  /** Plays up to the next choice of the seat, or to the end. */
  play(seat: string, choices: readonly string[]): PlayState {
    const walk = this.#start(seat, choices);
    const open = this.#goOn(walk);
    const ended = this.#endOf(walk.node);
    return {
      step: walk.step,
      events: walk.events,
      seen: walk.seen,
      levels: this.#levels(walk, ended !== undefined),
      open,
      ended,
      received: this.#secret && !ended ? [] : this.#receipts(walk.received),
      made: walk.made,
    };
  }

  /** What each open move is worth to the seat if everyone keeps to the solution afterwards. */
  hint(seat: string, choices: readonly string[]): readonly (MoveWorth & { readonly name: string })[] {
    const walk = this.#start(seat, choices);
    if (this.#goOn(walk).length === 0) return [];
    const at = { step: walk.step, stage: walk.stage, node: walk.node, actor: walk.seat };
    const worth = moveWorth(this.#crisis, this.#game, this.#policy, this.#parameters, at, this.#secret?.among(at));
    return worth.map((own) => ({ ...own, name: this.#game.moves[own.move]?.name ?? "" }));
  }

  #start(seat: string, choices: readonly string[]): Walk {
    const random = randomStream(this.#seed, this.#run);
    drawPart(random, this.#parts);
    const { node, probability } = this.#game.start;
    const first = node[pick(random, probability)]!;
    const actor = this.#game.actors.indexOf(seat);
    const received = new Float64Array(this.#game.actors.length);
    return { random, seat: actor, choices, events: [], received, step: 0, stage: 0, node: first, made: 0, seen: 0 };
  }

  /** Plays on; the moves open to the seat where it must choose. */
  #goOn(walk: Walk): readonly OpenMove[] {
    const { stages } = this.#game;
    for (;;) {
      while (walk.stage < stages.length) {
        const open = this.#playStage(walk);
        if (open) return open;
        if (this.#isEnd(walk.node)) return this.#finish(walk);
        walk.stage += 1;
      }
      if (!this.#endStep(walk)) return [];
    }
  }

  /** Plays one stage; the open moves where the seat has to choose first. */
  #playStage(walk: Walk): readonly OpenMove[] | undefined {
    const { game, table, i } = this.#at(walk);
    const stage = game.stages[walk.stage]!;
    const first = table.choiceStart[i]!;
    const count = table.choiceStart[i + 1]! - first;
    const member = stage.actors.indexOf(walk.seat);
    let choice = 0;
    if (stage.kind === "turn" || stage.kind === "together") {
      const mixes = mixesOf(table, this.#policy.at(walk.step, walk.stage), i, stage.actors.length);
      const options = member >= 0 ? this.#openTo(walk, table, i, member, mixes) : [];
      let own = -1;
      if (options.length > 1) {
        own = options.findIndex(({ move }) => move === walk.choices[walk.made]);
        if (own < 0) return options;
        walk.made += 1;
        walk.seen = walk.events.length;
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
    const { stages } = this.#game;
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
    const { acts, moves, stages } = this.#game;
    const { kind, name } = stages[walk.stage]!;
    const changes = this.#changes(before, walk.node, walk.seat);
    const made = Array.from(acts.move.subarray(acts.start[act]!, acts.start[act + 1]!));
    made.forEach((move, k) => {
      const { actor } = moves[move]!;
      walk.events.push({
        step: walk.step,
        kind: actor === walk.seat ? "own" : kind === "given" ? "chance" : "other",
        who: this.#crisis.actors[actor]!.label,
        what: this.#crisis.moves[move]!.label,
        changes: k === made.length - 1 ? changes : [],
      });
    });
    if (made.length === 0 && changes.length > 0) {
      const label = this.#crisis.drivers.find((driver) => driver.name === name)?.label ?? spaced(name);
      walk.events.push({ step: walk.step, kind: "chance", who: label, what: "", changes });
    }
  }

  /** Payoffs of the step and the residual ending; false where the crisis is over. */
  #endStep(walk: Walk): boolean {
    const game = this.#game;
    const i = walk.node - game.blockStart[game.stages.length]!;
    const end = game.end.tables[game.end.tableOfPhase[game.phaseOfStep[walk.step]!]!]!;
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
    const game = this.#game;
    const { length } = game.actors;
    const i = walk.node - game.blockStart[game.stages.length + 1]!;
    for (let actor = 0; actor < length; actor++)
      this.#receive(walk, actor, game.terminalPayoff[i * length + actor]!, paidAt);
    walk.events.push({ step: walk.step, kind: "end", who: this.#endOf(walk.node)!.label, what: "", changes: [] });
    return [];
  }

  #receive(walk: Walk, actor: number, value: number, step = walk.step): void {
    let factor = 1;
    for (let t = 0; t < step; t++) factor *= this.#game.discount[actor]!;
    walk.received[actor] = walk.received[actor]! + factor * value;
  }

  #at(walk: Walk): { readonly game: Game; readonly table: StageTable; readonly i: number } {
    const game = this.#game;
    const { tables, tableOfPhase } = game.stages[walk.stage]!;
    const table = tables[tableOfPhase[game.phaseOfStep[walk.step]!]!]!;
    return { game, table, i: walk.node - game.blockStart[walk.stage]! };
  }

  /** The options of the seat in the order of its mix. */
  #openTo(
    walk: Walk,
    table: StageTable,
    i: number,
    member: number,
    mixes: readonly Float64Array[],
  ): readonly OpenMove[] {
    const { acts, moves } = this.#game;
    const members = mixes.length;
    // The first profile that holds the option: all members after it at their first one.
    const stride = mixes.slice(member + 1).reduce((product, mix) => product * mix.length, 1);
    return Array.from(mixes[member]!, (_, option) => {
      const choice = table.choiceStart[i]! + option * stride;
      const act = table.act[choice]!;
      const made = Array.from(acts.move.subarray(acts.start[act]!, acts.start[act + 1]!));
      const move = made.find((id) => moves[id]!.actor === walk.seat);
      const element = move === undefined ? undefined : this.#crisis.moves[move];
      return {
        move: element?.name ?? "",
        label: element?.label ?? "no move",
        why: element?.why ?? "",
        cost: this.#costOf(walk, table, choice - table.choiceStart[i]!, member, members),
      };
    });
  }

  /** What a choice costs the seat, over where it may stand. */
  #costOf(walk: Walk, table: StageTable, choice: number, member: number, members: number): number {
    const { step, stage, node, seat } = walk;
    const among = this.#secret?.among({ step, stage, node, actor: seat }) ?? [{ node, weight: 1 }];
    const first = this.#game.blockStart[stage]!;
    return among.reduce((sum, own) => {
      return sum + own.weight * table.cost[(table.choiceStart[own.node - first]! + choice) * members + member]!;
    }, 0);
  }

  #isEnd(node: number): boolean {
    return node >= this.#game.blockStart[this.#game.stages.length + 1]!;
  }

  #endOf(node: number): PlayState["ended"] {
    if (!this.#isEnd(node)) return undefined;
    const { blockStart, stages, terminalEnding } = this.#game;
    const { name, label } = this.#crisis.endings[terminalEnding[node - blockStart[stages.length + 1]!]!]!;
    return { ending: name, label };
  }

  /** What the seat sees, and what it believes of the rest; once it has ended, all. */
  #levels({ node, step, stage, seat }: Walk, ended: boolean): PlayState["levels"] {
    const believed = ended ? undefined : this.#secret?.believes({ step, stage, node, actor: seat });
    return this.#game.variables.flatMap(({ name, stride, levels }, v) => {
      const variable = this.#crisis.variables.find((own) => own.name === name);
      if (stride === 0 || variable?.origin !== "declared") return [];
      const odds = believed?.get(v);
      const level = odds ? believedInWords(levels, odds) : spaced(levels[this.#levelOf(v, node)]!);
      return [{ variable: name, label: variable.label, level }];
    });
  }

  #changes(from: number, to: number, seat: number): readonly string[] {
    return this.#game.variables.flatMap(({ name, levels, stride }, v) => {
      const variable = this.#crisis.variables.find((own) => own.name === name);
      if (stride === 0 || variable?.origin !== "declared") return [];
      if (this.#secret && !this.#secret.sees(seat, v)) return [];
      const after = this.#levelOf(v, to);
      return this.#levelOf(v, from) === after ? [] : [`${variable.label}: ${spaced(levels[after]!)}`];
    });
  }

  #levelOf(variable: number, node: number): number {
    const { stride, radix, fixed } = this.#game.variables[variable]!;
    return stride === 0 ? fixed : Math.floor(this.#game.stateCode[node]! / stride) % radix;
  }

  #receipts(received: Float64Array): PlayState["received"] {
    return this.#crisis.actors.flatMap(({ name, label, actsByChance }, actor) =>
      actsByChance ? [] : [{ actor: name, label, value: received[actor]! }],
    );
  }
}

/** What a crisis is drawn from. */
interface Drawn {
  readonly crisis: Crisis;
  readonly seed: number;
  readonly run: number;
  readonly parts: readonly Part[];
}

/** `not seen; held for hard 61.0%, soft 39.0%`, the likeliest first. */
function believedInWords(levels: readonly string[], odds: Float64Array): string {
  const held = levels
    .map((level, l) => ({ level: spaced(level), odds: odds[l]! }))
    .filter((one) => one.odds > 0)
    .sort((one, other) => other.odds - one.odds)
    .map((one) => `${one.level} ${percent(one.odds)}`);
  return `not seen; held for ${held.join(", ")}`;
}

/** Actors a person can play. */
export function seatsOf(crisis: Crisis): readonly { readonly name: string; readonly label: string }[] {
  return crisis.actors
    .filter(({ actsByChance }, actor) => !actsByChance && crisis.turns.some((group) => group.includes(actor)))
    .map(({ name, label }) => ({ name, label }));
}

function drawPart(random: Random, parts: readonly Part[]): number {
  return pick(
    random,
    parts.map(({ weight }) => weight),
  );
}

/** Nothing is drawn where there is one branch only. */
function pick(random: Random, weights: ArrayLike<number>): number {
  return weights.length < 2 ? 0 : random.pick(weights);
}

/** Odds of each option of each member of a group at a node; what each of them does is drawn by itself. */
function mixesOf(table: StageTable, chances: Float64Array, i: number, members: number): readonly Float64Array[] {
  const first = table.choiceStart[i]!;
  const last = table.choiceStart[i + 1]!;
  if (members === 1 || !table.options) return [chances.slice(first, last)];
  const { start } = table.options;
  const mixes = Array.from(
    { length: members },
    (_, m) => new Float64Array(start[i * members + m + 1]! - start[i * members + m]!),
  );
  for (let c = first; c < last; c++) {
    let rest = c - first;
    for (let m = members - 1; m >= 0; m--) {
      const mix = mixes[m]!;
      const option = rest % mix.length;
      mix[option] = mix[option]! + chances[c]!;
      rest = Math.floor(rest / mix.length);
    }
  }
  return mixes;
}

function spaced(name: string): string {
  return name.replaceAll("_", " ");
}
