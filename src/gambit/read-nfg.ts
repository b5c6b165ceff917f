/**
 * Reads `.nfg` in both forms. Behind the header stand either labels of the
 * strategies (`{ { "A" "B" } … }`) or their numbers (`{ 2 2 }`), then either
 * outcomes in braces and an outcome number for each profile (0 for none), or
 * the payoffs of each profile; the first player's strategy changes fastest.
 */
import type { NfgFile, Outcome, WrittenNumber } from "./game-file.ts";
import { described, type TokenReader } from "./token-reader.ts";

/** Profiles a file may have. */
export const MOST_PROFILES = 4_000_000;

type Header = Pick<NfgFile, "title" | "players">;

/** The file behind its title and players. */
export function readNfg(reader: TokenReader, header: Header): NfgFile {
  const players = header.players.length;
  const strategies = readStrategies(reader, players);
  const profiles = countOf(reader, strategies);
  const comment = reader.is("text") ? reader.take().text : "";
  const file = reader.is("open") ? outcomeForm(reader, players, profiles) : payoffForm(reader, players, profiles);
  if (!reader.is("end")) reader.fail("gambit-after-end", { found: described(reader.here) });
  return { form: "strategic", ...header, comment, strategies, ...file };
}

function readStrategies(reader: TokenReader, players: number): readonly (readonly string[])[] {
  const at = reader.here;
  const strategies = reader.list("the strategies", () => {
    const list = reader.here;
    const labels = reader.is("open")
      ? reader.list("the strategies of a player", () => reader.label("the label of a strategy"))
      : numbered(reader);
    return labels.length > 0 ? labels : reader.fail("gambit-no-action", { what: "This list of strategies" }, list);
  });
  if (strategies.length !== players) {
    reader.fail("gambit-count", { what: "lists of strategies", expected: players, found: strategies.length }, at);
  }
  return strategies;
}

/** A number of strategies in place of their labels. */
function numbered(reader: TokenReader): readonly string[] {
  const at = reader.here;
  const count = reader.whole("strategies: their labels in braces, or their number");
  if (count > MOST_PROFILES) {
    reader.fail("gambit-too-large", { what: "strategies", count, limit: MOST_PROFILES }, at);
  }
  return Array.from({ length: count }, (_, k) => String(k + 1));
}

function countOf(reader: TokenReader, strategies: readonly (readonly string[])[]): number {
  const count = strategies.reduce((product, labels) => product * labels.length, 1);
  if (count > MOST_PROFILES) reader.fail("gambit-too-large", { what: "profiles", count, limit: MOST_PROFILES });
  return count;
}

type Payoffs = Pick<NfgFile, "outcomes" | "profiles" | "layout">;

function outcomeForm(reader: TokenReader, players: number, count: number): Payoffs {
  const outcomes: Outcome[] = reader.list("the outcomes", () => outcome(reader, players));
  const profiles = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const at = reader.here;
    const number = reader.whole(`the outcome of profile ${k + 1} of ${count} (0 for none)`);
    if (number > outcomes.length) {
      reader.fail("gambit-no-such", { what: "outcome", number, count: outcomes.length }, at);
    }
    profiles[k] = number - 1;
  }
  return { outcomes, profiles, layout: "outcomes" };
}

function outcome(reader: TokenReader, players: number): Outcome {
  const at = reader.expect("open", "`{` before an outcome");
  const label = reader.is("text") ? reader.take().text : "";
  const payoffs: WrittenNumber[] = [];
  while (!reader.is("close")) payoffs.push(reader.number("a payoff"));
  reader.take();
  if (payoffs.length === players) return { label, payoffs };
  return reader.fail("gambit-count", { what: "payoffs", expected: players, found: payoffs.length }, at);
}

function payoffForm(reader: TokenReader, players: number, count: number): Payoffs {
  const outcomes: Outcome[] = [];
  const profiles = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const payoffs: WrittenNumber[] = [];
    for (let i = 0; i < players; i++) {
      payoffs.push(reader.number(`the payoff of player ${i + 1} in profile ${k + 1} of ${count}`));
    }
    outcomes.push({ label: "", payoffs });
    profiles[k] = k;
  }
  return { outcomes, profiles, layout: "payoffs" };
}
