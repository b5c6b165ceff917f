/** How a catalogue names what was done. */
export type Scheme = "CAMEO" | "PLOVER" | "ACLED" | "UCDP";

/** Who did something, or to whom, as a catalogue writes it. */
export interface Party {
  /** Codes such as `USAGOV`: country or organisation first, then roles of three letters each. */
  readonly codes: readonly string[];
  readonly names: readonly string[];
}

/** One row of a catalogue, the same for all of them. Days are counted from 1970-01-01 (UTC). */
export interface CatalogueEvent {
  /** As the catalogue numbers it. */
  readonly id: string;
  readonly scheme: Scheme;
  /** What was done, the special before the general: `["1831", "183", "18"]`, `["SANCTION:EMBARGO", "SANCTION"]`. */
  readonly codes: readonly string[];
  /** Both included; more than one day where the catalogue is not sure of the day. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** When the catalogue, or the article, told of it; never before `firstDay`. */
  readonly toldDay: number;
  readonly by: Party;
  readonly to: Party;
  /** False where the order of the two parties does not say who acted. */
  readonly directed: boolean;
  /** Names and codes of where it happened, the country among them. */
  readonly places: readonly string[];
  /** Who told it, as far as they are named. */
  readonly outlets: readonly string[];
  /** How many told it, named or not; at least 1. */
  readonly sources: number;
  readonly articles: number;
  /** Address or number of the article; empty where there is none. */
  readonly article: string;
  /** False where the catalogue itself has doubts. */
  readonly sure: boolean;
  /** Goldstein's scale from −10 (military attack) to 10; undefined where the catalogue has none. */
  readonly goldstein: number | undefined;
}

/** One telling of an event that is listed elsewhere (GDELT's second table). */
export interface Mention {
  readonly event: string;
  readonly toldDay: number;
  readonly outlet: string;
  readonly article: string;
  /** 10 to 100: how sure the extraction is. */
  readonly confidence: number;
}
