import { hostname } from "node:os";
import { presenceName, presencePrefix } from "./queue-names.ts";
import type { KeptTexts } from "./queue-server.ts";

/** Seconds after which a process that says nothing is taken for gone. */
const TOLD_FOR = 6;
/** Milliseconds between two words of life. */
export const TELL_EVERY = 2000;

/** A worker, or a command that waits for results, as the others see it. */
export interface Presence {
  readonly version: string;
  readonly host: string;
  readonly pid: number;
  /** Threads of a worker; 0 for a command that waits. */
  readonly threads: number;
}

export function ownPresence(version: string, threads: number): Presence {
  return { version, host: hostname(), pid: process.pid, threads };
}

/** Tell the others that this process is there; it is forgotten when it tells no more. */
export async function tell(kept: KeptTexts, kind: "worker" | "sweep", name: string, presence: Presence): Promise<void> {
  await kept.put(presenceName(kind, name), JSON.stringify(presence), TOLD_FOR);
}

export async function leave(kept: KeptTexts, kind: "worker" | "sweep", name: string): Promise<void> {
  await kept.delete(presenceName(kind, name));
}

/** Who is there now. */
export async function present(kept: KeptTexts, kind: "worker" | "sweep"): Promise<readonly Presence[]> {
  const texts = await kept.list(presencePrefix(kind));
  // Written by `tell` of some version; the fields read here never change their meaning.
  return texts.map((text) => JSON.parse(text) as Presence);
}
