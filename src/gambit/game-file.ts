/** What stands in a Gambit file, as written: numbers keep their text, labels may be empty or repeated. */

/** A number of the file. */
export interface WrittenNumber {
  /** As written, for instance `1/3` or `2.50`. */
  readonly text: string;
  /** The nearest double. */
  readonly value: number;
}

export interface Outcome {
  readonly label: string;
  /** One entry for each player. */
  readonly payoffs: readonly WrittenNumber[];
}

export interface EfgAction {
  readonly label: string;
}

export interface EfgInfoset {
  /** Index of the player. */
  readonly player: number;
  /** As numbered in the file, from 1 in each player. */
  readonly number: number;
  readonly label: string;
  readonly actions: readonly EfgAction[];
}

/** A chance information set: a draw, whose probabilities may stand at several nodes. */
export interface EfgDraw {
  readonly number: number;
  readonly label: string;
  readonly actions: readonly (EfgAction & { readonly probability: WrittenNumber })[];
}

/** A node of the tree; children follow in preorder. */
export interface EfgNode {
  readonly kind: "chance" | "personal" | "terminal";
  readonly label: string;
  /** Index into `draws` (chance) or `infosets` (personal), −1 at a terminal. */
  readonly set: number;
  /** Index into `outcomes`, −1 for none. */
  readonly outcome: number;
}

/** A game in extensive form, as in an `.efg` file. */
export interface EfgFile {
  readonly form: "extensive";
  readonly title: string;
  readonly comment: string;
  readonly players: readonly string[];
  readonly draws: readonly EfgDraw[];
  /** In the order of their first appearance in the tree. */
  readonly infosets: readonly EfgInfoset[];
  readonly outcomes: readonly (Outcome & { readonly number: number })[];
  /** In preorder: a node before its children, these in the order of the actions. */
  readonly nodes: readonly EfgNode[];
}

/** A game in strategic form, as in an `.nfg` file. */
export interface NfgFile {
  readonly form: "strategic";
  readonly title: string;
  readonly comment: string;
  readonly players: readonly string[];
  /** Labels of the strategies of each player. */
  readonly strategies: readonly (readonly string[])[];
  /** Outcomes of the file in the outcome form; in the payoff form one for each profile. */
  readonly outcomes: readonly Outcome[];
  /** Index into `outcomes` for each profile (−1: no outcome, payoff 0), the first player's strategy changing fastest. */
  readonly profiles: Int32Array;
  /** Which of the two forms of payoffs the file is written in. */
  readonly layout: "outcomes" | "payoffs";
}

export type GameFile = EfgFile | NfgFile;
