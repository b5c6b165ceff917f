import type { Crisis } from "../crisis/model.ts";

/**
 * What a reader sees in place of the identifiers of a result. Moves are keyed
 * `actor.move`, levels `variable.level`.
 */
export interface Labels {
  readonly actors: Readonly<Record<string, string>>;
  readonly moves: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly endings: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, string>>;
}

/** Labels of a checked crisis. */
export function labelsOf(crisis: Crisis): Labels {
  return {
    actors: byName(crisis.actors, (actor) => actor.name),
    moves: byName(crisis.moves, (move) => `${crisis.actors[move.actor]?.name}.${move.name}`),
    variables: byName(crisis.variables, (variable) => variable.name),
    endings: byName(crisis.endings, (ending) => ending.name),
    sources: byName(crisis.sources, (source) => source.name),
  };
}

/** The label of an identifier; the identifier with spaces where there is none. */
export function labelFor(labels: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(labels, name) ? labels[name]! : name.replaceAll("_", " ");
}

/** The label of an actor; a second turn is listed as `actor (turn 2)`. */
export function actorLabel(labels: Labels, actor: string): string {
  const { name, turn } = splitTurn(actor);
  return labelFor(labels.actors, name) + turn;
}

/** The label of an actor's move. */
export function moveLabel(labels: Labels, actor: string, move: string): string {
  const key = `${splitTurn(actor).name}.${move}`;
  return Object.hasOwn(labels.moves, key) ? labels.moves[key]! : move.replaceAll("_", " ");
}

function splitTurn(actor: string): { readonly name: string; readonly turn: string } {
  const turn = / \(turn \d+\)$/.exec(actor)?.[0] ?? "";
  return { name: actor.slice(0, actor.length - turn.length), turn };
}

function byName<Item extends { readonly label: string }>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(items.map((item) => [nameOf(item), item.label]));
}
