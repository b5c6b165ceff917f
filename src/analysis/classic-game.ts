import type { GameFile } from "../gambit/game-file.ts";
import { strategicOf, treeOf } from "../gambit/to-game.ts";
import type { BranchSystem } from "../numeric/branch-system.ts";
import { type Fraction, fractionText, fractionValue } from "../numeric/fraction.ts";
import { LogitSystem } from "../numeric/logit-system.ts";
import { type ProfileWorth, profileWorth } from "../solvers/classic/profile-worth.ts";
import { strategicWorth } from "../solvers/classic/strategic-worth.ts";
import { TreeLogitSystem } from "../solvers/classic/tree-logit-system.ts";
import { addBehaviour, behaviourValues, fillBehaviour } from "../tree/behaviour.ts";
import { type GameTree, hasPerfectInformation, payoffRanges, type Recall, recallOf } from "../tree/game-tree.ts";
import { type ReducedForm, reducedForm } from "../tree/reduced-form.ts";
import { firstStrategies, rangesOfGame, type StrategicGame } from "../tree/strategic-game.ts";
import type { ClassicChoices, ClassicEquilibrium } from "./classic-result.ts";

/** A game of a file, tree or table, in the terms that solvers of both share. */
export interface ClassicGame {
  readonly title: string;
  readonly form: GameFile["form"];
  readonly players: readonly string[];
  readonly names: readonly ClassicChoices[];
  /** Offsets of `names` in a flat profile. */
  readonly first: Int32Array;
  /** By entry of `names`: index of the player. */
  readonly owner: Int32Array;
  /** Payoff range of each player. */
  readonly ranges: Float64Array;
  readonly tree: GameTree | undefined;
  readonly perfectInformation: boolean;
  readonly recall: Recall;
  /** The strategic form: of a tree the reduced one, nothing where it is too large. */
  readonly strategic: () => StrategicGame | undefined;
  /** Equations of the logit equilibrium with λ for everybody. */
  readonly systemAt: (lambda: number) => BranchSystem;
  readonly worth: (profile: Float64Array) => ProfileWorth;
  /** An equilibrium of the strategic form as one of this game. */
  readonly equilibrium: (mixtures: readonly (readonly Fraction[])[]) => ClassicEquilibrium;
  /** The same in doubles: a flat mixed profile of the strategic form. */
  readonly behaviour: (mixed: Float64Array) => ClassicEquilibrium;
}

export function classicGame(file: GameFile): ClassicGame {
  return file.form === "extensive" ? ofTree(treeOf(file)) : ofTable(strategicOf(file));
}

function ofTree(tree: GameTree): ClassicGame {
  let reduced: ReducedForm | undefined;
  let laidOut = false;
  const form = (): ReducedForm | undefined => {
    if (!laidOut) reduced = reducedForm(tree);
    laidOut = true;
    return reduced;
  };
  const worth = (profile: Float64Array): ProfileWorth => profileWorth(tree, profile);
  return {
    title: tree.title,
    form: "extensive",
    players: tree.players,
    names: tree.infosets.map(({ player, name, actions }) => ({ player: tree.players[player]!, place: name, actions })),
    first: tree.first,
    owner: Int32Array.from(tree.infosets, ({ player }) => player),
    ranges: payoffRanges(tree),
    tree,
    perfectInformation: hasPerfectInformation(tree),
    recall: recallOf(tree),
    strategic: () => form()?.game,
    systemAt: (lambda) => new TreeLogitSystem(tree, new Float64Array(tree.players.length).fill(lambda)),
    worth,
    equilibrium: (mixtures) => {
      const behaviour: (Fraction | undefined)[] = new Array(tree.first[tree.infosets.length]!);
      mixtures.forEach((mixture, i) => {
        fillBehaviour(tree, i, form()!.plans[i]!, mixture, behaviour);
      });
      return told(behaviourValues(behaviour), worth, behaviour);
    },
    behaviour: (mixed) => {
      const profile = new Float64Array(tree.first[tree.infosets.length]!);
      let at = 0;
      form()!.plans.forEach((plans, i) => {
        addBehaviour(tree, i, plans, mixed.subarray(at, at + plans.length), profile);
        at += plans.length;
      });
      return told(profile, worth);
    },
  };
}

function ofTable(game: StrategicGame): ClassicGame {
  const first = firstStrategies(game);
  const worth = (profile: Float64Array): ProfileWorth => strategicWorth(game, profile);
  return {
    title: game.title,
    form: "strategic",
    players: game.names,
    names: game.strategies.map((actions, i) => ({ player: game.names[i]!, place: "", actions })),
    first,
    owner: Int32Array.from(game.names, (_, i) => i),
    ranges: rangesOfGame(game),
    tree: undefined,
    perfectInformation: false,
    recall: "perfect",
    strategic: () => game,
    systemAt: (lambda) => {
      const system = new LogitSystem();
      system.load(game, new Float64Array(game.players).fill(lambda));
      return system;
    },
    worth,
    equilibrium: (mixtures) => {
      const flat = mixtures.flat();
      return told(Float64Array.from(flat, fractionValue), worth, flat);
    },
    behaviour: (mixed) => told(mixed, worth),
  };
}

/** A profile with what it is worth. */
export function told(
  profile: Float64Array,
  worth: (profile: Float64Array) => ProfileWorth,
  exact?: readonly (Fraction | undefined)[],
): ClassicEquilibrium {
  const { payoffs, gains } = worth(profile);
  return {
    profile: [...profile],
    ...(exact ? { exact: exact.map((share) => (share ? fractionText(share) : null)) } : {}),
    expectedPayoffs: [...payoffs],
    regret: Math.max(0, ...gains),
  };
}
