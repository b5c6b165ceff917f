import type { Game } from "../../game/game.ts";

/** Who sees what: variables that are in the state of a game and that not every actor sees. */
export interface Sight {
  /** Indexes into `Game.variables`, ascending. */
  readonly hidden: readonly number[];
  /** By actor: whether it sees each of them, in the order of `hidden`. */
  readonly sees: readonly (readonly boolean[])[];
}

/**
 * What can be told from the nodes of a game: the *public* part of the state,
 * the *secret* (the joint levels of the hidden variables, one number), and
 * what of the secret an actor sees (its *view*, one number too).
 */
export class PrivateView {
  readonly game: Game;
  readonly sight: Sight;
  /** Number of secrets: product of the levels of the hidden variables. */
  readonly secrets: number;
  private readonly places: readonly { readonly stride: number; readonly radix: number; readonly fixed: number }[];

  constructor(game: Game, sight: Sight) {
    this.game = game;
    this.sight = sight;
    this.places = sight.hidden.map((v) => game.variables[v]!);
    this.secrets = sight.hidden.reduce((product, v) => product * game.variables[v]!.levels.length, 1);
  }

  /** Level of each hidden variable at a node. */
  private levelAt(k: number, node: number): number {
    const { stride, radix, fixed } = this.places[k]!;
    return stride === 0 ? fixed : Math.floor(this.game.stateCode[node]! / stride) % radix;
  }

  /** Number of the state with the hidden variables left out. */
  publicAt(node: number): number {
    let code = this.game.stateCode[node]!;
    this.places.forEach(({ stride }, k) => {
      code -= stride * this.levelAt(k, node);
    });
    return code;
  }

  /** The first hidden variable's level changes fastest. */
  secretAt(node: number): number {
    let secret = 0;
    let place = 1;
    this.sight.hidden.forEach((v, k) => {
      secret += place * this.levelAt(k, node);
      place *= this.game.variables[v]!.levels.length;
    });
    return secret;
  }

  /** Level of the k-th hidden variable in a secret. */
  levelIn(secret: number, k: number): number {
    let left = secret;
    for (let before = 0; before < k; before++) left = Math.floor(left / this.levelsOf(before));
    return left % this.levelsOf(k);
  }

  levelsOf(k: number): number {
    return this.game.variables[this.sight.hidden[k]!]!.levels.length;
  }

  /** What an actor sees of a secret: the secret with the levels it does not see put to 0. */
  viewOf(actor: number, secret: number): number {
    let view = 0;
    let place = 1;
    this.sight.hidden.forEach((_, k) => {
      if (this.sight.sees[actor]![k]) view += place * this.levelIn(secret, k);
      place *= this.levelsOf(k);
    });
    return view;
  }

  /** The levels an actor sees at a node, of the variables that can change or that somebody does not see. */
  seenInWords(actor: number, node: number): string {
    const { game, sight } = this;
    const words = game.variables.flatMap(({ name, levels, stride, radix }, v) => {
      const k = sight.hidden.indexOf(v);
      if (stride === 0 || (k >= 0 && !sight.sees[actor]![k])) return [];
      return [`${name} ${levels[Math.floor(game.stateCode[node]! / stride) % radix]}`];
    });
    return words.length === 0 ? "nothing to see" : words.join(", ");
  }

  /** What an actor sees of the secret at a node. */
  viewAt(actor: number, node: number): number {
    return this.viewOf(actor, this.secretAt(node));
  }
}
