import { Findings } from "../../crisis/findings.ts";
import { readTree } from "../../crisis/read-tree.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { Conflict } from "./conflict.ts";
import { readRanking } from "./read-ranking.ts";
import { TreeWalker } from "./tree-walker.ts";

export interface RankedConflict {
  readonly conflict: Conflict | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The conflict with orders from a file in place of those that payoffs give:
 * `ranking` lists the states by number, the best first. Actors that the file
 * leaves out keep their order.
 */
export function withRanking(conflict: Conflict, file: string, text: string): RankedConflict {
  const findings = new Findings();
  const tree = readTree(file, text, findings);
  const walker = new TreeWalker();
  const entries = tree && !findings.hasErrors ? walker.record(tree, "The file", ["ranking"]) : undefined;
  if (tree && entries && !entries.has("ranking")) {
    walker.note("conflict-missing", { what: "The file", keys: ["ranking"] }, tree.at);
  }
  const own = entries ? readRanking(walker, entries.get("ranking"), conflict.actors, conflict.states) : [];
  const diagnostics = [...findings.sorted(), ...walker.diagnostics];
  if (diagnostics.length > 0) return { conflict: undefined, diagnostics };
  const rank = conflict.graph.rank.map((byPayoffs, i) => own[i] ?? byPayoffs);
  return { conflict: { ...conflict, graph: { ...conflict.graph, rank } }, diagnostics };
}
