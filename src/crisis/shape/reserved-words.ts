/** Words with a meaning of their own. */
export const LANGUAGE_WORDS: readonly string[] = [
  "and",
  "or",
  "not",
  "if",
  "min",
  "max",
  "abs",
  "rest",
  "stay",
  "otherwise",
  "true",
  "false",
  "nothing",
  "up",
  "down",
  "ends",
  "when",
];

/** Names that JavaScript objects carry; results are printed as JSON by name. */
const OBJECT_WORDS: readonly string[] = [
  "__proto__",
  "prototype",
  "constructor",
  "toString",
  "toLocaleString",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
];

const RESERVED: ReadonlySet<string> = new Set([...LANGUAGE_WORDS, ...OBJECT_WORDS]);

/** True for names that are JavaScript's, not the language's. */
export function isObjectWord(name: string): boolean {
  return OBJECT_WORDS.includes(name) || name.startsWith("__");
}

/** True for words that cannot be the name of anything. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name) || name.startsWith("__");
}
