import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { EfgFile, GameFile, NfgFile } from "../../src/gambit/game-file.ts";
import { readGameFile } from "../../src/gambit/read-game-file.ts";
import { strategicOf, treeOf } from "../../src/gambit/to-game.ts";
import { withUniqueLabels, writeGameFile } from "../../src/gambit/write-game-file.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { LineIndex } from "../../src/text/line-index.ts";
import { hasSolvedGames, solvedGameNames, solvedGames } from "../classic/reference-folder.ts";

const games = resolve(import.meta.dirname, "../../games");
const own = readdirSync(games).filter((name) => /\.(efg|nfg)$/.test(name));
const texts = new Map(own.map((name) => [name, readFileSync(join(games, name), "utf8")]));
if (hasSolvedGames)
  for (const name of solvedGameNames()) texts.set(name, readFileSync(join(solvedGames, name), "utf8"));

function gameOf(text: string): GameFile {
  const { game, diagnostics } = readGameFile("game", text);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return game!;
}

/** Code, line and column of the one mistake of a text. */
function mistakeIn(text: string): string {
  const { game, diagnostics } = readGameFile("game", text);
  expect(game).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
  const [{ code, span }] = diagnostics as [(typeof diagnostics)[0]];
  const { line, column } = new LineIndex(text).at(span!.start);
  return `${line}:${column} ${code}`;
}

describe("reading and writing", () => {
  it.each([...texts])("%s is read back as it was written", (_name, text) => {
    const game = gameOf(text);
    const written = writeGameFile(game);
    expect(gameOf(written)).toEqual(withUniqueLabels(game));
    expect(writeGameFile(gameOf(written))).toBe(written);
  });

  it("keeps numbers as they are written", () => {
    const game = gameOf('NFG 1 R "x" { "a" } { { "s" "t" "u" } } "" 1/3 2.50 -4e-2') as NfgFile;
    expect(game.outcomes.map(({ payoffs }) => payoffs[0])).toEqual([
      { text: "1/3", value: 1 / 3 },
      { text: "2.50", value: 2.5 },
      { text: "-4e-2", value: -0.04 },
    ]);
    expect(writeGameFile(game)).toContain("1/3\n2.50\n-4e-2");
  });

  it("reads both forms of payoffs as the same game, the first player's strategy fastest", () => {
    const head = 'NFG 1 R "x" { "a" "b" }';
    const one = strategicOf(gameOf(`${head} { 2 3 } 1 10 2 20 3 30 4 40 5 50 6 60`) as NfgFile);
    const rows = [1, 2, 3, 4, 5, 6].map((k) => `{ "" ${k}, ${k}0 }`).join("");
    const other = strategicOf(gameOf(`${head} { {"1" "2"} {"1" "2" "3"} } "why" { ${rows} } 1 2 3 4 5 6`) as NfgFile);
    expect([...one.payoff]).toEqual([1, 10, 3, 30, 5, 50, 2, 20, 4, 40, 6, 60]);
    expect(other.payoff).toEqual(one.payoff);
    const none = strategicOf(gameOf(`${head} { {"1" "2"} {"1"} } "" { { "" 7, 8 } } 0 1`) as NfgFile);
    expect([...none.payoff]).toEqual([0, 0, 7, 8]);
  });

  it("adds up outcomes of inner nodes, and takes sets and outcomes by number", () => {
    const text = `EFG 2 R "t"{"A""B"}
      p "" 1 7 "" {"l" "r"} 1 "toll" {-1 0}
      p "" 2 3 "" {"x" "y"} 0  t "" 2 "" {5,1/2}  t "" 3 "" {0,0}
      p "" 2 3 2  t "" 3  t "" 2`;
    const tree = treeOf(gameOf(text) as EfgFile);
    expect(tree.infosets.map(({ player, actions }) => [player, actions])).toEqual([
      [0, ["l", "r"]],
      [1, ["x", "y"]],
    ]);
    const ends = [2, 3, 5, 6].map((n) => [...tree.payoff.subarray(2 * n, 2 * n + 2)]);
    expect(ends).toEqual([
      [4, 0.5],
      [-1, 0],
      [4, 0.5],
      [9, 1],
    ]);
  });

  it("orders a profile by players, then first appearance in the tree", () => {
    const text = `EFG 2 R "" { "A" "B" } c "" 1 "" { "h" 1/2 "t" .5 } 0
      p "" 2 9 "b9" { "1" "2" } 0 t "" 0 t "" 0
      p "" 1 5 "a5" { "1" "2" } 0 t "" 0 p "" 1 2 "a2" { "1" } 0 t "" 0`;
    const tree = treeOf(gameOf(text) as EfgFile);
    expect(tree.infosets.map(({ name }) => name)).toEqual(["a5", "a2", "b9"]);
    expect([...tree.first]).toEqual([0, 2, 3, 5]);
  });

  it("gives empty and repeated labels names of their own when writing", () => {
    const text = 'EFG 2 D "" { "" "" } p "n" 1 1 "s" { "" "a" "a" } 0 t "n" 0 t "" 0 p "n" 2 1 "s" { "b" } 0 t "" 0';
    const game = gameOf(writeGameFile(gameOf(text))) as EfgFile;
    expect(game.players).toEqual(["Player 1", "Player 2"]);
    expect(game.infosets.map(({ label }) => label)).toEqual(["s", "s 2"]);
    expect(game.infosets[0]!.actions.map(({ label }) => label)).toEqual(["1", "a", "a 2"]);
    expect(game.nodes.map(({ label }) => label)).toEqual(["n", "n 2", "", "n 3", ""]);
  });

  it("keeps quotes and backslashes in labels", () => {
    const game = gameOf(String.raw`NFG 1 R "say \"x\" \\ \n" { "a" } { 1 } 1`);
    expect(game.title).toBe(String.raw`say "x" \ \n`);
    expect(gameOf(writeGameFile(game)).title).toBe(game.title);
  });
});

describe("mistakes", () => {
  it.each([
    ["", "1:1 not-a-gambit-file"],
    ["hello", "1:1 not-a-gambit-file"],
    ['EFG 2 R "t" { "A" }\n', "1:20 gambit-missing-nodes"],
    ['EFG 2 R "t" { "A" }\np "" 2 1 "" { "x" } 0', "2:6 gambit-no-such"],
    ['EFG 2 R "t" { "A" }\np "" 1 1 0', "2:8 gambit-undefined"],
    ['EFG 2 R "t" { "A" }\np "" 1 1 "" { } 0', "2:13 gambit-no-action"],
    ['EFG 2 R "t" { "A" }\nt "" 1 "" { 1, 2 }', "2:11 gambit-count"],
    ['EFG 2 R "t" { "A" }\nt "" 1 "" { 1/0 }', "2:13 gambit-bad-number"],
    ['EFG 2 R "t" { "A" }\nt "" 0\nt "" 0', "3:1 gambit-after-end"],
    ['EFG 2 R "t" { "A" }\nt "open', "2:3 gambit-unclosed-text"],
    ['EFG 2 R "t" { "A" }\nc "" 1 "" { "x" 1/2 "y" 1/3 } 0', "2:11 gambit-chance-sum"],
    ['EFG 2 R "t" { "A" }\nc "" 1 "" { "x" 1.5 "y" -.5 } 0', "2:17 gambit-chance-negative"],
    ['EFG 2 R "t" { "A" }\np "" 1 1 "" { "x" } 0\np "" 1 1 "" { "x" "y" } 0', "3:13 gambit-differs"],
    ['EFG 2 R "t" { "A" }\nq "" 1', "2:1 gambit-unexpected"],
    ['NFG 1 R "t" { "A" "B" } { 2 2 }\n1 2 3 4 5 6 7', "2:13 gambit-unexpected"],
    ['NFG 1 R "t" { "A" "B" } { 2 }', "1:25 gambit-count"],
    ['NFG 1 R "t" { "A" } { 2 } { { "" 1 } } 1 2', "1:42 gambit-no-such"],
    ['NFG 1 R "t" { "A" "B" } { 99999 99999 }', "1:39 gambit-too-large"],
  ])("%j is told at its place", (text, place) => {
    expect(mistakeIn(text)).toBe(place);
  });

  it("reads a very deep tree without recursion", () => {
    const depth = 20_000;
    const text = `EFG 2 R "" { "A" }\n${'p "" 1 1 "" { "go" } 0\n'.repeat(depth)}t "" 0`;
    expect((gameOf(text) as EfgFile).nodes).toHaveLength(depth + 1);
  });

  it("never fails otherwise on files changed at random", () => {
    const random = randomStream(20_260_101);
    const pool = [...texts.values()].filter((text) => text.length < 3000);
    const signs = [
      '"',
      "{",
      "}",
      "0",
      "9",
      "-",
      "/",
      "e",
      ",",
      " ",
      "\n",
      "\\",
      "p",
      "c",
      "t",
      "NFG",
      "1e999",
      "\u0000",
      "ü",
    ];
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 6000; round++) {
      let text = pool[Math.floor(random.next() * pool.length)]!;
      const changes = 1 + Math.floor(random.next() * 4);
      for (let k = 0; k < changes; k++) {
        const at = Math.floor(random.next() * text.length);
        const until = random.next() < 0.5 ? at : at + Math.floor(random.next() * (random.next() < 0.2 ? 200 : 4));
        const put = random.next() < 0.3 ? "" : signs[Math.floor(random.next() * signs.length)]!;
        text = text.slice(0, at) + put + text.slice(until);
      }
      const { game, diagnostics } = readGameFile("game", text);
      if (game) {
        outcomes.read++;
        expect(gameOf(writeGameFile(game))).toEqual(withUniqueLabels(game));
        if (game.form === "extensive") treeOf(game);
        else strategicOf(game);
      } else {
        outcomes.refused++;
        expect(diagnostics[0]!.span!.start).toBeLessThanOrEqual(text.length);
      }
    }
    expect(outcomes.read).toBeGreaterThan(500);
    expect(outcomes.refused).toBeGreaterThan(500);
  });
});
