import type { Crisis } from "../../crisis/model.ts";
import { countryNames } from "./countries.ts";
import { isContent, meaningOf } from "./near-synonyms.ts";
import type { TextTools } from "./text-tools.ts";

/** A name of an actor as the words of a text. */
export interface ActorName {
  readonly actor: number;
  /** In small letters, but as written where all are capitals (`US` is not `us`). */
  readonly words: readonly string[];
}

/** Words that show a move, a level or an ending, wherever they stand close together. */
export interface Cue {
  readonly kind: "move" | "level" | "ending";
  /** Index of the move, variable or ending. */
  readonly index: number;
  /** Of a variable. */
  readonly level: number;
  /** As `meaningOf` gives them, each once. */
  readonly meanings: readonly string[];
  /** As written in the crisis file. */
  readonly words: string;
  /** It holds a negation itself ("does not exclude"). */
  readonly negative: boolean;
  /** Written for this purpose, not taken from the name of a move. */
  readonly written: boolean;
}

/** What a crisis calls things, ready to be found in tokens. */
export interface CrisisLexicon {
  /** By first word, longest first. */
  readonly names: ReadonlyMap<string, readonly ActorName[]>;
  /** By its first meaning in the order of rarity of the file's own cues: each cue stands under one of its meanings. */
  readonly cues: ReadonlyMap<string, readonly Cue[]>;
}

export const negators: ReadonlySet<string> = new Set([
  "not",
  "no",
  "n't",
  "never",
  "without",
  "nobody",
  "none",
  "neither",
]);

/** The names, cues, levels and endings of a crisis. Cost: linear in their words. */
export function crisisLexicon(crisis: Crisis, tools: TextTools): CrisisLexicon {
  const cues = [...moveCues(crisis, tools), ...levelCues(crisis, tools), ...endingCues(crisis, tools)];
  const uses = new Map<string, number>();
  for (const { meanings } of cues) for (const one of meanings) uses.set(one, (uses.get(one) ?? 0) + 1);
  const byMeaning = new Map<string, Cue[]>();
  for (const cue of cues) {
    const rarest = [...cue.meanings].sort((a, b) => uses.get(a)! - uses.get(b)!)[0];
    if (rarest === undefined) continue;
    const list = byMeaning.get(rarest);
    if (list) list.push(cue);
    else byMeaning.set(rarest, [cue]);
  }
  return { names: actorNames(crisis), cues: byMeaning };
}

/** A word of a name, for comparison. */
export function nameWord(word: string): string {
  return /^[A-Z.]{2,5}$/.test(word)
    ? word.replaceAll(".", "")
    : word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function actorNames(crisis: Crisis): ReadonlyMap<string, readonly ActorName[]> {
  const names = new Map<string, ActorName[]>();
  const taken = new Set<string>();
  const add = (actor: number, name: string): void => {
    const words = name
      .replace(/^the\s+/i, "")
      .split(/[\s_]+/)
      .filter(Boolean)
      .map(nameWord);
    const key = words.join(" ");
    if (key === "" || taken.has(key)) return;
    taken.add(key);
    const list = names.get(words[0]!) ?? [];
    list.push({ actor, words });
    names.set(
      words[0]!,
      list.sort((a, b) => b.words.length - a.words.length),
    );
  };
  // What the file says itself comes first; what a country is called elsewhere only where nobody claims it.
  crisis.actors.forEach(({ label, aliases }, actor) => {
    for (const name of [label, ...aliases]) add(actor, name);
  });
  crisis.actors.forEach(({ name, label }, actor) => {
    for (const other of countryNames(label)) add(actor, other);
    if (name.length > 3) add(actor, name);
  });
  return names;
}

function moveCues(crisis: Crisis, tools: TextTools): readonly Cue[] {
  return crisis.moves.flatMap(({ label, name, cues, outcomes }, index) => {
    const idle = outcomes.length === 0 && cues.length === 0;
    const named = label !== name.replaceAll("_", " ") && !idle ? [label.replace(/\([^)]*\)/g, "").split(",")[0]!] : [];
    return [
      ...cues.flatMap((words) => cueOf({ kind: "move", index, level: -1, words, written: true }, tools)),
      ...named.flatMap((words) => cueOf({ kind: "move", index, level: -1, words, written: false }, tools)),
    ];
  });
}

/** A level is shown by the words of its variable together with its own. */
function levelCues(crisis: Crisis, tools: TextTools): readonly Cue[] {
  return crisis.variables.flatMap(({ label, levels, origin, calendar }, index) => {
    if (origin !== "declared" || calendar) return [];
    const head = label.split(",")[0]!;
    return levels.flatMap((name, level) => {
      const words = `${head} ${name.replaceAll("_", " ")}`;
      const cue = cueOf({ kind: "level", index, level, words, written: false }, tools);
      // A level alone ("none", "high") says nothing.
      return cue.filter(({ meanings }) => meanings.length >= 2);
    });
  });
}

function endingCues(crisis: Crisis, tools: TextTools): readonly Cue[] {
  const names = new Set(
    crisis.actors.flatMap(({ label, aliases }) => [label, ...aliases, ...countryNames(label)]).map(nameWord),
  );
  return crisis.endings.flatMap(({ name, label }, index) => {
    const head = label
      .split(",")[0]!
      .split(/[\s-]+/)
      .filter((word) => !names.has(nameWord(word)));
    const words = new Set([head.join(" "), name.replaceAll("_", " ")]);
    return [...words].flatMap((one) => cueOf({ kind: "ending", index, level: -1, words: one, written: false }, tools));
  });
}

function cueOf(cue: Omit<Cue, "meanings" | "negative">, tools: TextTools): readonly Cue[] {
  const tokens = tools.sentences(cue.words).flat();
  const negative = tokens.some(({ lemma }) => negators.has(lemma));
  const meanings = tokens
    .filter(({ lemma }) => isContent(lemma) && !negators.has(lemma))
    .map(({ lemma }) => meaningOf(lemma));
  return meanings.length === 0 ? [] : [{ ...cue, meanings: [...new Set(meanings)], negative }];
}
