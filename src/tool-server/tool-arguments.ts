/**
 * What each tool may be asked. One definition reads the arguments, with every
 * mistake noted as in a file, and gives the JSON Schema that an assistant sees.
 */
import { Findings } from "../crisis/findings.ts";
import { readTree } from "../crisis/read-tree.ts";
import { type Entry, list, record } from "../crisis/shape/collections.ts";
import { choice, date, number, words } from "../crisis/shape/scalars.ts";
import type { Field, JsonSchema, Located, Shape } from "../crisis/shape/shape.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";

/** Arguments as plain values; what a tool does not take is absent. */
export interface ToolOptions {
  readonly file: string;
  readonly reports?: string;
  readonly asOf?: string;
  readonly draws?: number;
  readonly seed?: number;
  readonly paths?: number;
  readonly set?: readonly string[];
  readonly force?: readonly string[];
  readonly forbid?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly below?: string;
  readonly article?: string;
  readonly text?: string;
  readonly published?: string;
  readonly sentence?: string;
  readonly element?: string;
  readonly detail: "summary" | "full";
}

interface ArgumentEntry extends Entry {
  readonly file?: Located<string>;
  readonly reports?: Located<string>;
  readonly as_of?: Located<string>;
  readonly draws?: Located<number>;
  readonly seed?: Located<number>;
  readonly paths?: Located<number>;
  readonly set?: readonly Located<string>[];
  readonly force?: readonly Located<string>[];
  readonly forbid?: readonly Located<string>[];
  readonly from?: Located<string>;
  readonly until?: Located<string>;
  readonly below?: Located<string>;
  readonly article?: Located<string>;
  readonly text?: Located<string>;
  readonly published?: Located<string>;
  readonly sentence?: Located<string>;
  readonly element?: Located<string>;
  readonly detail?: Located<"summary" | "full">;
}

type ArgumentName = Exclude<keyof ArgumentEntry, "at">;

/** Most draws of one call: each is a full solve. */
const MOST_DRAWS = 4096;
/** Most ways to one ending. */
const MOST_PATHS = 20;

type ArgumentFields = { readonly [Name in ArgumentName]-?: Field<Exclude<ArgumentEntry[Name], undefined>> };

const fields: ArgumentFields = {
  file: {
    shape: words,
    doc: "Crisis file (YAML) inside the folder of this server, as `list_crises` names it.",
    required: true,
    example: "cuba-1962/crisis.yaml",
  },
  reports: {
    shape: words,
    doc: "File inside the folder whose reports take the place of those of the crisis.",
    example: "cuba-1962/other-reports.yaml",
  },
  as_of: {
    shape: date,
    doc: "Use only what had been told by then: 1962, 1962-10 or 1962-10-24.",
    fallback: "when the last report was told",
    example: "1962-10-24",
  },
  draws: {
    shape: number({ least: 1, most: MOST_DRAWS, whole: true }),
    doc: "Draw the parameters so often from their ranges; gives 10 % and 90 % quantiles. Each draw is a full solve.",
    fallback: "none, odds at the values of the file",
    example: "256",
  },
  seed: { shape: number({ least: 1, whole: true }), doc: "With `draws`: other draws.", fallback: "1", example: "2" },
  paths: {
    shape: number({ least: 1, most: MOST_PATHS, whole: true }),
    doc: "Ways to tell for each ending.",
    fallback: "3",
    example: "5",
  },
  set: {
    shape: list(words),
    doc: "Give a parameter a value (`war_cost=10`), or put a variable to a level once (`oil=low`).",
    example: '["war_cost=10"]',
  },
  force: {
    shape: list(words),
    doc: "Make a move (`us.strike`) or driver happen; `name=level` holds a level.",
    example: '["us.strike"]',
  },
  forbid: { shape: list(words), doc: "Rule out a move or a driver.", example: '["us.strike"]' },
  from: {
    shape: date,
    doc: "The interventions hold from this date on.",
    fallback: "the as-of date, or the step after it where reports tell of it",
    example: "2025-10",
  },
  until: { shape: date, doc: "… up to and including this date.", fallback: "the end", example: "2025-12" },
  below: {
    shape: words,
    doc: "Only files below this folder.",
    fallback: "all",
    example: "crises",
  },
  article: {
    shape: words,
    doc: "Article inside the folder, a text file (.txt or .md). Either this or `text`.",
    example: "articles/today.txt",
  },
  text: { shape: words, doc: "The article itself, word by word as it was published.", example: '"…"' },
  published: {
    shape: date,
    doc: "When the article was published; `two weeks ago` is counted from it.",
    fallback: "unknown, such words stay unread",
    example: "2025-08-14",
  },
  sentence: { shape: words, doc: "Only what rests on this sentence.", fallback: "all", example: "S12" },
  element: {
    shape: words,
    doc: "Only this element: its name, `actor.move` for a move.",
    fallback: "all",
    example: "us.strike",
  },
  detail: {
    shape: choice("summary", "full"),
    doc: "`summary` leaves out odds by step and long lists; `full` is what `--json` prints.",
    fallback: "summary",
    example: "full",
  },
};

/** The arguments of a tool, by name. */
export function argumentShape(title: string, doc: string, names: readonly ArgumentName[]): Shape<ArgumentEntry> {
  const chosen = Object.fromEntries(names.map((name) => [name, fields[name]]));
  // A record of some of the optional keys of an entry reads an entry.
  return record<ArgumentEntry>(title, doc, chosen as unknown as ArgumentFields);
}

/** The JSON Schema of some arguments, written out in one piece. */
export function argumentSchema(shape: Shape<ArgumentEntry>): JsonSchema {
  return shape.schema((_title, make) => make());
}

export interface ReadArguments {
  readonly options: ToolOptions | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The arguments as text, which the places of the diagnostics refer to. */
  readonly text: string;
}

/** Name of the arguments where a mistake is placed. */
export const ARGUMENTS = "arguments";

/** Reads arguments as a file is read: every mistake in one go, with its place. */
export function readArguments(shape: Shape<ArgumentEntry>, given: unknown): ReadArguments {
  const text = JSON.stringify(withoutNulls(given), null, 2);
  const findings = new Findings();
  const tree = readTree(ARGUMENTS, text, findings);
  const entry = tree && shape.read(tree, "the arguments", findings);
  const diagnostics = findings.sorted([ARGUMENTS]);
  if (!entry || hasErrors(diagnostics)) return { options: undefined, diagnostics, text };
  return { options: plainOptions(entry), diagnostics, text };
}

/** An assistant writes null for what it leaves out. */
function withoutNulls(given: unknown): unknown {
  if (given === null || given === undefined) return {};
  if (typeof given !== "object" || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}

function plainOptions(entry: ArgumentEntry): ToolOptions {
  const all: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entry)) {
    if (name === "at" || value === undefined) continue;
    const key = name === "as_of" ? "asOf" : name;
    all[key] = Array.isArray(value)
      ? value.map((one: Located<string>) => one.value)
      : (value as Located<unknown>).value;
  }
  // Each shape above reads what its key says in `ToolOptions`.
  return { file: "", detail: "summary", ...all } as ToolOptions;
}
