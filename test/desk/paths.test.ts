import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type ExplainResult, explain, readCrisis } from "../../src/index.ts";
import { pathsTable, type TreeNode, treeOf } from "../../web/src/paths/paths-tree.ts";
import { readText } from "../crisis/read-text.ts";

const rivalry = readFileSync(join(import.meta.dirname, "../fixtures/rivalry.yaml"), "utf8");
const text = readFileSync(join(import.meta.dirname, "../fixtures/strait.yaml"), "utf8");

describe("ways to each ending as a tree", () => {
  let result: ExplainResult;
  beforeAll(async () => {
    const { crisis } = readCrisis("strait.yaml", () => text);
    result = (await explain(crisis!)).result!;
  });

  it("holds endings by odds, their ways, and a story", () => {
    const nodes = treeOf(result);
    expect(nodes.map(({ text: label }) => label)).toEqual(result.endings.map(({ label }) => label));
    const [leading] = nodes;
    expect(leading!.children[0]!.text).toBe(result.endings[0]!.paths[0]!.words);
    const shares = leading!.children.reduce((sum, { share = 0 }) => sum + share, 0);
    expect(shares).toBeCloseTo(1, 2);
    const events = leading!.children[0]!.children.map((event) => event.text);
    expect(events).toEqual(result.endings[0]!.paths[0]!.story!.events.map(({ words }) => words));
  });

  it("gives each line an id of its own", () => {
    const ids = treeOf(result).flatMap(function all(node: TreeNode): readonly string[] {
      return [node.id, ...node.children.flatMap(all)];
    });
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has the same numbers in the table", () => {
    const ways = result.endings.flatMap(({ paths }) => paths);
    expect(pathsTable(result).rows.map((row) => row[4])).toEqual(ways.map(({ probability }) => probability));
  });

  it("says from when on: the start of the as-of step", async () => {
    const captionOf = (own: string, asOf?: string) =>
      explain(readText(own), asOf === undefined ? {} : { asOf }).then((told) => pathsTable(told.result!).caption);
    const weeks = text.replace("step: month, steps: 6", "step: 2 weeks, steps: 13");
    expect(await captionOf(weeks, "2031-01-28")).toBe("Likeliest ways to each ending, from 2031-01-15 on");
    expect(await captionOf(rivalry)).toBe("Likeliest ways to each ending, from the start on");
  });
});
