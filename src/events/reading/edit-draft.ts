import { parseCalendarDate } from "../../crisis/calendar.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Draft, Voice } from "./draft.ts";

/** What a person may change of a draft before it is accepted; what is left out stays as it was read. */
export interface DraftChanges {
  /** `actor.move` of the crisis. */
  readonly move?: string;
  readonly never?: boolean;
  readonly deed?: Draft["deed"];
  /** Days, both included. */
  readonly when?: { readonly first: number; readonly last: number };
  /** Digit 1 to 6. */
  readonly credibility?: number;
  /** Who tells, from who said it first; none: the article itself. */
  readonly chain?: readonly Voice[];
  /** It is an event of its own, whatever else tells of the like. */
  readonly apart?: boolean;
}

/**
 * A draft as a person wants it. One whose claim or date was changed is no
 * longer the same event as another: `joinSame` decides that anew.
 */
export function editDraft(draft: Draft, changes: DraftChanges): Draft {
  const { move, when, never, deed, credibility, chain, apart } = changes;
  const { condition, sameAs, apart: wasApart, ...rest } = draft;
  const moved = move !== undefined || when !== undefined || never !== undefined || deed !== undefined;
  return {
    ...rest,
    ...(moved || apart === true || sameAs === undefined ? {} : { sameAs }),
    ...((apart ?? wasApart) ? { apart: true } : {}),
    ...(move === undefined ? (condition === undefined ? {} : { condition }) : { moves: [move] }),
    ...(when === undefined ? {} : { when: { ...when, words: "", basis: "text" as const } }),
    ...(never === undefined ? {} : { never }),
    ...(deed === undefined ? {} : { deed }),
    ...(credibility === undefined ? {} : { credibility }),
    ...(chain === undefined ? {} : { chain }),
  };
}

/** Every move of a crisis as a draft names it. */
export function movesOf({ moves, actors }: Crisis): readonly string[] {
  return moves.map(({ actor, name }) => `${actors[actor]!.name}.${name}`);
}

/** `2025-07-31`, `2025-07` or `2025-07-01..2025-08-15` as days since 1970-01-01; undefined where it is none of them. */
export function daysWritten(words: string): { readonly first: number; readonly last: number } | undefined {
  const [from = "", to = from] = words.trim().split("..");
  const [first, last] = [parseCalendarDate(from), parseCalendarDate(to)];
  return first && last && first.first <= last.last ? { first: first.first, last: last.last } : undefined;
}
