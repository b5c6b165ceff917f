import type { Diagnostic } from "../text/diagnostic.ts";
import type { GameFile } from "./game-file.ts";
import { readEfg } from "./read-efg.ts";
import { readNfg } from "./read-nfg.ts";
import { described, GambitMistake, TokenReader } from "./token-reader.ts";

export interface ReadGameResult {
  /** Absent where there is a mistake. */
  readonly game: GameFile | undefined;
  /** The first mistake, at its place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Players a file may have. */
const MOST_PLAYERS = 1000;

/**
 * Read a Gambit file, extensive (`.efg`) or strategic (`.nfg`); which of them
 * it is, its first word says. Labels are kept as they are, empty and repeated
 * ones included; `writeGameFile` makes them unique.
 *
 * @param file name for the places of mistakes.
 * @returns never throws for a file, whatever is in it.
 *
 * Cost: one pass, no recursion. Tests: test/gambit.
 */
export function readGameFile(file: string, text: string): ReadGameResult {
  try {
    return { game: read(new TokenReader(file, text)), diagnostics: [] };
  } catch (thrown) {
    if (!(thrown instanceof GambitMistake)) throw thrown;
    return { game: undefined, diagnostics: [thrown.diagnostic] };
  }
}

function read(reader: TokenReader): GameFile {
  const first = reader.here;
  const form = first.text.toUpperCase();
  if (first.kind !== "word" || (form !== "EFG" && form !== "NFG")) {
    reader.fail("not-a-gambit-file", { found: described(first) });
  }
  reader.take();
  reader.expect("number", "the version of the format, `2` for EFG, `1` for NFG");
  if (reader.is("letter")) reader.take();
  const title = reader.text("the title in quotes");
  const at = reader.here;
  const players = reader.list("the players", () => reader.label("the name of a player"));
  if (players.length === 0) reader.fail("gambit-no-action", { what: "The list of players" }, at);
  if (players.length > MOST_PLAYERS) {
    reader.fail("gambit-too-large", { what: "players", count: players.length, limit: MOST_PLAYERS }, at);
  }
  if (form === "NFG") return readNfg(reader, { title, players });
  const comment = reader.is("text") ? reader.take().text : "";
  return readEfg(reader, { title, players, comment });
}
