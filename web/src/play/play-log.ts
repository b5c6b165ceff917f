import type { PlayEvent } from "./play-state.ts";

/** A play as it is saved: enough to play it again, and readable. */
export interface PlayLog {
  readonly kind: "brink-play";
  readonly format: 1;
  /** Version of Brink it was played with. */
  readonly brink: string;
  readonly crisis: string;
  readonly file: string;
  /** Of the texts of the crisis: another one is another game. */
  readonly fingerprint: string;
  readonly seat: string;
  readonly seed: number;
  readonly run: number;
  /** Moves of the seat in turn; empty where it made none. */
  readonly choices: readonly string[];
  /** Left by the player before it ended. */
  readonly stopped?: boolean;
  /** For a reader; it follows from the rest. */
  readonly events: readonly PlayEvent[];
}

/** Reads a saved play; a sentence where it is none. */
export function readPlayLog(text: string): PlayLog | string {
  const found = parsed(text);
  if (!isRecord(found) || found.kind !== "brink-play") return "This file is not a saved play.";
  if (found.format !== 1) return "This play was saved by a newer desk.";
  const { brink, crisis, file, fingerprint, seat, seed, run, choices } = found;
  const texts = { brink, crisis, file, fingerprint, seat };
  if (!isTexts(texts) || !isCount(seed) || !isCount(run) || !isList(choices)) return "This saved play is damaged.";
  const stopped = found.stopped === true ? { stopped: true } : {};
  return { kind: "brink-play", format: 1, ...texts, seed, run, choices, ...stopped, events: [] };
}

/** A number for the texts of a crisis, in hexadecimal digits (FNV-1a of 64 bits over UTF-16 units). */
export function fingerprintOf(texts: Readonly<Record<string, string>>): string {
  const whole = Object.keys(texts)
    .sort()
    .map((file) => `${file}\n${texts[file]}`)
    .join("\n");
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let i = 0; i < whole.length; i++) {
    low ^= whole.charCodeAt(i);
    // Times 2^40 + 435, in two halves of 32 bits.
    const carried = Math.floor((low >>> 0) * (435 / 4294967296));
    high = (Math.imul(high, 435) + Math.imul(low, 256) + carried) | 0;
    low = Math.imul(low, 435);
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts<Key extends string>(fields: Readonly<Record<Key, unknown>>): fields is Readonly<Record<Key, string>> {
  return Object.values(fields).every((value) => typeof value === "string");
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
