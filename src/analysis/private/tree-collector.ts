import type { Game } from "../../game/game.ts";
import type { SetOwner } from "../../solvers/private/information-sets.ts";
import { buildTree, type NodeSource } from "../../tree/build-tree.ts";
import { CHANCE, type GameTree, type Infoset, TERMINAL } from "../../tree/game-tree.ts";
import type { TreeSink } from "../unroll-game.ts";

/** A tree made to be solved, and how it belongs to the game it came from. */
export interface SolvableTree {
  readonly tree: GameTree;
  /** λ of each player of the tree. */
  readonly precision: Float64Array;
  /** By number of an information set: its index in the tree. */
  readonly setIndex: ReadonlyMap<number, number>;
}

/**
 * Collects a tree whose agent logit equilibrium is that of the crisis. In the
 * crisis λ weighs payoffs at their own time; so where an actor discounts, each
 * step has a player of its own, who counts all payoffs from that step on at
 * its time.
 */
export class TreeCollector implements TreeSink {
  private readonly game: Game;
  private readonly most: number;
  private readonly owners: readonly SetOwner[];
  private readonly nodes: NodeSource[] = [];
  private readonly infosets: Infoset[] = [];
  private readonly placeOf = new Map<number, number>();
  private readonly players: SetOwner[];
  private readonly playerOf = new Map<string, number>();

  /** @param owners whose each information set is; they are told before the node is. */
  constructor(game: Game, owners: readonly SetOwner[], most: number) {
    this.game = game;
    this.owners = owners;
    this.most = most;
    this.players = playersOf(game);
    this.players.forEach(({ actor, step }, p) => {
      this.playerOf.set(`${actor} ${step}`, p);
    });
  }

  chance(_label: string, branches: readonly { readonly chance: number }[]): boolean {
    return this.push({ infoset: CHANCE, chances: branches.map(({ chance }) => chance) });
  }

  personal(actor: number, set: number, label: string, actions: readonly string[]): boolean {
    let place = this.placeOf.get(set);
    if (place === undefined) {
      const step = this.game.discount[actor] === 1 ? 0 : this.owners[set]!.step;
      place = this.infosets.push({ player: this.playerOf.get(`${actor} ${step}`)!, name: label, actions }) - 1;
      this.placeOf.set(set, place);
    }
    return this.push({ infoset: place });
  }

  end(_label: string, payoffs: Float64Array): boolean {
    const own = this.players.map(({ actor, step }) => payoffs[actor]! / powerOf(this.game.discount[actor]!, step));
    return this.push({ infoset: TERMINAL, payoffs: own });
  }

  finish(): SolvableTree {
    const { infosets, nodes } = this;
    const players = this.players.map(({ actor, step }) => `${this.game.actors[actor]} ${step}`);
    const tree = buildTree({ title: "", players, infosets, nodes, exact: false });
    // `buildTree` sorts information sets by player, then by first appearance.
    const order = infosets.map((_, h) => h).sort((a, b) => infosets[a]!.player - infosets[b]!.player || a - b);
    const index = new Int32Array(order.length);
    order.forEach((h, at) => {
      index[h] = at;
    });
    return {
      tree,
      precision: Float64Array.from(this.players, ({ actor }) => this.game.precision[actor]!),
      setIndex: new Map([...this.placeOf].map(([set, place]) => [set, index[place]!])),
    };
  }

  private push(node: NodeSource): boolean {
    this.nodes.push(node);
    return this.nodes.length <= this.most;
  }
}

/** An actor that does not discount is one player; one that does is one for each step. */
function playersOf({ precision, discount, steps }: Game): SetOwner[] {
  return Array.from(precision, (_, actor) => actor).flatMap((actor) => {
    if (Number.isNaN(precision[actor]!)) return [];
    return Array.from({ length: discount[actor] === 1 ? 1 : steps }, (_, step) => ({ actor, step }));
  });
}

/** By repeated products: the same digits on every engine. */
function powerOf(base: number, exponent: number): number {
  let product = 1;
  for (let k = 0; k < exponent; k++) product *= base;
  return product;
}
