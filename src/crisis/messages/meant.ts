import { nearNames } from "../../text/near-names.ts";

/** "did you mean …?", or what to do where no name is near. */
export function meant(name: string, valid: readonly string[], otherwise: string): string {
  const near = nearNames(name, valid);
  if (near.length === 0) return otherwise;
  const quoted = near.map((candidate) => `\`${candidate}\``);
  return `did you mean ${quoted.join(" or ")}?`;
}
