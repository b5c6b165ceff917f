/** States of a conflict in option form: each is the set of options taken up. */
import type { Tree } from "../../crisis/tree.ts";
import { type MoveLists, moveLists } from "../../stability/conflict-graph.ts";
import type { Named } from "./conflict.ts";
import type { TreeWalker } from "./tree-walker.ts";

export interface OptionActor {
  readonly options: readonly string[];
}

/** One state: its name, and a bit for each option of the file in order. */
export interface OptionState {
  readonly name: string;
  readonly taken: number;
}

/** All combinations of options are written out up to here. */
const MOST_OPTIONS = 20;
/** Name of the state in which nothing is taken up. */
const NOTHING = "nothing";

/**
 * The states: those listed (`{ name: [options taken] }`), or every combination
 * that `never` does not rule out, named by what is taken (`blockade+withdraw`).
 *
 * @returns nothing where mistakes, which are noted, leave none.
 */
export function readOptionStates(
  walker: TreeWalker,
  listed: Tree | undefined,
  never: Tree | undefined,
  actors: readonly OptionActor[],
  place: Tree,
): readonly OptionState[] | undefined {
  const options = actors.flatMap((actor) => actor.options);
  if (options.length === 0) {
    walker.note("conflict-missing", { what: "No actor", keys: ["options", "moves"] }, place.at);
    return undefined;
  }
  if (options.length > MOST_OPTIONS) {
    walker.note("conflict-too-large", { what: "options", count: options.length, limit: MOST_OPTIONS }, place.at);
    return undefined;
  }
  if (listed && never) walker.note("conflict-both-ways", { keys: ["states", "never"] }, never.at);
  if (listed) return listedStates(walker, listed, options);
  const forbidden = walker
    .list(never, "`never`")
    .map((item) => bitsOf(walker, item, "`never`", options))
    .filter((bits) => bits > 0);
  const states: OptionState[] = [];
  for (let taken = 0; taken < 2 ** options.length; taken++) {
    if (forbidden.some((bits) => (taken & bits) === bits)) continue;
    states.push({ name: nameOf(taken, options), taken });
  }
  if (states.length === 0) walker.note("conflict-no-states", { what: "`never`" }, place.at);
  return states;
}

function listedStates(walker: TreeWalker, tree: Tree, options: readonly string[]): readonly OptionState[] {
  const states: OptionState[] = [];
  for (const { key, value } of walker.map(tree, "`states`")?.entries ?? []) {
    if (!walker.isName(key)) continue;
    const taken = bitsOf(walker, value, `the state \`${key.text}\``, options);
    const same = states.find((state) => state.taken === taken);
    if (same) walker.note("conflict-state-twice", { name: key.text, other: same.name }, key.at);
    states.push({ name: key.text, taken });
  }
  return states;
}

function bitsOf(walker: TreeWalker, tree: Tree, what: string, options: readonly string[]): number {
  const words = tree.kind === "scalar" ? [tree] : walker.words(tree, what);
  return words.reduce((bits, word) => {
    const option = walker.indexOf(word, "option", options);
    return option < 0 ? bits : bits | (1 << option);
  }, 0);
}

function nameOf(taken: number, options: readonly string[]): string {
  return options.filter((_, k) => (taken >> k) & 1).join("+") || NOTHING;
}

/** Names and labels: of a state with a name of its own the options in brackets. */
export function optionStates(states: readonly OptionState[], actors: readonly OptionActor[]): readonly Named[] {
  const options = actors.flatMap((actor) => actor.options);
  return states.map(({ name, taken }) => {
    const words = nameOf(taken, options).replaceAll("+", " + ").replaceAll("_", " ");
    const own = name.replaceAll("+", " + ").replaceAll("_", " ");
    return { name, label: own === words ? words : `${own} (${words})` };
  });
}

/**
 * From a state an actor can go to every other in which only its own options
 * differ and no irreversible one is undone.
 *
 * @param held by option: it cannot be undone once `taken`, or once `dropped`.
 */
export function optionMoves(
  states: readonly OptionState[],
  actors: readonly OptionActor[],
  held: ReadonlyMap<number, "taken" | "dropped">,
): readonly MoveLists[] {
  let keepsTaken = 0;
  let keepsDropped = 0;
  for (const [option, way] of held) {
    if (way === "taken") keepsTaken |= 1 << option;
    else keepsDropped |= 1 << option;
  }
  let offset = 0;
  return actors.map(({ options }) => {
    const own = (2 ** options.length - 1) << offset;
    offset += options.length;
    return moveLists(
      states.map((from) =>
        states.flatMap((to, t) => {
          const change = from.taken ^ to.taken;
          const isOwn = change !== 0 && (change & ~own) === 0;
          const undoes = (change & from.taken & keepsTaken) !== 0 || (change & to.taken & keepsDropped) !== 0;
          return isOwn && !undoes ? [t] : [];
        }),
      ),
    );
  });
}
