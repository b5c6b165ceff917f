import type { Findings } from "../findings.ts";
import { parseExpression } from "../parse-expression.ts";
import { isWord, wording } from "../shape/scalars.ts";
import { type JsonSchema, type Shape, wrongKind } from "../shape/shape.ts";
import type { Tree, TreeMap } from "../tree.ts";
import type { BranchEntry, Effects, ThenEntry } from "./entries.ts";

const SELF = {
  what: "effects, or a list of chances with their effects",
  example: "{ war: proxy }",
};

const EFFECTS_SCHEMA: JsonSchema = {
  type: "object",
  description:
    "Effects by variable: a level, `up 1`, `down 1`, `at least L`, `at most L`, or an expression; `ends: ENDING` ends the crisis.",
  additionalProperties: { type: ["string", "number"] },
};

/** `then`: effects, `nothing`, or a list `chance: effects`. */
export const thenShape: Shape<ThenEntry> = {
  ...SELF,
  inner: [],
  schema: (define) => {
    const effects = define("effects", () => EFFECTS_SCHEMA);
    const branch = {
      type: "object",
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: { anyOf: [effects, { const: "nothing" }] },
    };
    return { anyOf: [{ const: "nothing" }, effects, { type: "array", items: branch }] };
  },
  read: readThen,
};

function readThen(tree: Tree, name: string, findings: Findings): ThenEntry | undefined {
  if (isWord(tree, "nothing")) return { kind: "sure", effects: [], at: tree.at };
  if (tree.kind === "map") return { kind: "sure", effects: readEffects(tree, findings), at: tree.at };
  if (tree.kind !== "list") return wrongKind(SELF, tree, name, findings);
  const branches = tree.items.map((item) => readBranch(item, findings)).filter((branch) => branch !== undefined);
  // A branch that could not be read was noted; what the others sum to says nothing then.
  return branches.length === tree.items.length ? { kind: "chances", branches, at: tree.at } : undefined;
}

function readBranch(tree: Tree, findings: Findings): BranchEntry | undefined {
  const wanted = { what: "a chance with its effects", example: "15%: { war: proxy }" };
  if (tree.kind !== "map") return wrongKind(wanted, tree, "an outcome", findings);
  if (tree.entries.length !== 1) {
    const problem = `This outcome has ${tree.entries.length} keys. It has one: its chance.`;
    findings.add("bad-outcomes", tree.at, { problem, remedy: "write `- 15%: { war: proxy, pressure: up 1 }`." });
    return undefined;
  }
  const { key, value } = tree.entries[0]!;
  const chance = parseExpression(key, findings);
  if (isWord(value, "nothing")) return chance && { chance, effects: [], at: tree.at };
  if (value.kind !== "map") return wrongKind({ what: "effects", example: "{ war: proxy }" }, value, key.text, findings);
  const effects = readEffects(value, findings);
  return chance && { chance, effects, at: tree.at };
}

function readEffects(tree: TreeMap, findings: Findings): Effects {
  return tree.entries.flatMap((entry) => {
    const value = wording.read(entry.value, entry.key.text, findings);
    return value ? [{ name: { value: entry.key.text, at: entry.key.at }, value }] : [];
  });
}
