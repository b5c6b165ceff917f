import { parameterValues } from "../../crisis/compile/parts.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Game } from "../../game/game.ts";
import type { Policy, SolveRecord } from "../../game/policy.ts";
import type { Sight } from "../../solvers/private/sight.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import type { Situation, WeightedNode } from "../move-worth.ts";
import { privateRefusal } from "./private-refusal.ts";
import { PublicBeliefs } from "./public-beliefs.ts";
import { sightMistakes } from "./sight-mistakes.ts";
import { sightOf } from "./sight-of.ts";
import type { PrivateSolution } from "./solve-on-tree.ts";
import { solvePrivate } from "./solve-private.ts";

/** A solved game of private information, as each of its actors sees it: what a seat at a table needs. */
export class SolvedPrivateGame {
  /** The game in which nodes remember what everybody knows; the policy belongs to it. */
  readonly game: Game;
  readonly policy: Policy;
  readonly record: SolveRecord;
  private readonly sight: Sight;
  private readonly beliefs: PublicBeliefs;

  constructor(solution: PrivateSolution, sight: Sight) {
    this.game = solution.game;
    this.policy = solution.policy;
    this.record = solution.record;
    this.sight = sight;
    this.beliefs = new PublicBeliefs(solution, sight);
  }

  /** Whether an actor sees a variable of the game, by index. */
  sees(actor: number, variable: number): boolean {
    const k = this.sight.hidden.indexOf(variable);
    return k < 0 || this.sight.sees[actor]![k]!;
  }

  /** The nodes of a position that an actor takes for possible where the game stands, with its odds, summing to 1. */
  among({ actor, step, stage, node }: Situation): readonly WeightedNode[] {
    const first = this.game.blockStart[stage]!;
    const believed = this.beliefs.at(step)[stage]!;
    const own = this.beliefs.seenBy(actor, node);
    const nodes = Array.from(believed.keys()).filter((i) => {
      return believed[i]! > 0 && this.beliefs.seenBy(actor, first + i) === own;
    });
    const total = nodes.reduce((sum, i) => sum + believed[i]!, 0);
    // What nobody thought possible is taken as it is.
    if (total === 0) return [{ node, weight: 1 }];
    return nodes.map((i) => ({ node: first + i, weight: believed[i]! / total }));
  }

  /** What an actor believes of each variable it does not see: odds by level, by index of the variable. */
  believes(at: Situation): ReadonlyMap<number, Float64Array> {
    const { game, sight } = this;
    const among = this.among(at);
    const unseen = sight.hidden.filter((_, k) => !sight.sees[at.actor]![k]);
    return new Map(
      unseen.map((v) => {
        const { stride, radix, fixed, levels } = game.variables[v]!;
        const odds = new Float64Array(levels.length);
        for (const { node, weight } of among) {
          odds[stride === 0 ? fixed : Math.floor(game.stateCode[node]! / stride) % radix]! += weight;
        }
        return [v, odds];
      }),
    );
  }
}

/**
 * Solve a compiled game of a crisis with private information; nothing where
 * all actors see everything (`solveBackward` solves that).
 *
 * Errors: `private-not-solved`, `cannot-tell`, `not-converged`.
 *
 * @throws {GameError} `private-too-large`.
 *
 * Tests: test/analysis/private/solved-private-game.test.ts.
 */
export function solvePrivateGame(
  crisis: Crisis,
  game: Game,
): { readonly solved?: SolvedPrivateGame; readonly diagnostics: readonly Diagnostic[] } {
  const refused = privateRefusal(crisis);
  if (refused) return { diagnostics: [refused] };
  const diagnostics = sightMistakes(crisis, game, parameterValues(crisis));
  const solution = hasErrors(diagnostics) ? undefined : solvePrivate(crisis, game);
  if (!solution) return { diagnostics };
  if (!solution.record.converged) return { diagnostics: [notConverged(crisis, solution.record)] };
  return { solved: new SolvedPrivateGame(solution, sightOf(crisis)!), diagnostics };
}

function notConverged(crisis: Crisis, { notes }: SolveRecord): Diagnostic {
  return {
    code: "not-converged",
    severity: "error",
    message: `No equilibrium was found. ${notes.join(" ")}`,
    hint: "lower the precision of the actors.",
    span: crisis.at,
    params: {},
  };
}
