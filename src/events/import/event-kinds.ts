import type { CatalogueEvent } from "./catalogue-event.ts";
import { ploverType } from "./plover-type.ts";

/** A kind of event as a move of a proposed crisis. */
export interface EventKind {
  /** Identifier of the move. */
  readonly name: string;
  readonly label: string;
  /** As it stands under `codes`. */
  readonly code: string;
  /** −10 to 10. */
  readonly goldstein: number;
}

/** CAMEO's twenty roots in plain words, with Goldstein's value for each. */
const cameoRoots: readonly (readonly [name: string, label: string, goldstein: number])[] = [
  ["state", "make a statement", 0],
  ["appeal", "appeal", 3],
  ["intend", "announce cooperation", 4],
  ["consult", "consult", 1],
  ["engage", "cooperate in diplomacy", 3.5],
  ["cooperate", "cooperate in deed", 6],
  ["aid", "give aid", 7],
  ["yield", "give way", 5],
  ["investigate", "investigate", -2],
  ["demand", "demand", -5],
  ["disapprove", "disapprove", -2],
  ["reject", "reject", -4],
  ["threaten", "threaten", -6],
  ["protest", "protest", -6.5],
  ["show_force", "show force", -7.2],
  ["cut_relations", "cut back relations", -4],
  ["coerce", "coerce", -7],
  ["assault", "assault", -9],
  ["fight", "fight", -10],
  ["kill_en_masse", "use violence against many", -10],
];

const ucdpLabels: Readonly<Record<string, readonly [name: string, label: string]>> = {
  "state-based": ["fight_a_state", "fight, a state on one side at least"],
  "non-state": ["fight_a_group", "fight, no state on either side"],
  "one-sided": ["kill_civilians", "kill civilians"],
};

/** The kind of an event: its most general code. */
export function kindOf(event: CatalogueEvent): EventKind {
  const general = event.codes.at(-1) ?? "";
  if (event.scheme === "CAMEO") {
    const [name, label, goldstein] = cameoRoots[Number(general) - 1] ?? ["act", "act", 0];
    return { name, label, code: `CAMEO ${general}`, goldstein };
  }
  if (event.scheme === "PLOVER") {
    const words = general.toLowerCase();
    return { name: words, label: words, code: `PLOVER ${general}`, goldstein: ploverType(general)?.score ?? 0 };
  }
  const goldstein = event.goldstein ?? 0;
  if (event.scheme === "UCDP") {
    const [name, label] = ucdpLabels[general] ?? ["fight", "fight"];
    return { name, label, code: `UCDP ${general}`, goldstein };
  }
  const name = general.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return { name, label: general.toLowerCase(), code: `ACLED ${general}`, goldstein };
}

/** Rungs of a proposed ladder: name, and the Goldstein value at which it begins. */
export const rungs: readonly { readonly name: string; readonly from: number }[] = [
  { name: "quiet", from: Number.POSITIVE_INFINITY },
  { name: "dispute", from: -2 },
  { name: "rupture", from: -4 },
  { name: "menace", from: -5.5 },
  { name: "force_shown", from: -7 },
  { name: "violence", from: -9 },
];

/** Index of the rung that an event of this value stands on. */
export function rungOf(goldstein: number): number {
  return rungs.findLastIndex(({ from }) => goldstein <= from);
}
