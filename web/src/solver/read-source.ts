import { type Crisis, readCrisis } from "brink";
import type { CrisisSource, ReadReply } from "./protocol.ts";

/** Readings that are kept: that of the crisis on the page, and one beside it. */
const MOST_KEPT = 2;

/** Crises read from their texts; the same texts are read once, however often they are asked about. */
export class Readings {
  /** The latest last. */
  #kept: { readonly source: CrisisSource; readonly reply: ReadReply }[] = [];

  of(source: CrisisSource): ReadReply {
    const known = this.#kept.find((one) => isSame(one.source, source));
    const latest = known ?? { source, reply: readSource(source) };
    this.#kept = [...this.#kept.filter((one) => one !== latest), latest].slice(-MOST_KEPT);
    return latest.reply;
  }
}

function isSame(one: CrisisSource, other: CrisisSource): boolean {
  const files = Object.keys(one.texts);
  return (
    one.file === other.file &&
    one.reports === other.reports &&
    one.off.join("\n") === other.off.join("\n") &&
    files.length === Object.keys(other.texts).length &&
    files.every((file) => one.texts[file] === other.texts[file])
  );
}

function readSource(source: CrisisSource): ReadReply {
  const missing: string[] = [];
  const read = (file: string): string | undefined => {
    if (Object.hasOwn(source.texts, file)) return source.texts[file];
    missing.push(file);
    return undefined;
  };
  const options = source.reports === undefined ? {} : { reports: source.reports };
  const { crisis, diagnostics } = readCrisis(source.file, read, options);
  return { crisis: crisis && withOff(crisis, source.off), diagnostics, missing };
}

/** A report that is switched off is as likely when its claim is true as when it is not: it weighs nothing. */
const noWeight = { credibility: 6, hit: 0.5 };

function withOff(crisis: Crisis, off: readonly string[]): Crisis {
  if (off.length === 0) return crisis;
  const reports = crisis.reports.map((report) => (off.includes(report.name) ? { ...report, ...noWeight } : report));
  return { ...crisis, reports };
}
