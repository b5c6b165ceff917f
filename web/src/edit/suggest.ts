import type { FileName, FileNames } from "./file-names.ts";
import type { SchemaReader } from "./schema-at.ts";
import type { YamlPlace } from "./yaml-place.ts";

/** Something that may be typed at a place. */
export interface Suggestion {
  readonly text: string;
  readonly kind: "key" | "name" | "level" | "word";
  readonly about: string;
  /** Put in place of the text, where that differs. */
  readonly insert?: string;
}

const effectWords = ["up 1", "down 1", "at least", "at most"];
const functions = ["min", "max", "abs", "if", "and", "or", "not"];
const expressionKeys = new Set(["when", "cost", "chance", "precision", "discount", "weight", "value"]);

/** What may stand at a place: keys of the schema, names of the file, words of the language. */
export function suggestionsAt(
  place: YamlPlace,
  before: string,
  names: FileNames,
  schema: SchemaReader,
): readonly Suggestion[] {
  if (place.role === "none") return [];
  const { path } = place;
  if (place.role === "value") return distinct([...valuesAt(path, before, names), ...wordsAt(path, schema)]);
  const keys = [...namedKeys(path, names), ...schemaKeys(path, schema)];
  const values = path.at(-1) === "-" ? valuesAt(path, before, names) : [];
  return distinct([...keys, ...values]);
}

function schemaKeys(path: readonly string[], schema: SchemaReader): readonly Suggestion[] {
  return schema.keysAt(path).map(({ key, about }) => ({ text: key, kind: "key", about, insert: `${key}: ` }));
}

function wordsAt(path: readonly string[], schema: SchemaReader): readonly Suggestion[] {
  return schema.wordsAt(path).map((text) => ({ text, kind: "word", about: "" }));
}

/** Names of the file that stand as keys. */
function namedKeys(path: readonly string[], names: FileNames): readonly Suggestion[] {
  const [top, second, third] = path;
  const last = path.at(-1);
  if (path.length === 1 && (top === "moves" || top === "payoffs")) return keys(names.actors);
  if (top === "endings" && third === "payoffs" && path.length === 3) return keys(names.actors);
  if (path.length === 1 && top === "drivers") return keys(names.variables);
  if (path.length === 1 && top === "unused") return keys(names.sentences);
  if (top === "state" && third === "start" && path.length === 3) return keys(levels(names, second));
  if (top === "drivers" && third === "-" && path.length === 3) return keys(levels(names, second));
  if (last === "saw") return keys([...names.actors, ...names.variables, ...sawWords]);
  if (isEffects(path)) return keys([...names.variables, { name: "ends", about: "The crisis ends at once so." }]);
  return [];
}

const sawWords: readonly FileName[] = [
  { name: "any of", about: "At least one of these." },
  { name: "none of", about: "None of these, at no time." },
];

/** Directly below `then`, or below a chance in its list. */
function isEffects(path: readonly string[]): boolean {
  return path.at(-1) === "then" || (path.at(-2) === "-" && path.at(-3) === "then");
}

function valuesAt(path: readonly string[], before: string, names: FileNames): readonly Suggestion[] {
  const bare = path.filter((key) => key !== "-");
  const last = bare.at(-1) ?? "";
  const direct = directValues(last, bare, names);
  if (direct) return direct;
  if (bare.includes("saw")) return sawValues(bare.slice(bare.indexOf("saw") + 1), before, names);
  const variable = bare[0] === "state" ? bare[1] : last;
  if (bare[0] === "state" && (last === "start" || bare.includes("calendar"))) return plain(levels(names, variable));
  if (bare.includes("then") && names.levels.has(last)) {
    return [
      ...plain(levels(names, last)),
      ...effectWords.map((text): Suggestion => ({ text, kind: "word", about: "An effect on levels in order." })),
    ];
  }
  return isExpression(bare, last) ? expression(before, names) : [];
}

/** Values that the key alone decides. */
function directValues(last: string, bare: readonly string[], names: FileNames): readonly Suggestion[] | undefined {
  if (last === "source" || last === "via") return plain(names.sources);
  if (last === "ending" || last === "ends") return plain(names.endings);
  if (last === "text" && bare.length > 1) return plain(names.sentences);
  if (last === "turns" || last === "seen_by" || last === "like" || last === "about") return plain(names.actors);
  if (last === "same_as") return plain(names.reports);
  if (last === "after") return plain(allMoves(names));
  if (last === "acts_by") return [{ text: "chance", kind: "word", about: "Its moves carry chances." }];
  return undefined;
}

function sawValues(below: readonly string[], before: string, names: FileNames): readonly Suggestion[] {
  const subject = below.at(-1) ?? "";
  const own = names.moves.get(subject);
  if (own) return plain(own);
  if (names.levels.has(subject)) return plain(levels(names, subject));
  return [...compared(before, names), ...plain([...allMoves(names), ...names.variables])];
}

function isExpression(bare: readonly string[], last: string): boolean {
  if (expressionKeys.has(last)) return true;
  if (bare[0] === "drivers" || bare.includes("then")) return true;
  return bare.includes("payoffs");
}

function expression(before: string, names: FileNames): readonly Suggestion[] {
  return [
    ...compared(before, names),
    ...plain([...names.parameters, ...names.variables]),
    ...[...names.levels].flatMap(([variable]) => plain(levels(names, variable))),
    ...functions.map((text): Suggestion => ({ text, kind: "word", about: "Word of the language." })),
  ];
}

/** After `variable ==` its levels come first. */
function compared(before: string, names: FileNames): readonly Suggestion[] {
  const variable = /([A-Za-z]\w*)\s*(?:==|!=|<=|>=|<|>)\s*[A-Za-z_]*$/.exec(before)?.[1];
  return variable === undefined ? [] : plain(levels(names, variable));
}

function allMoves(names: FileNames): readonly FileName[] {
  return [...names.moves].flatMap(([actor, moves]) =>
    moves.map(({ name, about }) => ({ name: `${actor}.${name}`, about })),
  );
}

function levels(names: FileNames, variable: string | undefined): readonly FileName[] {
  return (names.levels.get(variable ?? "") ?? []).map((name) => ({ name, about: `Level of ${variable}` }));
}

function keys(items: readonly FileName[]): readonly Suggestion[] {
  return items.map(({ name, about }) => ({ text: name, kind: "name", about, insert: `${name}: ` }));
}

function plain(items: readonly FileName[]): readonly Suggestion[] {
  return items.map(({ name, about }) => ({ text: name, kind: about.startsWith("Level") ? "level" : "name", about }));
}

function distinct(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const suggestion of suggestions) if (!found.has(suggestion.text)) found.set(suggestion.text, suggestion);
  return [...found.values()];
}

/** What is known of the word at a place: of a key by the schema, of a name by the file. */
export function aboutWord(word: string, place: YamlPlace, names: FileNames, schema: SchemaReader): string {
  if (place.role === "none") return "";
  const key = place.path.at(-1) === word ? schema.about(place.path) : "";
  if (key !== "") return key;
  if (place.role === "key") {
    const below = schema.about([...place.path, word]);
    if (below !== "") return below;
  }
  const [actor, move] = word.split(".");
  const known = [
    ...names.actors,
    ...names.variables,
    ...names.parameters,
    ...names.sources,
    ...names.endings,
    ...names.reports,
    ...names.sentences,
    ...(names.moves.get(place.path.at(-1) ?? "") ?? []),
  ];
  const found =
    known.find(({ name }) => name === word) ?? names.moves.get(actor ?? "")?.find(({ name }) => name === move);
  if (found) return found.about;
  const owners = [...names.levels].filter(([, own]) => own.includes(word)).map(([variable]) => variable);
  return owners.length === 0 ? "" : `Level of ${owners.join(", ")}`;
}
