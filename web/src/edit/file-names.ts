import { parseDocument } from "yaml";

/** A name of the file, with what a reader should be told of it. */
export interface FileName {
  readonly name: string;
  readonly about: string;
}

/** What the files of a crisis declare, read as far as they can be. */
export interface FileNames {
  readonly actors: readonly FileName[];
  /** By actor. */
  readonly moves: ReadonlyMap<string, readonly FileName[]>;
  readonly variables: readonly FileName[];
  /** By variable. */
  readonly levels: ReadonlyMap<string, readonly string[]>;
  readonly parameters: readonly FileName[];
  readonly sources: readonly FileName[];
  readonly endings: readonly FileName[];
  readonly reports: readonly FileName[];
  readonly sentences: readonly FileName[];
}

/** Characters from which on names are not looked for: reading them would be felt while typing. */
const LARGEST = 600_000;
const MOST_SENTENCES = 2000;

/** The names declared in the texts of a crisis, mistakes elsewhere in them notwithstanding. */
export function namesOf(texts: Readonly<Record<string, string>>): FileNames {
  const size = Object.values(texts).reduce((sum, text) => sum + text.length, 0);
  const files = size > LARGEST ? [] : Object.values(texts).map(read);
  const all = (key: string): readonly (readonly [string, unknown])[] => files.flatMap((file) => entries(file[key]));
  return {
    actors: all("actors").map(([name, value]) => ({ name, about: `Actor: ${labelOf(name, value)}` })),
    moves: new Map(
      all("moves").map(([actor, moves]) => [
        actor,
        entries(moves).map(([name, value]) => ({ name, about: `Move of ${actor}: ${labelOf(name, value)}` })),
      ]),
    ),
    variables: all("state").map(([name, value]) => ({
      name,
      about: `Variable: ${labelOf(name, value)}. Levels: ${levelsOf(value).join(", ")}`,
    })),
    levels: new Map(all("state").map(([name, value]) => [name, levelsOf(value)])),
    parameters: all("parameters").map(([name, value]) => ({ name, about: `Parameter: ${parameterText(name, value)}` })),
    sources: all("sources").map(([name, value]) => ({ name, about: `Source: ${labelOf(name, value)}` })),
    endings: all("endings").map(([name, value]) => ({ name, about: `Ending: ${labelOf(name, value)}` })),
    reports: files.flatMap((file) => list(file.reports)).flatMap(reportName),
    sentences: all("texts").flatMap(([prefix, value]) => sentencesOf(prefix, value)),
  };
}

function read(text: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = parseDocument(text, { uniqueKeys: false, logLevel: "silent" }).toJS({ maxAliasCount: 0 });
    return isRecord(found) ? found : {};
  } catch {
    return {};
  }
}

function reportName(value: unknown): readonly FileName[] {
  if (!isRecord(value) || value.id === undefined) return [];
  const { id, happened = "", saw } = value;
  return [{ name: String(id), about: `Report of ${String(happened)}: ${JSON.stringify(saw ?? value.says ?? "")}` }];
}

function sentencesOf(prefix: string, value: unknown): readonly FileName[] {
  const count = isRecord(value) ? Number(value.sentences) : 0;
  const length = Number.isInteger(count) ? Math.max(0, Math.min(count, MOST_SENTENCES)) : 0;
  return Array.from({ length }, (_, k) => ({
    name: `${prefix}${k + 1}`,
    about: `Sentence ${k + 1} of ${labelOf(prefix, value)}`,
  }));
}

function parameterText(name: string, value: unknown): string {
  if (!isRecord(value)) return `${name.replaceAll("_", " ")} = ${String(value)}`;
  const { range, unit, why } = value;
  const between = Array.isArray(range) ? `, range ${range.join(" to ")}` : "";
  const tail = typeof why === "string" ? `. ${why}` : "";
  return `${labelOf(name, value)} = ${String(value.value)}${between}${unit === undefined ? "" : ` ${String(unit)}`}${tail}`;
}

function levelsOf(value: unknown): readonly string[] {
  const levels = isRecord(value) ? value.levels : value;
  if (Array.isArray(levels)) return levels.map(String);
  const count = Number(levels);
  return Number.isInteger(count) && count > 0 && count <= 64 ? Array.from({ length: count }, (_, k) => String(k)) : [];
}

function labelOf(name: string, value: unknown): string {
  return isRecord(value) && value.name !== undefined ? String(value.name) : name.replaceAll("_", " ");
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
