/**
 * Conflict files: a conflict in the form of the graph model, written by hand.
 *
 *     conflict: Cuban missile crisis, 1962
 *     source: Fraser and Hipel (1984)
 *     actors:
 *       us: { name: United States, options: [air_strike, blockade] }
 *       ussr: { name: Soviet Union, options: [withdraw, escalate] }
 *     irreversible: { air_strike: taken }
 *     never: [[withdraw, escalate]]
 *     ranking:
 *       us: [withdraw, …]
 *
 * With `options` a state is what has been taken up; with `moves` the states are
 * listed and each actor says where it can go from each.
 */
import { Findings } from "../../crisis/findings.ts";
import { readTree } from "../../crisis/read-tree.ts";
import type { Tree, TreeScalar } from "../../crisis/tree.ts";
import { type MoveLists, moveLists } from "../../stability/conflict-graph.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { type Conflict, MOST_STATES, type Named } from "./conflict.ts";
import { type OptionActor, optionMoves, optionStates, readOptionStates } from "./option-states.ts";
import { readRanking } from "./read-ranking.ts";
import { TreeWalker } from "./tree-walker.ts";

const KEYS = ["conflict", "source", "actors", "irreversible", "states", "never", "ranking"];

export interface ReadConflict {
  /** Undefined where there are mistakes. */
  readonly conflict: Conflict | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** True for the text of a conflict file, which begins with its key `conflict`; comments may stand before it. */
export function isConflictFile(text: string): boolean {
  return /^\s*(?:#[^\n]*\n\s*|---\s*\n\s*)*conflict\s*:/.test(text);
}

/** Reads a conflict file. Never throws on what the file holds: every mistake is a diagnostic with its place. */
export function readConflict(file: string, text: string): ReadConflict {
  const findings = new Findings();
  const tree = readTree(file, text, findings);
  const walker = new TreeWalker();
  const conflict = tree && !findings.hasErrors ? new ConflictReader(walker).read(tree) : undefined;
  const diagnostics = [...findings.sorted(), ...walker.diagnostics];
  return { conflict: diagnostics.length === 0 ? conflict : undefined, diagnostics };
}

interface ActorEntry {
  readonly named: Named;
  readonly options: Tree | undefined;
  readonly moves: Tree | undefined;
}

class ConflictReader {
  private readonly walker: TreeWalker;

  constructor(walker: TreeWalker) {
    this.walker = walker;
  }

  read(tree: Tree): Conflict | undefined {
    const { walker } = this;
    const file = walker.record(tree, "The file", KEYS);
    for (const key of ["conflict", "actors", "ranking"]) {
      if (!file.has(key)) walker.note("conflict-missing", { what: "The file", keys: [key] }, tree.at);
    }
    const title = walker.word(file.get("conflict"), "`conflict`")?.text ?? "";
    const source = walker.word(file.get("source"), "`source`")?.text;
    const actors = this.actors(file.get("actors"));
    if (actors.length === 0) return undefined;
    const laid = actors.some(({ moves }) => moves) ? this.byMoves(file, actors) : this.byOptions(file, actors);
    if (!laid || laid.states.length === 0) return undefined;
    const { states, moves, notes } = laid;
    if (states.length > MOST_STATES) {
      walker.note("conflict-too-large", { what: "states", count: states.length, limit: MOST_STATES }, tree.at);
      return undefined;
    }
    const named = actors.map((actor) => actor.named);
    // Where actors or states are mistaken, a ranking cannot be judged: its mistakes would follow from theirs.
    if (walker.diagnostics.length > 0) return undefined;
    const rank = readRanking(walker, file.get("ranking"), named, states);
    const ranking = file.get("ranking");
    named.forEach(({ name }, i) => {
      const isThere = ranking?.kind === "map" && ranking.entries.some(({ key }) => key.text === name);
      if (!rank[i] && !isThere && ranking) {
        walker.note("conflict-missing", { what: "`ranking`", keys: [name] }, ranking.at);
      }
    });
    if (walker.diagnostics.length > 0) return undefined;
    const graph = { actors: named.length, states: states.length, moves, rank: rank as readonly Float64Array[] }; // all read: no mistakes
    return { title, ...(source === undefined ? {} : { source }), actors: named, states, graph, notes };
  }

  private actors(tree: Tree | undefined): readonly ActorEntry[] {
    const { walker } = this;
    return (walker.map(tree, "`actors`")?.entries ?? []).flatMap(({ key, value }) => {
      if (!walker.isName(key)) return [];
      const entry = walker.record(value, `The actor \`${key.text}\``, ["name", "options", "moves"]);
      if (entry.has("options") && entry.has("moves")) {
        walker.note("conflict-both-ways", { keys: ["options", "moves"] }, key.at);
      }
      const label = walker.word(entry.get("name"), "A name")?.text ?? key.text.replaceAll("_", " ");
      return [{ named: { name: key.text, label }, options: entry.get("options"), moves: entry.get("moves") }];
    });
  }

  private byOptions(file: ReadonlyMap<string, Tree>, entries: readonly ActorEntry[]): Laid | undefined {
    const { walker } = this;
    const seen = new Map<string, number>();
    const actors: OptionActor[] = entries.map(({ named, options }, i) => {
      const own = walker.words(options, `\`options\` of \`${named.name}\``).filter((word) => {
        if (!walker.isName(word)) return false;
        const before = seen.get(word.text);
        seen.set(word.text, i);
        if (before === undefined) return true;
        const what = `as an option of \`${entries[before]!.named.name}\` and of \`${named.name}\``;
        walker.note("conflict-name-twice", { name: word.text, what }, word.at);
        return false;
      });
      return { options: own.map((word) => word.text) };
    });
    const states = readOptionStates(walker, file.get("states"), file.get("never"), actors, file.get("actors")!);
    if (!states) return undefined;
    const held = this.irreversible(
      file.get("irreversible"),
      actors.flatMap(({ options }) => options),
    );
    return { states: optionStates(states, actors), moves: optionMoves(states, actors, held), notes: [] };
  }

  private irreversible(tree: Tree | undefined, options: readonly string[]): ReadonlyMap<number, "taken" | "dropped"> {
    const { walker } = this;
    const held = new Map<number, "taken" | "dropped">();
    for (const { key, value } of walker.map(tree, "`irreversible`")?.entries ?? []) {
      const option = walker.indexOf(key, "option", options);
      const way = walker.word(value, `\`irreversible\` of \`${key.text}\``);
      if (!way || option < 0) continue;
      if (way.text === "taken" || way.text === "dropped") held.set(option, way.text);
      else {
        const expected = "`taken` (once taken up it stays) or `dropped` (once dropped it is gone)";
        walker.note("conflict-expected", { what: `\`irreversible\` of \`${key.text}\``, expected }, way.at);
      }
    }
    return held;
  }

  private byMoves(file: ReadonlyMap<string, Tree>, entries: readonly ActorEntry[]): Laid | undefined {
    const { walker } = this;
    for (const key of ["irreversible", "never"]) {
      const tree = file.get(key);
      if (tree) walker.note("conflict-both-ways", { keys: ["moves", key] }, tree.at);
    }
    const listed = file.get("states");
    if (!listed) {
      walker.note("conflict-missing", { what: "A file with `moves`", keys: ["states"] }, file.get("actors")?.at);
      return undefined;
    }
    const states = this.namedStates(listed);
    const names = states.map(({ name }) => name);
    const moves = entries.map(({ named, moves: tree }) => {
      const targets: number[][] = states.map(() => []);
      for (const { key, value } of walker.map(tree, `\`moves\` of \`${named.name}\``)?.entries ?? []) {
        const from = walker.indexOf(key, "state", names);
        const to = value.kind === "scalar" ? [value] : walker.words(value, `The moves from \`${key.text}\``);
        for (const word of to) {
          const target = walker.indexOf(word, "state", names);
          if (from >= 0 && target >= 0) targets[from]!.push(target);
        }
      }
      return moveLists(targets);
    });
    return { states, moves, notes: [] };
  }

  /** `[a, b]`, or `{ a: what it is, b: … }`. */
  private namedStates(tree: Tree): readonly Named[] {
    const { walker } = this;
    const entries: readonly { readonly word: TreeScalar; readonly label: string }[] =
      tree.kind === "map"
        ? tree.entries.map(({ key, value }) => ({ word: key, label: walker.word(value, "A state")?.text ?? "" }))
        : walker.words(tree, "`states`").map((word) => ({ word, label: word.text.replaceAll("_", " ") }));
    const seen = new Set<string>();
    return entries.flatMap(({ word, label }) => {
      if (!walker.isName(word)) return [];
      if (seen.has(word.text)) {
        walker.note("conflict-name-twice", { name: word.text, what: "as two states" }, word.at);
        return [];
      }
      seen.add(word.text);
      return [{ name: word.text, label }];
    });
  }
}

interface Laid {
  readonly states: readonly Named[];
  readonly moves: readonly MoveLists[];
  readonly notes: readonly string[];
}
