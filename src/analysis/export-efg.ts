import { dateOfStep } from "../crisis/calendar.ts";
import { type Part, partsOf, tooManyStarts } from "../crisis/compile/parts.ts";
import { compileGame } from "../crisis/compile-game.ts";
import type { Crisis } from "../crisis/model.ts";
import type { EfgFile } from "../gambit/game-file.ts";
import type { Game } from "../game/game.ts";
import { fixedInWords } from "../game/playthrough-words.ts";
import { InformationSets } from "../solvers/private/information-sets.ts";
import { PrivateView } from "../solvers/private/sight.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { hasErrors } from "../text/diagnostic.ts";
import { EfgBuilder } from "./efg-builder.ts";
import { sightMistakes } from "./private/sight-mistakes.ts";
import { sightOf } from "./private/sight-of.ts";
import { GameUnroller } from "./unroll-game.ts";

/** Nodes of a tree that is written, by default. */
export const MOST_EXPORTED = 100_000;

export interface ExportAnswer {
  readonly game: EfgFile | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A small crisis as an extensive game: every history from the start to an
 * ending. Hidden variables that nothing changes and all actors see are one
 * draw at the root. With `information: private` nodes that an actor cannot
 * tell apart are one information set: same public history, same levels of what
 * it sees now. With a discount the logit equilibria
 * of tree and crisis differ: in the crisis λ weighs payoffs of a step at their
 * own time, in the tree at the start. Reports and the as-of date play no
 * part: this is the game as it stands before anything was seen.
 *
 * Errors: `cannot-export` (endless clock, shocks counted), `cannot-tell`, `export-too-large`, and those of `compileGame`.
 */
export function exportEfg(crisis: Crisis, most: number = MOST_EXPORTED): ExportAnswer {
  const refused = refusal(crisis) ?? tooManyStarts(crisis);
  if (refused) return { game: undefined, diagnostics: [refused] };
  const parts = partsOf(crisis);
  const games: Game[] = [];
  for (const part of parts) {
    const { game, diagnostics } = compileGame(crisis, { part });
    if (!game || hasErrors(diagnostics)) return { game: undefined, diagnostics };
    const blind = sightMistakes(crisis, game);
    if (blind.length > 0) return { game: undefined, diagnostics: blind };
    games.push(game);
  }
  return unroll(crisis, parts, games, most);
}

function unroll(crisis: Crisis, parts: readonly Part[], games: readonly Game[], most: number): ExportAnswer {
  const builder = new EfgBuilder(games[0]!, most);
  if (parts.length > 1) {
    builder.chance(
      "what holds throughout",
      games.map((game, k) => ({ label: fixedInWords(game), chance: parts[k]!.weight })),
    );
  }
  const sight = sightOf(crisis);
  let set = 0;
  for (const game of games) {
    const sets = sight && new InformationSets(new PrivateView(game, sight), set);
    set = new GameUnroller(game, builder, (step) => dateOfStep(crisis.clock, step), set, sets).run();
    if (set < 0) return { game: undefined, diagnostics: [tooLarge(most)] };
  }
  return { game: builder.file(crisis.name, commentOn(games[0]!)), diagnostics: [] };
}

function commentOn(game: Game): string {
  const lambdas = game.actors.flatMap((actor, j) => {
    const lambda = game.precision[j]!;
    return Number.isNaN(lambda) ? [] : [`${actor} ${lambda}`];
  });
  const discounted = game.discount.some((delta, j) => delta < 1 && !Number.isNaN(game.precision[j]!));
  const warning = discounted
    ? " Payoffs here are discounted to the start, so that λ weighs later steps less than in the crisis, where they count at their own time."
    : "";
  return `Unrolled from a crisis file by Brink. The crisis is solved at λ: ${lambdas.join(", ")}.${warning}`;
}

function refusal(crisis: Crisis): Diagnostic | undefined {
  const reason =
    crisis.clock.steps === null || crisis.clock.steps === undefined || !Number.isFinite(crisis.clock.steps)
      ? "its clock is endless"
      : crisis.shocks === "counted"
        ? "its shocks are counted, which a tree cannot say"
        : undefined;
  if (reason === undefined) return undefined;
  return {
    code: "cannot-export",
    severity: "error",
    message: `This crisis cannot be written as a tree: ${reason}.`,
    hint: "export a crisis with `steps` and `shocks: excluded`.",
    params: { reason },
  };
}

function tooLarge(most: number): Diagnostic {
  return {
    code: "export-too-large",
    severity: "error",
    message: `The tree of this crisis has more than ${most} nodes: every history is a path of its own.`,
    hint: "lower `steps`, or leave out a variable or a driver.",
    params: { limit: most },
  };
}
