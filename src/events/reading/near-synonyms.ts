import { countryOf } from "./countries.ts";

/**
 * Words that news use for one another, one group a line. A cue with one word
 * of a group is found by the others too. Groups hold verbs of action and a few
 * nouns of forces; what tells moves apart (sanctions, missile, treaty) is in none.
 */
const GROUPS: readonly string[] = [
  "send dispatch despatch deploy rush order ship deliver supply transport fly bring provide",
  "withdraw pull retreat recall remove draw",
  "gather mass assemble amass concentrate station sight",
  "tighten add impose widen expand extend toughen restart renew increase",
  "ban bar block prohibit embargo forbid",
  "close shut seal",
  "sign conclude ratify agree",
  "reinforce strengthen fortify harden",
  "double triple intensify",
  "ask request appeal plead beg call",
  "warn threaten menace",
  "criticize condemn denounce object deplore",
  "ease relax loosen",
  "seize capture abduct snatch arrest",
  "strike bomb bombard hit",
  "board search stop",
  "inspect check",
  "rehearse simulate practise practice drill exercise",
  "press pressure lean urge",
  "hold conduct stage",
  "fire shoot",
  "clash conflict confrontation",
  "march rally protest demonstrate",
  "upgrade modernize improve",
  "neighbor neighboring",
  "warship fleet ship vessel navy flotilla",
  "aircraft plane airplane jet il-76",
  "expert adviser advisor specialist",
  "technician engineer crew",
  "troop soldier marine",
  "leader leadership president",
  "mediate mediation mediator",
  "arm weapon",
  "plan design",
];

const GROUP_OF: ReadonlyMap<string, string> = new Map(
  GROUPS.flatMap((line) => {
    const words = line.split(" ");
    return words.map((word): [string, string] => [word, words[0]!]);
  }),
);

/** Words that carry no meaning of their own in a cue. */
const EMPTY: ReadonlySet<string> = new Set(
  "a an the of to in on at by for with from off and or its his her their it be is are was were been have has had do does did that this these those as into over up out also more most some any all near own new".split(
    " ",
  ),
);

/** A word as it is compared: its country, else in American spelling, without accents, the first word of its group. */
export function meaningOf(lemma: string): string {
  const plain = lemma.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const american = plain
    .replace(/our(s|ed|ing|hood)?$/, "or$1")
    .replace(/is(e|ed|ing|ation)$/, "iz$1")
    .replace(/^licence$/, "license");
  // Participles that the tagger took for adjectives keep their ending: "simulated".
  const stem = american.replace(/ed$/, "e");
  const verb = GROUP_OF.get(stem) ?? GROUP_OF.get(stem.slice(0, -1));
  return (
    countryOf(plain) ??
    GROUP_OF.get(american) ??
    GROUP_OF.get(plain) ??
    (stem === american ? undefined : verb) ??
    american
  );
}

/** Whether a word says something in a cue. */
export function isContent(lemma: string): boolean {
  return /[\p{L}\p{N}]/u.test(lemma) && !EMPTY.has(lemma);
}
