import type { CrisisSource } from "../solver/protocol.ts";

interface Asked {
  readonly source: CrisisSource;
  readonly asOf?: string;
}

/** Whether two questions are about the same texts, with the same reports off, as of the same date. */
export function isAboutSame(one: Asked, other: Asked): boolean {
  const [a, b] = [one.source, other.source];
  return one.asOf === other.asOf && a.file === b.file && a.texts === b.texts && a.off.join("\n") === b.off.join("\n");
}
