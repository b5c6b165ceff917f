import type { EfgFile, GameFile, NfgFile, Outcome, WrittenNumber } from "./game-file.ts";

/**
 * A game as the text of a Gambit file, `.efg` or `.nfg` by its form. Numbers
 * stand as they were written. Labels of players, strategies, actions and
 * information sets become unique and are never empty, as newer readers want
 * them; labels of nodes and outcomes may be empty, but not repeated. A game
 * whose labels are so already is read back exactly as it was.
 *
 * Tests: test/gambit.
 */
export function writeGameFile(game: GameFile): string {
  return game.form === "extensive" ? writeEfg(game) : writeNfg(game);
}

/** The same game with labels as `writeGameFile` writes them. */
export function withUniqueLabels(game: GameFile): GameFile {
  if (game.form === "strategic") {
    return {
      ...game,
      players: unique(game.players, (i) => `Player ${i + 1}`),
      strategies: game.strategies.map((labels) => unique(labels, (i) => String(i + 1))),
      outcomes: withLabels(game.outcomes, uniqueOrEmpty(labelsOf(game.outcomes))),
    };
  }
  const sets = unique(labelsOf(game.infosets), (i) => `${game.infosets[i]!.player + 1}:${game.infosets[i]!.number}`);
  return {
    ...game,
    players: unique(game.players, (i) => `Player ${i + 1}`),
    draws: withLabels(game.draws, uniqueOrEmpty(labelsOf(game.draws))).map(withUniqueActions),
    infosets: withLabels(game.infosets, sets).map(withUniqueActions),
    outcomes: withLabels(game.outcomes, uniqueOrEmpty(labelsOf(game.outcomes))),
    nodes: withLabels(game.nodes, uniqueOrEmpty(labelsOf(game.nodes))),
  };
}

interface Labelled {
  readonly label: string;
}

function labelsOf(items: readonly Labelled[]): readonly string[] {
  return items.map(({ label }) => label);
}

function withLabels<Item extends Labelled>(items: readonly Item[], labels: readonly string[]): Item[] {
  return items.map((item, i) => ({ ...item, label: labels[i]! }));
}

function withUniqueActions<Item extends { readonly actions: readonly Labelled[] }>(item: Item): Item {
  const labels = unique(labelsOf(item.actions), (i) => String(i + 1));
  return { ...item, actions: withLabels(item.actions, labels) };
}

/** Empty labels get a name, repeated ones a number; the first of equal ones stays. */
function unique(labels: readonly string[], name: (i: number) => string): readonly string[] {
  return uniqueOrEmpty(labels.map((label, i) => (label === "" ? name(i) : label)));
}

function uniqueOrEmpty(labels: readonly string[]): readonly string[] {
  const taken = new Set(labels);
  const seen = new Set<string>();
  const nextNumber = new Map<string, number>();
  return labels.map((label) => {
    if (label === "" || !seen.has(label)) {
      seen.add(label);
      return label;
    }
    let number = nextNumber.get(label) ?? 2;
    while (taken.has(`${label} ${number}`)) number++;
    nextNumber.set(label, number + 1);
    const made = `${label} ${number}`;
    taken.add(made);
    seen.add(made);
    return made;
  });
}

function writeEfg(given: EfgFile): string {
  const game = withUniqueLabels(given) as EfgFile; // keeps the form
  const lines = [`EFG 2 R ${quote(game.title)} { ${game.players.map(quote).join(" ")} }`, quote(game.comment), ""];
  const written = new Set<number>();
  for (const node of game.nodes) {
    const outcome = outcomeText(game, node.outcome, written);
    if (node.kind === "terminal") lines.push(`t ${quote(node.label)} ${outcome}`);
    else if (node.kind === "chance") {
      const { number, label, actions } = game.draws[node.set]!;
      const moves = actions.map((action) => `${quote(action.label)} ${action.probability.text}`).join(" ");
      lines.push(`c ${quote(node.label)} ${number} ${quote(label)} { ${moves} } ${outcome}`);
    } else {
      const { player, number, label, actions } = game.infosets[node.set]!;
      const moves = actions.map((action) => quote(action.label)).join(" ");
      lines.push(`p ${quote(node.label)} ${player + 1} ${number} ${quote(label)} { ${moves} } ${outcome}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The outcome of a node: in full where it first appears, by its number later. */
function outcomeText(game: EfgFile, index: number, written: Set<number>): string {
  const outcome = game.outcomes[index];
  if (!outcome) return "0";
  if (written.has(index)) return String(outcome.number);
  written.add(index);
  return `${outcome.number} ${quote(outcome.label)} { ${payoffText(outcome)} }`;
}

function writeNfg(given: NfgFile): string {
  const game = withUniqueLabels(given) as NfgFile; // keeps the form
  const strategies = game.strategies.map((labels) => `{ ${labels.map(quote).join(" ")} }`).join("\n");
  const head = `NFG 1 R ${quote(game.title)}\n{ ${game.players.map(quote).join(" ")} }\n\n{ ${strategies}\n}\n${quote(game.comment)}\n\n`;
  if (game.layout === "payoffs") {
    const rows = Array.from(game.profiles, (index) =>
      payoffsOf(game, index)
        .map(({ text }) => text)
        .join(" "),
    );
    return `${head}${rows.join("\n")}\n`;
  }
  const outcomes = game.outcomes.map((outcome) => `{ ${quote(outcome.label)} ${payoffText(outcome)} }`);
  return `${head}{\n${outcomes.join("\n")}\n}\n${Array.from(game.profiles, (index) => index + 1).join(" ")}\n`;
}

/** Payoffs of a profile; zeros where it has no outcome. */
export function payoffsOf(game: NfgFile, index: number): readonly WrittenNumber[] {
  return game.outcomes[index]?.payoffs ?? game.players.map(() => ({ text: "0", value: 0 }));
}

function payoffText({ payoffs }: Outcome): string {
  return payoffs.map(({ text }) => text).join(", ");
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
