export interface PloverType {
  readonly name: string;
  /** From −10 to 10, by PLOVER's manual (openeventdata/PLOVER); ACCUSE is printed there as +3 beside modes of −3, a misprint. */
  readonly score: number;
}

const scores: Readonly<Record<string, number>> = {
  AID: 10,
  COOPERATE: 9.5,
  RETREAT: 6.5,
  SUPPORT: 5,
  CONCEDE: 4.5,
  AGREE: 2.5,
  CONSULT: 2.5,
  REQUEST: 0,
  REJECT: -2,
  ACCUSE: -3,
  THREATEN: -3.5,
  PROTEST: -5,
  MOBILIZE: -5.5,
  SANCTION: -6,
  COERCE: -7,
  ASSAULT: -9,
};

/** Names of earlier drafts of PLOVER. */
const earlier: Readonly<Record<string, string>> = {
  DEMAND: "REQUEST",
  DISAPPROVE: "ACCUSE",
  INVESTIGATE: "ACCUSE",
};

/** A type of PLOVER, letters large or small, earlier names turned into today's; undefined where there is none. */
export function ploverType(text: string): PloverType | undefined {
  const upper = text.toUpperCase();
  const name = earlier[upper] ?? upper;
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  return score === undefined ? undefined : { name, score };
}
