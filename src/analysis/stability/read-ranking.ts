import type { Tree, TreeScalar } from "../../crisis/tree.ts";
import type { Named } from "./conflict.ts";
import type { TreeWalker } from "./tree-walker.ts";

/**
 * Orders of the states by actor, from `ranking: { actor: [best, [as good, as
 * good], …, worst] }`. States are given by name or by number from 1.
 *
 * @returns ranks by actor, higher is better; undefined for an actor without a
 *          ranking or with mistakes in it, which are noted.
 */
export function readRanking(
  walker: TreeWalker,
  tree: Tree | undefined,
  actors: readonly Named[],
  states: readonly Named[],
): readonly (Float64Array | undefined)[] {
  const ranks: (Float64Array | undefined)[] = actors.map(() => undefined);
  const indexes = new Map(states.map(({ name }, s) => [name, s]));
  const names = actors.map(({ name }) => name);
  for (const { key, value } of walker.map(tree, "`ranking`")?.entries ?? []) {
    const i = walker.indexOf(key, "actor", names);
    if (i < 0) continue;
    const groups = walker.list(value, `The ranking of \`${key.text}\``).map((item) => {
      const words = item.kind === "list" ? item.items : [item];
      return words.flatMap((word) => walker.word(word, "A state in a ranking") ?? []);
    });
    ranks[i] = rankOf(walker, key, groups, indexes, states);
  }
  return ranks;
}

function rankOf(
  walker: TreeWalker,
  actor: TreeScalar,
  groups: readonly (readonly TreeScalar[])[],
  indexes: ReadonlyMap<string, number>,
  states: readonly Named[],
): Float64Array | undefined {
  const before = walker.diagnostics.length;
  const rank = new Float64Array(states.length).fill(-1);
  groups.forEach((group, place) => {
    for (const word of group) {
      const s = stateOf(word, indexes, states.length);
      if (s === undefined) {
        const names = states.map(({ name }) => name);
        walker.note("conflict-unknown-name", { what: "state", name: word.text, names }, word.at);
      } else if (rank[s]! >= 0) {
        walker.note("conflict-ranked-twice", { actor: actor.text, state: `\`${word.text}\`` }, word.at);
      } else rank[s] = groups.length - place;
    }
  });
  const left = states.flatMap(({ name }, s) => (rank[s]! < 0 ? [name] : []));
  if (left.length > 0) walker.note("conflict-unranked", { actor: actor.text, states: left }, actor.at);
  return walker.diagnostics.length === before ? rank : undefined;
}

function stateOf(word: TreeScalar, indexes: ReadonlyMap<string, number>, count: number): number | undefined {
  const named = indexes.get(word.text);
  if (named !== undefined) return named;
  const number = /^[1-9]\d{0,6}$/.test(word.text) ? Number(word.text) : 0;
  return number >= 1 && number <= count ? number - 1 : undefined;
}
