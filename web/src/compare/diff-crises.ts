import { parseDocument } from "yaml";

/** A part of a crisis that has a name of its own. */
interface Part {
  readonly kind: string;
  readonly name: string;
  readonly value: unknown;
}

export interface FieldChange {
  /** Empty where the element is one value. */
  readonly field: string;
  /** Undefined where there was none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ElementChange {
  /** Key of the file under which it stands. */
  readonly kind: string;
  readonly name: string;
  readonly change: "added" | "removed" | "changed";
  readonly fields: readonly FieldChange[];
}

type Texts = Readonly<Record<string, string>>;

/** Sections whose entries have entries of their own: moves and payoffs by actor. */
const nested = new Set(["moves", "payoffs"]);

/**
 * What differs between two versions of a crisis, element by element in the
 * order of the file. How a file is laid out, its comments and in which of the
 * included files something stands make no difference.
 */
export function diffCrises(before: Texts, after: Texts): readonly ElementChange[] {
  const old = partsOf(before);
  const own = partsOf(after);
  const found: ElementChange[] = [];
  for (const [key, { kind, name, value }] of own) {
    const earlier = old.get(key);
    const fields = fieldChanges(earlier?.value, value);
    if (!earlier) found.push({ kind, name, change: "added", fields });
    else if (fields.length > 0) found.push({ kind, name, change: "changed", fields });
  }
  for (const [key, { kind, name, value }] of old)
    if (!own.has(key)) found.push({ kind, name, change: "removed", fields: fieldChanges(value, undefined) });
  return found;
}

function partsOf(texts: Texts): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const text of Object.values(texts)) {
    for (const [kind, value] of Object.entries(read(text))) {
      if (kind === "include") continue;
      for (const [name, own] of entriesOf(kind, value)) parts.set(`${kind}\n${name}`, { kind, name, value: own });
    }
  }
  return parts;
}

function entriesOf(kind: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value) && kind !== "turns") return namedItems(value);
  if (!isRecord(value)) return [["", value]];
  if (!nested.has(kind)) return Object.entries(value);
  return Object.entries(value).flatMap(([owner, own]) =>
    isRecord(own)
      ? Object.entries(own).map(([name, inner]) => [`${owner}.${name}`, inner] as const)
      : [[owner, own] as const],
  );
}

/** Entries of a list by what names them; equal names are counted. */
function namedItems(items: readonly unknown[]): readonly (readonly [string, unknown])[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const record = isRecord(item) ? item : {};
    const name = String(record.id ?? [record.by, record.class, record.ending].filter(Boolean).join(", "));
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [count === 1 ? name : `${name} (${count})`, item];
  });
}

function fieldChanges(before: unknown, after: unknown): readonly FieldChange[] {
  const old = flat(before);
  const own = flat(after);
  const fields = [...new Set([...own.keys(), ...old.keys()])];
  return fields
    .filter((field) => old.get(field) !== own.get(field))
    .map((field) => ({ field, before: old.get(field), after: own.get(field) }));
}

function flat(value: unknown, prefix = "", into: Map<string, string> = new Map()): Map<string, string> {
  if (value === undefined) return into;
  if (isRecord(value) && Object.keys(value).length > 0)
    for (const [key, own] of Object.entries(value)) flat(own, prefix === "" ? key : `${prefix}.${key}`, into);
  else into.set(prefix, typeof value === "string" ? value : JSON.stringify(value));
  return into;
}

function read(text: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = parseDocument(text, { uniqueKeys: false, logLevel: "silent" }).toJS({ maxAliasCount: 0 });
    return isRecord(found) ? found : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
