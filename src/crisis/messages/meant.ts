import { nearNames } from "../../text/near-names.ts";

/** All names where they are few, else the nearest three. */
export function knownNames(name: string, valid: readonly string[], listed: string): string {
  if (valid.length === 0) return "None is declared.";
  if (valid.length <= 12) return `${listed}: ${valid.join(", ")}.`;
  const near = nearNames(name, valid);
  return near.length > 0
    ? `The nearest of ${valid.length} are: ${near.join(", ")}.`
    : `There are ${valid.length} others.`;
}

/** "did you mean …?", or what to do where no name is near. */
export function meant(name: string, valid: readonly string[], otherwise: string): string {
  const near = nearNames(name, valid);
  if (near.length === 0) return otherwise;
  const quoted = near.map((candidate) => `\`${candidate}\``);
  return `did you mean ${quoted.join(" or ")}?`;
}
