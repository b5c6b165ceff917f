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
  markFaulty(scope, tree);
  return { scope, places: declareMoves(scope, file, findings) };
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

const DECLARING: ReadonlySet<string> = new Set([
  "actors",
  "parameters",
  "state",
  "endings",
  "sources",
  "texts",
  "moves",
  "reports",
]);

/** Names that stand in the file but whose entries could not be read. */
function markFaulty(scope: Scope, tree: Tree): void {
  if (tree.kind !== "map") return;
  for (const { key, value } of tree.entries) {
    if (!DECLARING.has(key.text)) continue;
    if (value.kind === "map") markKeys(scope, value, key.text === "moves" || key.text === "state");
    else if (value.kind === "list") for (const item of value.items) markId(scope, item);
  }
}

function markKeys(scope: Scope, tree: Extract<Tree, { kind: "map" }>, inner: boolean): void {
  for (const { key, value } of tree.entries) {
    scope.markFaulty(key.text);
    if (!inner) continue;
    if (value.kind === "list") markWords(scope, value);
    if (value.kind !== "map") continue;
    for (const entry of value.entries) {
      scope.markFaulty(entry.key.text);
      if (entry.key.text === "levels") markWords(scope, entry.value);
    }
  }
}

function markWords(scope: Scope, tree: Tree): void {
  if (tree.kind !== "list") return;
  for (const item of tree.items) if (item.kind === "scalar") scope.markFaulty(item.text);
}

function markId(scope: Scope, tree: Tree): void {
  if (tree.kind !== "map") return;
  const id = tree.entries.find((entry) => entry.key.text === "id")?.value;
  if (id?.kind === "scalar") scope.markFaulty(id.text);
}
