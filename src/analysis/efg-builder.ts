import type { EfgAction, EfgDraw, EfgFile, EfgInfoset, EfgNode, Outcome, WrittenNumber } from "../gambit/game-file.ts";
import { exactNumber, writtenNumber } from "../gambit/written-number.ts";
import type { Game } from "../game/game.ts";
import { addFractions, type Fraction, fraction, fractionText, ONE, ZERO } from "../numeric/fraction.ts";
import type { TreeSink } from "./unroll-game.ts";

/** Collects the nodes of an extensive game as they come, up to a limit. */
export class EfgBuilder implements TreeSink {
  private readonly most: number;
  private readonly actors: readonly string[];
  /** By actor: index as a player, −1 for one that acts by chance. */
  private readonly playerOf: readonly number[];
  private readonly draws: EfgDraw[] = [];
  private readonly infosets: EfgInfoset[] = [];
  private readonly outcomes: (Outcome & { readonly number: number })[] = [];
  private readonly nodes: EfgNode[] = [];
  private readonly placeOf = new Map<number, number>();
  private readonly setsOf: number[] = [];

  constructor(game: Game, most: number) {
    this.most = most;
    let players = 0;
    this.playerOf = game.actors.map((_, j) => (Number.isNaN(game.precision[j]!) ? -1 : players++));
    this.actors = game.actors.filter((_, j) => this.playerOf[j]! >= 0);
    this.setsOf = this.actors.map(() => 0);
  }

  chance(label: string, branches: readonly { readonly label: string; readonly chance: number }[]): boolean {
    const chances = sharesOf(branches.map(({ chance }) => chance));
    const actions = branches.map((branch, k) => ({ label: branch.label, probability: chances[k]! }));
    this.draws.push({ number: this.draws.length + 1, label, actions });
    return this.push({ kind: "chance", label: "", set: this.draws.length - 1, outcome: -1 });
  }

  personal(actor: number, set: number, label: string, actions: readonly string[]): boolean {
    let place = this.placeOf.get(set);
    if (place === undefined) {
      const player = this.playerOf[actor]!;
      this.setsOf[player]! += 1;
      const named: EfgAction[] = actions.map((name) => ({ label: name }));
      place = this.infosets.push({ player, number: this.setsOf[player]!, label, actions: named }) - 1;
      this.placeOf.set(set, place);
    }
    return this.push({ kind: "personal", label: "", set: place, outcome: -1 });
  }

  end(label: string, payoffs: Float64Array): boolean {
    const own = Array.from(payoffs).filter((_, j) => this.playerOf[j]! >= 0);
    const written = own.map((payoff) => writtenNumber(String(Number(payoff.toPrecision(15)) + 0))!);
    this.outcomes.push({ number: this.outcomes.length + 1, label, payoffs: written });
    return this.push({ kind: "terminal", label: "", set: -1, outcome: this.outcomes.length - 1 });
  }

  file(title: string, comment: string): EfgFile {
    const { actors: players, draws, infosets, outcomes, nodes } = this;
    return { form: "extensive", title, comment, players, draws, infosets, outcomes, nodes };
  }

  private push(node: EfgNode): boolean {
    this.nodes.push(node);
    return this.nodes.length <= this.most;
  }
}

/** Probabilities as written numbers that sum to 1 exactly: the largest takes up what rounding left. */
function sharesOf(chances: readonly number[]): readonly WrittenNumber[] {
  const exact: Fraction[] = chances.map((chance) => exactNumber(String(Number(chance.toPrecision(15))))!);
  const sum = exact.reduce(addFractions, ZERO);
  const largest = chances.indexOf(Math.max(...chances));
  const rest = addFractions(ONE, fraction(-sum.numerator, sum.denominator));
  exact[largest] = addFractions(exact[largest]!, rest);
  return exact.map((share) => writtenNumber(fractionText(share))!);
}
