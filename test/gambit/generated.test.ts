/** Generated files of all shapes: read back as written, at any spacing; and the same cut or spliced anywhere are told, never a crash. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EfgFile, EfgNode, GameFile, NfgFile, WrittenNumber } from "../../src/gambit/game-file.ts";
import { readGameFile } from "../../src/gambit/read-game-file.ts";
import { strategicOf, treeOf } from "../../src/gambit/to-game.ts";
import { withUniqueLabels, writeGameFile } from "../../src/gambit/write-game-file.ts";
import { writtenNumber } from "../../src/gambit/written-number.ts";
import { type Random, randomStream } from "../../src/numeric/random.ts";

const SIGNS = ["a", "B", "7", " ", '"', "\\", "{", "}", ",", "\n", "ü", "→", "/", "c", "p", "t"];
const NUMBERS = ["0", "1", "-1", "2.50", "-.5", "3.", "+4", "1/3", "-22/7", "1e3", "-4e-2", "0.1", "1000000"];

function pickFrom<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random.next() * items.length)]!;
}

function label(random: Random): string {
  return Array.from({ length: Math.floor(random.next() * 6) }, () => pickFrom(random, SIGNS)).join("");
}

function number(random: Random): WrittenNumber {
  return writtenNumber(pickFrom(random, NUMBERS))!;
}

function labels(random: Random, count: number): string[] {
  return Array.from({ length: count }, () => label(random));
}

const CHANCES: readonly (readonly string[])[] = [
  ["1"],
  ["1/2", ".5"],
  ["1/3", "1/3", "1/3"],
  ["0.25", "3/4"],
  ["0", "1"],
];

/** A tree of any shape: sets shared where the numbers of actions agree, outcomes at inner nodes, draws repeated. */
function randomEfg(random: Random): EfgFile {
  const players = labels(random, 1 + Math.floor(random.next() * 3));
  const payoffs = () => players.map(() => number(random));
  const outcomes: EfgFile["outcomes"][number][] = [];
  const infosets: EfgFile["infosets"][number][] = [];
  const draws: EfgFile["draws"][number][] = [];
  const nodes: EfgNode[] = [];
  const outcome = (): number => {
    if (random.next() < 0.4) return -1;
    if (outcomes.length > 0 && random.next() < 0.4) return Math.floor(random.next() * outcomes.length);
    return outcomes.push({ number: 3 * outcomes.length + 1, label: label(random), payoffs: payoffs() }) - 1;
  };
  const personal = (): number => {
    if (infosets.length > 0 && random.next() < 0.5) return Math.floor(random.next() * infosets.length);
    const player = Math.floor(random.next() * players.length);
    const actions = labels(random, 1 + Math.floor(random.next() * 3)).map((own) => ({ label: own }));
    return infosets.push({ player, number: 2 * infosets.length + 5, label: label(random), actions }) - 1;
  };
  const draw = (): number => {
    if (draws.length > 0 && random.next() < 0.5) return Math.floor(random.next() * draws.length);
    const actions = pickFrom(random, CHANCES).map((text) => ({
      label: label(random),
      probability: writtenNumber(text)!,
    }));
    return draws.push({ number: draws.length + 1, label: label(random), actions }) - 1;
  };
  const grow = (depth: number): void => {
    const sort = depth === 0 ? 1 : random.next();
    const kind = sort > 0.8 ? "terminal" : sort > 0.6 ? "chance" : "personal";
    const set = kind === "terminal" ? -1 : kind === "chance" ? draw() : personal();
    nodes.push({ kind, label: label(random), set, outcome: outcome() });
    const children =
      kind === "terminal" ? 0 : kind === "chance" ? draws[set]!.actions.length : infosets[set]!.actions.length;
    for (let k = 0; k < children; k++) grow(depth - 1);
  };
  grow(4);
  return { form: "extensive", title: label(random), comment: label(random), players, draws, infosets, outcomes, nodes };
}

function randomNfg(random: Random): NfgFile {
  const players = labels(random, 1 + Math.floor(random.next() * 3));
  const strategies = players.map(() => labels(random, 1 + Math.floor(random.next() * 3)));
  const count = strategies.reduce((product, own) => product * own.length, 1);
  const payoffs = () => players.map(() => number(random));
  const head = { form: "strategic", title: label(random), comment: label(random), players, strategies } as const;
  if (random.next() < 0.5) {
    const outcomes = Array.from({ length: count }, () => ({ label: "", payoffs: payoffs() }));
    return { ...head, outcomes, profiles: Int32Array.from({ length: count }, (_, k) => k), layout: "payoffs" };
  }
  const outcomes = Array.from({ length: Math.floor(random.next() * 4) }, () => ({
    label: label(random),
    payoffs: payoffs(),
  }));
  const profiles = Int32Array.from({ length: count }, () => Math.floor(random.next() * (outcomes.length + 1)) - 1);
  return { ...head, outcomes, profiles, layout: "outcomes" };
}

const games = fc.integer({ min: 0, max: 1e9 }).map((seed): GameFile => {
  const random = randomStream(seed);
  return random.next() < 0.6 ? randomEfg(random) : randomNfg(random);
});

function read(text: string): GameFile {
  const { game, diagnostics } = readGameFile("game", text);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return game!;
}

/** The same words, with other white space between them, or none beside braces and quotes. */
function respaced(text: string, random: Random): string {
  const words = text.match(/"(?:\\.|[^"\\])*"|[{}]|[^\s{}",]+/g)!;
  return words.reduce((all, word) => {
    const bare = /[{}"]$/.test(all) && /^[{}"]/.test(word);
    return all + pickFrom(random, [...(bare ? [""] : []), " ", "\n", "\t\t", "\r\n  ", " , ", ",\n"]) + word;
  });
}

describe("generated files", () => {
  it("are read back as they were written", () => {
    fc.assert(
      fc.property(games, (game) => {
        const known = withUniqueLabels(game);
        expect(read(writeGameFile(game))).toEqual(known);
        expect(withUniqueLabels(known)).toEqual(known);
      }),
      { seed: 21, numRuns: 1000 },
    );
  });

  it("are the same at any spacing", () => {
    fc.assert(
      fc.property(games, fc.integer(), (game, seed) => {
        const text = writeGameFile(game);
        expect(read(respaced(text, randomStream(seed >>> 0)))).toEqual(read(text));
      }),
      { seed: 22, numRuns: 1000 },
    );
  });

  it("are told to be broken where they are cut, spliced or doubled, and never crash the reader", () => {
    let refused = 0;
    fc.assert(
      fc.property(
        games,
        games,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, other, at, from) => {
          const [text, more] = [writeGameFile(one), writeGameFile(other)];
          const head = text.slice(0, Math.floor(at * text.length));
          for (const broken of [head, head + more.slice(Math.floor(from * more.length)), text + more]) {
            const { game, diagnostics } = readGameFile("game", broken);
            if (!game) {
              refused++;
              expect(diagnostics).toHaveLength(1);
              expect(diagnostics[0]!.span!.start).toBeLessThanOrEqual(broken.length);
            } else if (game.form === "extensive") treeOf(game);
            else strategicOf(game);
          }
        },
      ),
      { seed: 23, numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(1500);
  });
});
