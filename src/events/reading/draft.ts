/** One thing an article tells, in the terms of a crisis: a proposal that a person accepts, edits or rejects. */
export interface Draft {
  /** Identifier it would have as a report, unique among the drafts and in the crisis. */
  readonly id: string;
  readonly kind: "claim" | "statement" | "estimate";
  /** Counted from 1. */
  readonly sentence: number;
  /** The words it rests on: `quote` is the article from `start` to `end` (UTF-16 offsets), to the letter. */
  readonly span: { readonly start: number; readonly end: number; readonly quote: string };
  /** Names of the actors of the crisis that its sentence names, the one that acts first. */
  readonly actors: readonly string[];
  /** `actor.move`; several where the words fit several moves alike: one of them was made, or none of them. */
  readonly moves: readonly string[];
  /** In place of moves: a condition such as `oil == low`. */
  readonly condition?: string;
  /** Told as not having happened. */
  readonly never: boolean;
  /** `plan`: announced, threatened, considered, or under a condition. */
  readonly deed: "deed" | "plan";
  /** The text judges rather than tells. */
  readonly opinion: boolean;
  readonly when?: When;
  readonly where: readonly string[];
  /** From who said it first to who passed it on; empty where the article itself tells it. */
  readonly chain: readonly Voice[];
  /** `48 launchers`, as written. */
  readonly quantities: readonly string[];
  readonly odds?: Odds;
  /** Of a statement: the actor or ending it is about. */
  readonly about?: string;
  /** In [0, 1]: how sure the reader is of its reading, not of the world. */
  readonly confidence: number;
  /** Why it was drafted, for a reader. */
  readonly reason: string;
  /** `id` of an earlier draft, or of a report of the crisis, that tells of the same event. */
  readonly sameAs?: string;
  /** A person said that it is an event of its own: it is joined to nothing, and nothing to it. */
  readonly apart?: true;
  /** What a person should know before accepting. */
  readonly notes: readonly string[];
  /** Digit 1 to 6 proposed for the report. */
  readonly credibility: number;
}

/** Days since 1970-01-01, both included. */
export interface When {
  readonly first: number;
  readonly last: number;
  /** The words of the text, empty where it gives none and the date of the article stands in. */
  readonly words: string;
  readonly basis: "text" | "article";
}

/** Somebody who tells. */
export interface Voice {
  /** As the text calls it. */
  readonly words: string;
  /** Name of a source of the crisis, where it is one. */
  readonly source?: string;
  /** A person chose that source: it is used as it is, whatever it is passed on by. */
  readonly chosen?: true;
}

/** Numbers in [0, 1]; one of the three. */
export interface Odds {
  readonly ending: string;
  readonly probability?: number;
  readonly below?: number;
  readonly above?: number;
}
