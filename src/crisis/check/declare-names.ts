import type { CrisisEntry } from "../file/entries.ts";
import type { Findings } from "../findings.ts";
import type { Tree } from "../tree.ts";
import type { MovePlace } from "./check-moves.ts";
import { levelNames } from "./check-variables.ts";
import { Scope } from "./scope.ts";

/** All names of a file, declared before anything refers to them. */
export function declareNames(
  file: CrisisEntry,
  tree: Tree,
  findings: Findings,
): { readonly scope: Scope; readonly places: readonly MovePlace[] } {
  const scope = new Scope();
  for (const { name } of file.actors ?? []) scope.declare("actor", name.value, name.at, findings);
  for (const { name } of file.parameters ?? []) scope.declare("parameter", name.value, name.at, findings);
  for (const { name, value } of file.state ?? []) {
    const levelsAt = value.levels.kind === "names" ? value.levels.names.map((level) => level.at) : [];
    const variable = { name: name.value, levels: levelNames(value.levels), at: name.at, levelsAt };
    scope.declareVariable(variable, value.calendar !== undefined, findings);
  }
  for (const { name } of file.endings ?? []) scope.declare("ending", name.value, name.at, findings);
  for (const { name } of file.sources ?? []) scope.declare("source", name.value, name.at, findings);
  for (const { name, value } of file.drivers ?? []) {
    if (value.kind === "event" && scope.find("variable", name.value) === undefined)
      scope.claim("driver", name.value, name.at, findings);
  }
  markFaulty(scope, tree, file, false);
  const places = declareMoves(scope, file, findings);
  markFaulty(scope, tree, file, true);
  return { scope, places };
}

function declareMoves(scope: Scope, file: CrisisEntry, findings: Findings): MovePlace[] {
  return (file.moves ?? []).flatMap(({ name: actorName, value: moves }) => {
    const actor = scope.find("actor", actorName.value);
    if (actor === undefined) {
      if (!scope.isFaulty(actorName.value)) {
        findings.add("unknown-actor", actorName.at, { name: actorName.value, valid: scope.names("actor") });
      }
      return [];
    }
    return moves.map(({ name, value: entry }): MovePlace => {
      scope.declareMove(actor, name.value, name.at, findings);
      return { actor, name, entry };
    });
  });
}

const DECLARING: ReadonlySet<string> = new Set(["actors", "parameters", "state", "endings", "sources", "reports"]);

/** Marks names that stand in the file but whose entries could not be read; moves in a second go, when the others are declared. */
function markFaulty(scope: Scope, tree: Tree, file: CrisisEntry, moves: boolean): void {
  if (tree.kind !== "map") return;
  const mark = (name: string): void => {
    if (scope.kindOf(name) === undefined) scope.markFaulty(name);
  };
  for (const { key, value } of tree.entries) {
    if (moves && key.text === "moves") for (const name of keysIn(value, true)) mark(name);
    if (moves) continue;
    if (DECLARING.has(key.text))
      for (const name of key.text === "state" ? levelsIn(value) : keysIn(value, false)) mark(name);
    if (key.text === "reports" && value.kind === "list") for (const item of value.items) markId(scope, item);
    if (key.text === "texts") {
      const read = new Set((file.texts ?? []).map(({ name }) => name.value));
      for (const name of keysIn(value, false)) if (!read.has(name)) scope.markFaulty(name);
    }
  }
}

/** Keys of a mapping, or of the mappings in it. */
function keysIn(tree: Tree, inner: boolean): string[] {
  if (tree.kind !== "map") return [];
  return tree.entries.flatMap(({ key, value }) => (inner ? keysIn(value, false) : [key.text]));
}

/** Names of variables and of their levels. */
function levelsIn(tree: Tree): string[] {
  if (tree.kind !== "map") return [];
  return tree.entries.flatMap(({ key, value }) => {
    const levels = value.kind === "map" ? value.entries.find((entry) => entry.key.text === "levels")?.value : value;
    return [
      key.text,
      ...(levels?.kind === "list" ? levels.items.flatMap((item) => (item.kind === "scalar" ? [item.text] : [])) : []),
    ];
  });
}

function markId(scope: Scope, tree: Tree): void {
  if (tree.kind !== "map") return;
  const id = tree.entries.find((entry) => entry.key.text === "id")?.value;
  if (id?.kind === "scalar") scope.markFaulty(id.text);
}
