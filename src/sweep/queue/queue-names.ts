/**
 * The names under which a sweep stands in Redis. All begin with `brink`, so
 * that a Redis can serve other purposes too. A queue belongs to one version of
 * the program: a worker of another never sees its jobs.
 */
export const PREFIX = "brink";

/** Name of the queue of a version; BullMQ allows no colon in it. */
export function queueName(version: string): string {
  return `sweep-${version.replaceAll(":", "-")}`;
}

/** The bundle of a crisis, as JSON. */
export function crisisKey(hash: string): string {
  return `${PREFIX}:crisis:${hash}`;
}

/** Set while a sweep is not to go on. */
export function cancelledKey(planHash: string): string {
  return `${PREFIX}:cancelled:${planHash}`;
}

/** Who works or waits, each under a name of its own; see `presence.ts`. */
export function presenceKey(kind: "worker" | "sweep", name: string): string {
  return `${PREFIX}:${kind}:${name}`;
}
