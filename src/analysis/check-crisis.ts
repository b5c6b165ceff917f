import { dateOfStep } from "../crisis/calendar.ts";
import { type Part, partsOf, tooManyStarts } from "../crisis/compile/parts.ts";
import { privateVariables } from "../crisis/compile/private-variables.ts";
import { changedVariables, stateSpace } from "../crisis/compile/state-space.ts";
import { compileEvidence, evidenceReports } from "../crisis/compile-evidence.ts";
import { compileGame } from "../crisis/compile-game.ts";
import { contradictionsOf } from "../crisis/contradictions.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { filterSize } from "../inference/filter-size.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { ReachCheck } from "./check-reach.ts";
import type { CheckAnswer, CheckResult, SizeOfBeliefs, SizeOfFilter, SizeOfVariable } from "./check-result.ts";
import { choicesOfClock, tableBytes } from "./game-size.ts";
import { privateRefusal } from "./private/private-refusal.ts";
import { sightMistakes } from "./private/sight-mistakes.ts";
import { largerBeliefs, sizeOfBeliefs } from "./private/size-of-beliefs.ts";
import { trailOf } from "./trail.ts";
import { version } from "./version.ts";

/**
 * Lay out every part of a crisis without solving it: mistakes and warnings
 * that need the reachable game, and how large it is.
 *
 * Errors: those of `compileGame`, `privateRefusal` and `sightMistakes`. Warnings: `unreachable-ending`,
 * `unavailable-move`, `impossible-report`, `report-only-error`, and those of `contradictionsOf`.
 */
export function checkCrisis(crisis: Crisis, onProgress?: (done: number, all: number) => void): CheckAnswer {
  const tooMany = privateRefusal(crisis) ?? tooManyStarts(crisis);
  if (tooMany) return { result: undefined, diagnostics: [tooMany] };
  const parts = partsOf(crisis);
  const reach = new ReachCheck(crisis);
  const errors = new Map<string, Diagnostic>();
  const sizes: Sizes = { states: 0, pairs: 0, nodes: 0, positions: 0, bytes: 0 };
  let filter: SizeOfFilter | null = null;
  let beliefs: SizeOfBeliefs | undefined;
  parts.forEach((part, done) => {
    const { game, diagnostics } = compileGame(crisis, { part });
    const blind = game ? sightMistakes(crisis, game) : [];
    for (const diagnostic of [...diagnostics, ...blind])
      errors.set(`${diagnostic.code} ${diagnostic.span?.start}`, diagnostic);
    if (game) {
      const evidence = compileEvidence(crisis, game, part.fixedLevels);
      reach.addPart(game, evidence);
      addSizes(sizes, game);
      filter = larger(filter, sizeOfFilter(crisis, game, evidence));
      beliefs = largerBeliefs(beliefs, sizeOfBeliefs(crisis, game));
    }
    onProgress?.(done + 1, parts.length);
  });
  if (hasErrors([...errors.values()])) return { result: undefined, diagnostics: [...errors.values()] };
  return {
    result: summary(crisis, parts, sizes, { filter, beliefs }),
    diagnostics: [...contradictionsOf(crisis), ...reach.diagnostics()],
  };
}

interface Sizes {
  states: number;
  pairs: number;
  nodes: number;
  positions: number;
  bytes: number;
}

function addSizes(sizes: Sizes, game: Game): void {
  sizes.states = Math.max(sizes.states, game.blockStart[1]!);
  sizes.nodes = Math.max(sizes.nodes, game.stateCode.length);
  const pairs = game.stages.reduce((sum, stage) => sum + Math.max(...stage.tables.map((t) => t.act.length)), 0);
  sizes.pairs = Math.max(sizes.pairs, pairs);
  sizes.positions += choicesOfClock(game);
  sizes.bytes = Math.max(sizes.bytes, tableBytes(game));
}

function larger(one: SizeOfFilter | null, other: SizeOfFilter | null): SizeOfFilter | null {
  if (!one || !other) return one ?? other;
  return other.cells > one.cells ? other : one;
}

function sizeOfFilter(crisis: Crisis, game: Game, evidence: Evidence): SizeOfFilter | null {
  if (!Number.isFinite(game.steps)) return null;
  const asOfStep = Math.min(game.steps - 1, Math.max(0, ...evidence.reports.map((report) => report.toldStep)));
  const size = filterSize(game, evidence, { asOfStep, asOfDay: Number.POSITIVE_INFINITY });
  const claims = evidenceReports(crisis).map((index) => crisis.reports[index]!);
  const watched = size.watches.map((watch) => {
    const users = evidence.reports.flatMap((report, r) =>
      report.claim.some((entry) => entry.watch === watch) ? [`\`${claims[r]!.name}\``] : [],
    );
    return `what report ${users.join(", ")} claims`;
  });
  const sources = size.sources.map((source) => `whether \`${evidence.sources[source]!.name}\` is reliable`);
  return {
    cells: size.cells,
    columns: size.columns,
    step: dateOfStep(crisis.clock, size.step),
    tracked: [...watched, ...sources],
  };
}

function summary(
  crisis: Crisis,
  parts: readonly Part[],
  sizes: Sizes,
  { filter, beliefs }: { readonly filter: SizeOfFilter | null; readonly beliefs: SizeOfBeliefs | undefined },
): CheckResult {
  const space = stateSpace(crisis, parts[0]!.fixedLevels);
  return {
    brink: version,
    format: 1,
    crisis: crisis.name,
    parts: parts.length,
    ...sizes,
    combinations: space.size,
    variables: sizesOfVariables(crisis),
    filter,
    ...(beliefs ? { beliefs } : {}),
    unmapped: trailOf(crisis).unmapped,
  };
}

function sizesOfVariables(crisis: Crisis): readonly SizeOfVariable[] {
  const changed = changedVariables(crisis);
  const secret = new Set(privateVariables(crisis));
  return crisis.variables
    .map((variable, v): SizeOfVariable => {
      const moves = !variable.calendar && (changed.has(v) || secret.has(v));
      const multiplies = moves ? "state" : variable.uncertain ? "parts" : "none";
      const { name, levels } = variable;
      return { name, levels: levels.length, multiplies, standsFor: shorthand(crisis, v) };
    })
    .sort((a, b) => b.levels - a.levels);
}

function shorthand(crisis: Crisis, variable: number): string | null {
  const { origin, move } = crisis.variables[variable]!;
  if (origin === "declared" || move === undefined) return null;
  const { actor, name } = crisis.moves[move]!;
  return `${crisis.actors[actor]!.name}.${name} (${origin === "made" ? "after, once" : "arrives"})`;
}
