import type { Findings } from "../findings.ts";
import { reference } from "../shape/scalars.ts";
import { type JsonSchema, type Shape, wrongKind } from "../shape/shape.ts";
import type { Tree, TreeMap } from "../tree.ts";
import type { SawEntry } from "./entries.ts";

const SELF = {
  what: "a claim: `actor: move`, `variable: level`, `any of`, `none of`, or words such as `us.strike`",
  example: "{ us: strike }",
};

const CLAIM_SCHEMA: JsonSchema = {
  anyOf: [
    { type: "string" },
    {
      type: "object",
      properties: {
        "any of": { description: "At least one of these was seen." },
        "none of": { description: "None of these was seen at any time." },
      },
      additionalProperties: { type: ["string", "number", "array", "object"] },
    },
    { type: "array", items: { type: ["string", "object"] } },
  ],
};

/** `saw`: what is claimed; several entries hold all together. */
export const sawShape: Shape<readonly SawEntry[]> = {
  ...SELF,
  inner: [],
  schema: (define) =>
    define("claim", () => ({ description: "What was seen; several entries hold all together.", ...CLAIM_SCHEMA })),
  read: (tree, name, findings) => (tree.kind === "fault" ? undefined : readClaim(tree, name, findings)),
};

function readClaim(tree: Tree, name: string, findings: Findings): readonly SawEntry[] {
  if (tree.kind === "scalar") return [{ kind: "words", words: tree }];
  if (tree.kind === "list") return tree.items.flatMap((item) => readItem(item, name, findings));
  return tree.kind === "map" ? readPairs(tree, findings) : [];
}

function readItem(tree: Tree, name: string, findings: Findings): readonly SawEntry[] {
  if (tree.kind !== "list") return readClaim(tree, name, findings);
  wrongKind(SELF, tree, name, findings);
  return [];
}

function readPairs(tree: TreeMap, findings: Findings): readonly SawEntry[] {
  return tree.entries.flatMap(({ key, value }): SawEntry[] => {
    if (key.text === "any of" || key.text === "none of") {
      return [
        { kind: "group", never: key.text === "none of", items: readClaim(value, key.text, findings), at: key.at },
      ];
    }
    const level = reference.read(value, key.text, findings);
    return level ? [{ kind: "pair", name: { value: key.text, at: key.at }, value: level }] : [];
  });
}
