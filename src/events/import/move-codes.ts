import type { CatalogueEvent, Scheme } from "./catalogue-event.ts";
import { ploverType } from "./plover-type.ts";

/** A code on a move, as `CAMEO 163`, `PLOVER SANCTION:embargo`, `ACLED Battles`, `UCDP state-based`. */
export interface MoveCode {
  readonly scheme: Scheme;
  readonly code: string;
}

const ucdpKinds: Readonly<Record<string, string>> = { "1": "state-based", "2": "non-state", "3": "one-sided" };

/** Undefined where the words are no code that events carry. */
export function readMoveCode(text: string): MoveCode | undefined {
  const parts = /^\s*([A-Za-z]+)\s+(.+?)\s*$/.exec(text);
  const scheme = parts?.[1]?.toUpperCase();
  const code = parts?.[2] ?? "";
  if (scheme === "CAMEO") return /^(0[1-9]|1\d|20)\d{0,2}$/.test(code) ? { scheme, code } : undefined;
  if (scheme === "ACLED") return { scheme, code: code.toLowerCase() };
  if (scheme === "PLOVER") {
    const [type = "", mode] = code.split(":").map((part) => part.trim());
    const found = ploverType(type);
    if (!found) return undefined;
    return { scheme, code: mode === undefined ? found.name : `${found.name}:${mode.toUpperCase()}` };
  }
  if (scheme !== "UCDP") return undefined;
  const kind = ucdpKinds[code] ?? code.toLowerCase();
  return Object.values(ucdpKinds).includes(kind) ? { scheme, code: kind } : undefined;
}

/**
 * How closely a code fits an event: 0 where it does not, else the more the
 * more special the code is. A code covers those below it: `CAMEO 18` covers
 * `1831`.
 */
export function fitOf({ scheme, code }: MoveCode, event: CatalogueEvent): number {
  if (scheme !== event.scheme) return 0;
  const at = event.codes.findIndex((own) => (scheme === "ACLED" ? own.toLowerCase() : own) === code);
  return at < 0 ? 0 : event.codes.length - at;
}
