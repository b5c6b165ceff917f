/** The names under which a sweep stands in its queue's server. */

/** Name of the queue of a version: a worker of another never sees its jobs. BullMQ allows no colon in it. */
export function queueName(version: string): string {
  return `sweep-${version.replaceAll(":", "-")}`;
}

/** The bundle of a crisis, as JSON. */
export function crisisName(hash: string): string {
  return `crisis:${hash}`;
}

/** Kept while a sweep is not to go on. */
export function cancelledName(planHash: string): string {
  return `cancelled:${planHash}`;
}

/** Who works or waits, each under a name of its own; see `presence.ts`. */
export function presenceName(kind: "worker" | "sweep", name: string): string {
  return `${presencePrefix(kind)}${name}`;
}

/** What the names of all who work, or wait, begin with. */
export function presencePrefix(kind: "worker" | "sweep"): string {
  return `${kind}:`;
}
