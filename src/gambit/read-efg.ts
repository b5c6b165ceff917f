/**
 * Reads `.efg`: a header, then the nodes in preorder, one a line:
 *
 *     c "label" set "set label" { "action" probability … } outcome "outcome label" { payoffs }
 *     p "label" player set "set label" { "action" … } outcome …
 *     t "label" outcome …
 *
 * Labels and contents of a set or an outcome may be left out once they are known.
 */
import type { EfgDraw, EfgFile, EfgInfoset, EfgNode, Outcome, WrittenNumber } from "./game-file.ts";
import type { Token } from "./read-tokens.ts";
import { described, type TokenReader } from "./token-reader.ts";

/** Nodes a file may have. */
export const MOST_NODES = 2_000_000;
/** Sums of probabilities may be off by so much: old files write thirds as .333. */
const CHANCE_SLACK = 2e-3;

/** The file behind its header (title, players and comment, read already). */
export function readEfg(reader: TokenReader, header: Pick<EfgFile, "title" | "players" | "comment">): EfgFile {
  return new EfgReader(reader, header.players.length).read(header);
}

class EfgReader {
  private readonly reader: TokenReader;
  private readonly players: number;
  private readonly draws: EfgDraw[] = [];
  private readonly infosets: EfgInfoset[] = [];
  private readonly outcomes: (Outcome & { number: number })[] = [];
  private readonly nodes: EfgNode[] = [];
  private readonly drawOf = new Map<number, number>();
  private readonly infosetOf = new Map<string, number>();
  private readonly outcomeOf = new Map<number, number>();

  constructor(reader: TokenReader, players: number) {
    this.reader = reader;
    this.players = players;
  }

  read(header: Pick<EfgFile, "title" | "players" | "comment">): EfgFile {
    const { reader, nodes } = this;
    let open = 1;
    while (open > 0) {
      if (reader.is("end")) reader.fail("gambit-missing-nodes", { missing: open });
      if (nodes.length >= MOST_NODES) {
        reader.fail("gambit-too-large", { what: "nodes", count: nodes.length + 1, limit: MOST_NODES });
      }
      open += this.node() - 1;
    }
    if (!reader.is("end")) reader.fail("gambit-after-end", { found: described(reader.here) });
    const { draws, infosets, outcomes } = this;
    return { form: "extensive", ...header, draws, infosets, outcomes, nodes };
  }

  /** Returns how many children the node has. */
  private node(): number {
    const { reader } = this;
    const kind = reader.expect("letter", "a node: `c`, `p` or `t`");
    if (!/^[cpt]$/i.test(kind.text)) {
      reader.fail("gambit-unexpected", { expected: "a node: `c`, `p` or `t`", found: described(kind) }, kind);
    }
    const label = reader.is("text") ? reader.take().text : "";
    if (kind.text.toLowerCase() === "t") {
      this.nodes.push({ kind: "terminal", label, set: -1, outcome: this.outcome() });
      return 0;
    }
    if (kind.text.toLowerCase() === "c") {
      const set = this.draw();
      this.nodes.push({ kind: "chance", label, set, outcome: this.outcome() });
      return this.draws[set]!.actions.length;
    }
    const set = this.infoset();
    this.nodes.push({ kind: "personal", label, set, outcome: this.outcome() });
    return this.infosets[set]!.actions.length;
  }

  private draw(): number {
    const { reader } = this;
    const at = reader.here;
    const number = reader.whole("the number of the chance information set");
    const label = reader.is("text") ? reader.take().text : "";
    const list = reader.here;
    const known = this.drawOf.get(number);
    if (!reader.is("open"))
      return known ?? reader.fail("gambit-undefined", { what: "chance set", number: at.text }, at);
    const actions = reader.list("the chance moves", () => ({
      label: reader.label("the label of a chance move"),
      probability: this.probability(),
    }));
    if (known !== undefined) {
      this.checkSame(list, this.draws[known]!.actions.length, actions.length, `chance set ${number}`);
      this.checkSameChances(list, this.draws[known]!, actions, number);
      return known;
    }
    if (actions.length === 0) reader.fail("gambit-no-action", { what: `The chance set ${number}` }, list);
    const sum = actions.reduce((total, { probability }) => total + probability.value, 0);
    if (Math.abs(sum - 1) > CHANCE_SLACK) reader.fail("gambit-chance-sum", { sum: Number(sum.toPrecision(12)) }, list);
    this.drawOf.set(number, this.draws.length);
    return this.draws.push({ number, label, actions }) - 1;
  }

  private probability(): WrittenNumber {
    const { reader } = this;
    const at = reader.here;
    const probability = reader.number("the probability of the chance move");
    if (probability.value < 0 || probability.value > 1) {
      reader.fail("gambit-chance-negative", { text: probability.text }, at);
    }
    return probability;
  }

  private infoset(): number {
    const { reader } = this;
    const playerAt = reader.here;
    const player = reader.whole("the number of the player");
    if (player < 1 || player > this.players) {
      reader.fail("gambit-no-such", { what: "player", number: player, count: this.players }, playerAt);
    }
    const at = reader.here;
    const number = reader.whole("the number of the information set");
    const key = `${player}:${number}`;
    const known = this.infosetOf.get(key);
    const label = reader.is("text") ? reader.take().text : "";
    const list = reader.here;
    if (!reader.is("open")) {
      return (
        known ?? reader.fail("gambit-undefined", { what: `information set of player ${player}`, number: at.text }, at)
      );
    }
    const actions = reader.list("the actions", () => ({ label: reader.label("the label of an action") }));
    if (known !== undefined) {
      this.checkSame(list, this.infosets[known]!.actions.length, actions.length, `information set ${key}`);
      return known;
    }
    if (actions.length === 0) reader.fail("gambit-no-action", { what: `The information set ${key}` }, list);
    this.infosetOf.set(key, this.infosets.length);
    return this.infosets.push({ player: player - 1, number, label, actions }) - 1;
  }

  private outcome(): number {
    const { reader } = this;
    const at = reader.here;
    const number = reader.whole("the number of the outcome (0 for none)");
    const known = this.outcomeOf.get(number);
    const label = reader.is("text") ? reader.take().text : "";
    const list = reader.here;
    if (!reader.is("open")) {
      if (number === 0) return -1;
      return known ?? reader.fail("gambit-undefined", { what: "outcome", number: at.text }, at);
    }
    const payoffs = reader.list("the payoffs", () => reader.number("a payoff"));
    if (number === 0)
      reader.fail("gambit-unexpected", { expected: "a number from 1, since payoffs follow,", found: "`0`" }, at);
    if (payoffs.length !== this.players) {
      reader.fail("gambit-count", { what: "payoffs", expected: this.players, found: payoffs.length }, list);
    }
    if (known !== undefined) {
      this.checkSamePayoffs(list, this.outcomes[known]!, payoffs);
      return known;
    }
    this.outcomeOf.set(number, this.outcomes.length);
    return this.outcomes.push({ number, label, payoffs }) - 1;
  }

  private checkSame(at: Token, before: number, now: number, set: string): void {
    if (before === now) return;
    const params = { what: "numbers of actions", set, expected: String(before), found: String(now) };
    this.reader.fail("gambit-differs", params, at);
  }

  private checkSameChances(at: Token, known: EfgDraw, now: EfgDraw["actions"], number: number): void {
    const expected = known.actions.map(({ probability }) => probability);
    this.checkSameNumbers(
      at,
      "probabilities",
      `chance set ${number}`,
      expected,
      now.map(({ probability }) => probability),
    );
  }

  private checkSamePayoffs(at: Token, known: Outcome & { number: number }, now: readonly WrittenNumber[]): void {
    this.checkSameNumbers(at, "payoffs", `outcome ${known.number}`, known.payoffs, now);
  }

  private checkSameNumbers(
    at: Token,
    what: string,
    set: string,
    expected: readonly WrittenNumber[],
    found: readonly WrittenNumber[],
  ): void {
    if (expected.every(({ value }, i) => value === found[i]!.value)) return;
    const list = (numbers: readonly WrittenNumber[]): string => numbers.map(({ text }) => text).join(", ");
    this.reader.fail("gambit-differs", { what, set, expected: list(expected), found: list(found) }, at);
  }
}
