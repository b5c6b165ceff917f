/**
 * The mapping file of an import: what actors and moves of a crisis are called
 * in catalogues, where the crisis itself does not say it.
 */
import { Findings, sortDiagnostics } from "../../crisis/findings.ts";
import type { Crisis } from "../../crisis/model.ts";
import { readTree } from "../../crisis/read-tree.ts";
import { type Entry, entries, type Named, oneOrMore, record } from "../../crisis/shape/collections.ts";
import { choice, identifier, number, reference, words } from "../../crisis/shape/scalars.ts";
import type { Located, Shape } from "../../crisis/shape/shape.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import { importMistake } from "./messages.ts";
import { type MoveCode, readMoveCode } from "./move-codes.ts";

interface ActorEntry extends Entry {
  readonly codes?: readonly Located<string>[];
  readonly names?: readonly Located<string>[];
}

interface MoveEntry extends Entry {
  readonly codes?: readonly Located<string>[];
  readonly target?: readonly Located<string>[];
}

interface SourceEntry extends Entry {
  readonly id?: Located<string>;
  readonly name?: Located<string>;
  readonly grade?: Located<"A" | "B" | "C" | "D" | "E" | "F">;
  readonly credibility?: Located<number>;
}

interface MapEntry extends Entry {
  readonly source?: SourceEntry;
  readonly actors?: readonly Named<ActorEntry>[];
  readonly moves?: readonly Named<MoveEntry>[];
}

const actorShape: Shape<ActorEntry> = record<ActorEntry>(
  "actors of a mapping",
  "What an actor is called in the data.",
  {
    codes: {
      shape: oneOrMore(words),
      doc: "Codes of it: `USA` takes the state and its organs, `USALEG` its parliament, `VENOPP*` every opposition.",
      example: "[USA]",
    },
    names: { shape: oneOrMore(words), doc: "Names of it, as the data write them.", example: "[the White House]" },
  },
);

const moveShape: Shape<MoveEntry> = record<MoveEntry>("moves of a mapping", "What a move is called in the data.", {
  codes: {
    shape: oneOrMore(words),
    doc: "Codes of it, in place of those in the crisis file.",
    example: "[CAMEO 163, PLOVER SANCTION]",
  },
  target: {
    shape: oneOrMore(reference),
    doc: "Against whom: actors of the crisis, or `any` for events against others or nobody too.",
    fallback: "any other actor of the crisis",
    example: "[venezuela]",
  },
});

const sourceShape: Shape<SourceEntry> = record<SourceEntry>("source of a mapping", "The source the reports get.", {
  id: { shape: identifier, doc: "Its key under `sources`.", fallback: "the format's name", example: "gdelt" },
  name: { shape: words, doc: "What a reader sees.", example: '"GDELT 2.0"' },
  grade: { shape: choice("A", "B", "C", "D", "E", "F"), doc: "Its grade.", example: "D" },
  credibility: {
    shape: number({ least: 1, most: 6, whole: true }),
    doc: "Credibility of all its reports.",
    fallback: "2 or 3, by how many independent sources told, one worse where the catalogue has doubts",
    example: "3",
  },
});

const mapShape: Shape<MapEntry> = record<MapEntry>(
  "a mapping file",
  "What actors and moves are called in event data.",
  {
    source: { shape: sourceShape, doc: "The source the reports get." },
    actors: { shape: entries(actorShape, "any"), doc: "By actor.", example: "{ us: { codes: [USA] } }" },
    moves: { shape: entries(moveShape, "any"), doc: "By move.", example: "{ us.strike: { codes: [CAMEO 19] } }" },
  },
);

/** A mapping with its names resolved. */
export interface ImportMap {
  /** By actor index. */
  readonly actors: ReadonlyMap<number, { readonly codes: readonly string[]; readonly names: readonly string[] }>;
  /** By move index; `targets` undefined: any other actor of the crisis. */
  readonly moves: ReadonlyMap<
    number,
    { readonly codes?: readonly MoveCode[]; readonly targets?: readonly number[] | "any" }
  >;
  readonly source: {
    readonly id?: string;
    readonly name?: string;
    readonly grade?: string;
    readonly credibility?: number;
  };
}

export const emptyMap: ImportMap = { actors: new Map(), moves: new Map(), source: {} };

/**
 * Reads a mapping file. Mistakes are those of any file (`unknown-key`,
 * `unknown-actor`, `unknown-move` …) and `unknown-code`.
 */
export function readImportMap(
  file: string,
  text: string,
  crisis: Crisis,
): { readonly map: ImportMap | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const findings = new Findings();
  const tree = readTree(file, text, findings);
  const entry = tree && mapShape.read(tree, "the mapping", findings);
  const codes: Diagnostic[] = [];
  const map = entry && resolve(entry, crisis, findings, codes);
  const diagnostics = sortDiagnostics([...findings.sorted([file]), ...codes], [file]);
  return { map: hasErrors(diagnostics) ? undefined : map, diagnostics };
}

function resolve(entry: MapEntry, crisis: Crisis, findings: Findings, mistakes: Diagnostic[]): ImportMap {
  const actors: [number, { codes: string[]; names: string[] }][] = [];
  for (const { name, value } of entry.actors ?? []) {
    const actor = actorIndex(name, crisis, findings);
    const own = { codes: textsOf(value.codes), names: textsOf(value.names) };
    if (actor !== undefined) actors.push([actor, own]);
  }
  const moves: [number, { codes?: MoveCode[]; targets?: number[] | "any" }][] = [];
  for (const { name, value } of entry.moves ?? []) {
    const move = moveIndex(name, crisis, findings);
    const codes = value.codes && readCodes(value.codes, mistakes);
    const targets = value.target && readTargets(value.target, crisis, findings);
    if (move !== undefined) moves.push([move, { ...(codes ? { codes } : {}), ...(targets ? { targets } : {}) }]);
  }
  const { source } = entry;
  return {
    actors: new Map(actors),
    moves: new Map(moves),
    source: {
      ...(source?.id ? { id: source.id.value } : {}),
      ...(source?.name ? { name: source.name.value } : {}),
      ...(source?.grade ? { grade: source.grade.value } : {}),
      ...(source?.credibility ? { credibility: source.credibility.value } : {}),
    },
  };
}

function textsOf(list: readonly Located<string>[] | undefined): string[] {
  return (list ?? []).map(({ value }) => value);
}

function readCodes(list: readonly Located<string>[], mistakes: Diagnostic[]): MoveCode[] {
  return list.flatMap(({ value, at }) => {
    const code = readMoveCode(value);
    if (!code) mistakes.push(importMistake("unknown-code", { code: value }, at));
    return code ?? [];
  });
}

function readTargets(list: readonly Located<string>[], crisis: Crisis, findings: Findings): number[] | "any" {
  if (list.some(({ value }) => value === "any")) return "any";
  return list.flatMap((name) => actorIndex(name, crisis, findings) ?? []);
}

function actorIndex(name: Located<string>, crisis: Crisis, findings: Findings): number | undefined {
  const valid = crisis.actors.map((actor) => actor.name);
  const found = valid.indexOf(name.value);
  if (found >= 0) return found;
  findings.add("unknown-actor", name.at, { name: name.value, valid });
  return undefined;
}

function moveIndex(name: Located<string>, crisis: Crisis, findings: Findings): number | undefined {
  const valid = crisis.moves.map((move) => `${crisis.actors[move.actor]!.name}.${move.name}`);
  const found = valid.indexOf(name.value);
  if (found >= 0) return found;
  findings.add("unknown-move", name.at, { name: name.value, actor: "", valid });
  return undefined;
}
