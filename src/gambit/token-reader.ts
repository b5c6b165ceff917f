import type { Diagnostic } from "../text/diagnostic.ts";
import type { WrittenNumber } from "./game-file.ts";
import { type GambitCode, type GambitMistakes, gambitMistake } from "./messages.ts";
import { readTokens, type Token } from "./read-tokens.ts";
import { writtenNumber } from "./written-number.ts";

/** Ends reading at the first mistake; caught where reading starts. */
export class GambitMistake extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** Takes the tokens of a file one by one, and says what should have stood where it stops. */
export class TokenReader {
  readonly file: string;
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(file: string, text: string) {
    this.file = file;
    this.tokens = readTokens(text);
  }

  /** The token that comes next. */
  get here(): Token {
    return this.tokens[this.next]!;
  }

  is(kind: Token["kind"]): boolean {
    return this.here.kind === kind;
  }

  take(): Token {
    const token = this.here;
    if (token.unclosed) this.fail("gambit-unclosed-text", {}, token);
    if (token.kind !== "end") this.next++;
    return token;
  }

  expect(kind: Token["kind"], expected: string): Token {
    if (!this.is(kind)) this.fail("gambit-unexpected", { expected, found: described(this.here) });
    return this.take();
  }

  text(expected: string): string {
    return this.expect("text", expected).text;
  }

  /** A text, or a number or word standing for one, as old files have it. */
  label(expected: string): string {
    return this.is("number") || this.is("word") || this.is("letter") ? this.take().text : this.text(expected);
  }

  number(expected: string): WrittenNumber {
    const token = this.expect("number", expected);
    return writtenNumber(token.text) ?? this.fail("gambit-bad-number", { text: token.text }, token);
  }

  /** A whole number of at least 0. */
  whole(expected: string): number {
    const token = this.here;
    if (!/^\+?\d{1,9}$/.test(token.text) || token.kind !== "number") {
      this.fail("gambit-unexpected", { expected, found: described(token) });
    }
    return Number(this.take().text);
  }

  /** Everything between braces, item by item. */
  list<Item>(what: string, item: () => Item): Item[] {
    this.expect("open", `\`{\` before ${what}`);
    const items: Item[] = [];
    while (!this.is("close")) items.push(item());
    this.take();
    return items;
  }

  fail<Code extends GambitCode>(code: Code, params: GambitMistakes[Code], at: Token = this.here): never {
    // An empty span at the end of a file has nothing to mark: its last sign is marked instead.
    const start = at.kind === "end" ? Math.max(0, at.start - 1) : at.start;
    throw new GambitMistake(gambitMistake(code, params, { file: this.file, start, end: Math.max(at.end, start) }));
  }
}

/** A token in words. */
export function described(token: Token): string {
  if (token.kind === "end") return "the end of the file";
  const short = token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text;
  return token.kind === "text" ? `the text "${short}"` : `\`${short}\``;
}
