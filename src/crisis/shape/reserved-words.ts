/** Words with a meaning of their own, and names that JavaScript objects carry. */
const RESERVED: ReadonlySet<string> = new Set([
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
  "__proto__",
  "prototype",
  "constructor",
  "toString",
  "toLocaleString",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
]);

/** True for words that cannot be the name of anything. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name) || name.startsWith("__");
}
