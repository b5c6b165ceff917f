import { hostname } from "node:os";
import type { Redis } from "ioredis";
import { PREFIX, presenceKey } from "./queue-names.ts";

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
export async function tell(client: Redis, kind: "worker" | "sweep", name: string, presence: Presence): Promise<void> {
  await client.set(presenceKey(kind, name), JSON.stringify(presence), "EX", TOLD_FOR);
}

export async function leave(client: Redis, kind: "worker" | "sweep", name: string): Promise<void> {
  await client.del(presenceKey(kind, name));
}

/** Who is there now. */
export async function present(client: Redis, kind: "worker" | "sweep"): Promise<readonly Presence[]> {
  const keys: string[] = [];
  let cursor = "0";
  do {
    const [next, found] = await client.scan(cursor, "MATCH", `${PREFIX}:${kind}:*`, "COUNT", 1000);
    keys.push(...found);
    cursor = next;
  } while (cursor !== "0");
  const texts = keys.length === 0 ? [] : await client.mget(keys);
  // Written by `tell` of some version; the fields read here never change their meaning.
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Presence]));
}
