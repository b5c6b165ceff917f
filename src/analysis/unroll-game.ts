/**
 * A compiled game with a finite clock as the tree of all its histories:
 * turns are nodes, members of a group that moves at the same time follow each
 * other without seeing what the earlier ones chose, drivers and actors that
 * act by chance are chance nodes. A passage with one way to go makes no node.
 * Payoffs are added up, discounted, at the ends. Every turn is an information
 * set of its own, unless `InformationSets` say what the actors can tell apart.
 */
import type { Game, Stage, StageTable, TogetherOptions } from "../game/game.ts";
import { actName, stateInWords } from "../game/playthrough-words.ts";
import type { InformationSets } from "../solvers/private/information-sets.ts";
import { type Opening, ownOpening } from "../solvers/private/opening.ts";

/** Takes the tree node by node, in preorder. */
export interface TreeSink {
  /** False to stop: the tree is too large. */
  chance(label: string, branches: readonly { readonly label: string; readonly chance: number }[]): boolean;
  /** `set`: nodes with the same one are the same information set. */
  personal(actor: number, set: number, label: string, actions: readonly string[]): boolean;
  /** Payoff of every actor. */
  end(label: string, payoffs: Float64Array): boolean;
}

/** Where a history stands, and what everybody has received. */
interface Place {
  readonly step: number;
  readonly position: number;
  readonly node: number;
  readonly received: Float64Array;
  /** What everybody knows, by the number of `InformationSets`; 0 without them. */
  readonly history: number;
  /** In a group: options chosen by the members so far, and where its sets begin. */
  readonly chosen?: readonly number[];
  readonly sets?: number;
}

/**
 * @param dateOf   date of a step, for labels.
 * @param firstSet number of the first information set, where `sets` is absent.
 * @param sets     who can tell what apart, for private information.
 */
export class GameUnroller {
  private readonly game: Game;
  private readonly sink: TreeSink;
  private readonly dateOf: (step: number) => string;
  private readonly open: (() => boolean)[] = [];
  private readonly sets: InformationSets | undefined;
  private nextSet: number;

  constructor(
    game: Game,
    sink: TreeSink,
    dateOf: (step: number) => string,
    firstSet: number,
    sets: InformationSets | undefined = undefined,
  ) {
    this.game = game;
    this.sink = sink;
    this.dateOf = dateOf;
    this.nextSet = firstSet;
    this.sets = sets;
  }

  /**
   * Returns the next free number of an information set; −1 where the sink stopped.
   *
   * @param opening where the tree begins and what is believed there; its number is that of `InformationSets.start`.
   */
  run(opening: Opening = ownOpening(this.game)[0]!, number = 0): number {
    const { game } = this;
    const starts = Array.from(opening.nodes, (node, i) => ({
      label: stateInWords(game, node),
      chance: opening.believed[i]!,
      go: () => {
        const history = this.sets?.start(node, number) ?? 0;
        return this.visit({ step: 0, position: 0, node, received: new Float64Array(game.actors.length), history });
      },
    }));
    this.open.push(() => this.draw("start", starts));
    for (let next = this.open.pop(); next !== undefined; next = this.open.pop()) if (!next()) return -1;
    return this.sets?.end ?? this.nextSet;
  }

  /** A chance node, or straight on where there is one way only. */
  private draw(label: string, ways: readonly Way[]): boolean {
    const possible = ways.filter(({ chance }) => chance > 0);
    if (possible.length === 1) return possible[0]!.go();
    for (const { go } of [...possible].reverse()) this.open.push(go);
    return this.sink.chance(label, possible);
  }

  private visit(place: Place): boolean {
    const { game } = this;
    if (place.node >= game.blockStart[game.stages.length + 1]!) return this.end(place.node, place.received, place.step);
    if (place.position === game.stages.length) return this.endOfStep(place);
    const stage = game.stages[place.position]!;
    const table = stage.tables[stage.tableOfPhase[game.phaseOfStep[place.step]!]!]!;
    const i = place.node - game.blockStart[place.position]!;
    const first = table.choiceStart[i]!;
    const count = table.choiceStart[i + 1]! - first;
    if (stage.kind === "together") return this.member(place, stage, table, table.options!, i, 0);
    if (stage.kind === "turn" && count > 1) return this.turn(place, stage, table, first, count);
    const ways = Array.from({ length: count }, (_, a) => ({
      label: actName(game, stage, table.act[first + a]!),
      chance: stage.kind === "given" ? table.given[first + a]! : 1,
      go: () => this.follow(place, stage, table, first + a),
    }));
    return this.draw(this.title(stage, place), ways);
  }

  private turn(place: Place, stage: Stage, table: StageTable, first: number, count: number): boolean {
    const choices = Array.from({ length: count }, (_, a) => first + a);
    for (const choice of [...choices].reverse()) this.open.push(() => this.follow(place, stage, table, choice));
    const actions = choices.map((choice) => actName(this.game, stage, table.act[choice]!));
    const actor = stage.actors[0]!;
    const set = this.sets?.setOf(place.history, actor, place.node, place.step) ?? this.nextSet++;
    return this.sink.personal(actor, set, this.setTitle(stage.name, actor, place), actions);
  }

  /** Member m of a group chooses, not knowing what those before it chose. */
  private member(
    place: Place,
    stage: Stage,
    table: StageTable,
    options: TogetherOptions,
    i: number,
    m: number,
  ): boolean {
    const { game } = this;
    const members = stage.actors.length;
    const chosen = place.chosen ?? [];
    if (m === members)
      return this.follow(place, stage, table, table.choiceStart[i]! + profileOf(options, i, members, chosen));
    const sets = place.sets ?? this.nextSet;
    if (place.sets === undefined) this.nextSet += members;
    const from = options.start[i * members + m]!;
    const ways = Array.from({ length: options.start[i * members + m + 1]! - from }, (_, a) => ({
      label: options.move[from + a]! < 0 ? "no move" : game.moves[options.move[from + a]!]!.name,
      chance: options.given[from + a]!,
      go: () => this.member({ ...place, sets, chosen: [...chosen, a] }, stage, table, options, i, m + 1),
    }));
    if (ways.length === 1) return ways[0]!.go();
    const label = this.setTitle(game.actors[stage.actors[m]!]!, stage.actors[m]!, place);
    if (!Number.isNaN(ways[0]!.chance)) return this.draw(label, ways);
    for (const { go } of [...ways].reverse()) this.open.push(go);
    const actor = stage.actors[m]!;
    return this.sink.personal(
      actor,
      this.sets?.setOf(place.history, actor, place.node, place.step) ?? sets + m,
      label,
      ways.map((way) => way.label),
    );
  }

  /** Costs are paid, then chance draws what follows. */
  private follow(place: Place, stage: Stage, table: StageTable, choice: number): boolean {
    const { game } = this;
    const received = place.received.slice();
    if (stage.kind === "turn" || stage.kind === "together") {
      stage.actors.forEach((actor, m) => {
        received[actor]! -= factor(game, actor, place.step) * table.cost[choice * stage.actors.length + m]!;
      });
    }
    const from = table.outcomeStart[choice]!;
    const ways = Array.from({ length: table.outcomeStart[choice + 1]! - from }, (_, o) => {
      const node = table.target[from + o]!;
      const go = (): boolean => {
        const history = this.sets?.after(place.history, table.act[choice]!, node) ?? 0;
        return this.visit({ step: place.step, position: place.position + 1, node, received, history });
      };
      return { label: this.nodeWords(node), chance: table.chance[from + o]!, go };
    });
    return this.draw(this.title(stage, place), ways);
  }

  private endOfStep({ step, node, received, history }: Place): boolean {
    const { game } = this;
    const table = game.end.tables[game.end.tableOfPhase[game.phaseOfStep[step]!]!]!;
    const i = node - game.blockStart[game.stages.length]!;
    const actors = game.actors.length;
    const goOn = (): boolean => {
      const paid = received.map((sum, j) => sum + factor(game, j, step) * table.payoff[i * actors + j]!);
      const isLast = step + 1 >= game.steps;
      if (isLast) return this.end(game.otherwiseTerminal[i]!, paid, step + 1);
      return this.visit({ step: step + 1, position: 0, node: game.nextNode[i]!, received: paid, history });
    };
    const residual = table.residualChance[i]!;
    const terminal = table.residualTerminal[i]!;
    return this.draw(`${this.dateOf(step)}, end of step`, [
      {
        label: terminal < 0 ? "it ends" : this.nodeWords(terminal),
        chance: residual,
        go: () => this.end(terminal, received, step),
      },
      { label: "it goes on", chance: 1 - residual, go: goOn },
    ]);
  }

  private end(node: number, received: Float64Array, step: number): boolean {
    const { game } = this;
    const i = node - game.blockStart[game.stages.length + 1]!;
    const actors = game.actors.length;
    const total = received.map((sum, j) => sum + factor(game, j, step) * game.terminalPayoff[i * actors + j]!);
    return this.sink.end(game.endings[game.terminalEnding[i]!]!, total);
  }

  private title(stage: Stage, { step, node }: Place): string {
    return `${this.dateOf(step)}, ${stage.name}: ${stateInWords(this.game, node)}`;
  }

  /** Title of an information set: it tells no more than its actor sees. */
  private setTitle(name: string, actor: number, { step, node }: Place): string {
    const seen = this.sets?.seenInWords(actor, node) ?? stateInWords(this.game, node);
    return `${this.dateOf(step)}, ${name}: ${seen}`;
  }

  private nodeWords(node: number): string {
    const { game } = this;
    const terminals = game.blockStart[game.stages.length + 1]!;
    return node >= terminals ? game.endings[game.terminalEnding[node - terminals]!]! : stateInWords(game, node);
  }
}

interface Way {
  readonly label: string;
  readonly chance: number;
  readonly go: () => boolean;
}

/** δ^step of an actor. */
function factor(game: Game, actor: number, step: number): number {
  let product = 1;
  for (let t = 0; t < step; t++) product *= game.discount[actor]!;
  return product;
}

/** Index of a profile of options among those of its node, the last member's changing fastest. */
function profileOf(options: TogetherOptions, i: number, members: number, chosen: readonly number[]): number {
  return chosen.reduce((index, option, m) => {
    const count = options.start[i * members + m + 1]! - options.start[i * members + m]!;
    return index * count + option;
  }, 0);
}
