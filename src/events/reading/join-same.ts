import { stepOfDay } from "../../crisis/calendar.ts";
import type { Crisis, Report } from "../../crisis/model.ts";
import type { Draft } from "./draft.ts";

/**
 * Joins what tells of one event: the same claim at times that may be the same,
 * first with a report of the crisis, else with an earlier draft. A draft
 * without a date of its own joins the nearest earlier one that has the claim.
 * What was joined before is joined anew, so that drafts which were edited or
 * left out leave nobody joined to them. A draft that is said to be an event of
 * its own stays so.
 */
export function joinSame(drafts: readonly Draft[], crisis: Crisis): readonly Draft[] {
  const joined: Draft[] = [];
  for (const { sameAs: _, ...draft } of drafts) {
    const sameAs = isJoined(draft) ? (reportLike(draft, crisis) ?? draftLike(draft, joined)) : undefined;
    joined.push(sameAs === undefined ? draft : { ...draft, sameAs });
  }
  return joined;
}

function isJoined({ kind, deed, apart }: Draft): boolean {
  return kind === "claim" && deed === "deed" && apart !== true;
}

function draftLike(draft: Draft, earlier: readonly Draft[]): string | undefined {
  const like = earlier.findLast((one) => {
    if (!isJoined(one) || one.never !== draft.never) return false;
    if (claimOf(one) !== claimOf(draft)) return false;
    if (one.when?.basis !== "text" || draft.when?.basis !== "text") return true;
    return one.when.first <= draft.when.last && draft.when.first <= one.when.last;
  });
  return like && (like.sameAs ?? like.id);
}

function reportLike(draft: Draft, crisis: Crisis): string | undefined {
  const { when, moves } = draft;
  if (when?.basis !== "text" || moves.length !== 1 || crisis.clock.startDay === undefined) return undefined;
  const [from, to] = [stepOfDay(crisis.clock, when.first), stepOfDay(crisis.clock, when.last)];
  const like = crisis.reports.find((report) => {
    return (
      moveTold(report, crisis) === moves[0] &&
      isNeverTold(report) === draft.never &&
      report.from <= to &&
      from <= report.to
    );
  });
  return like && crisis.reports[like.sameAs]!.name;
}

/** `actor.move` that a report claims, where it claims one move and nothing else. */
export function moveTold({ claim }: Report, crisis: Crisis): string | undefined {
  const [literal, ...more] = claim ?? [];
  const [trigger, ...others] = literal?.any ?? [];
  if (more.length > 0 || others.length > 0 || trigger?.kind !== "move") return undefined;
  const move = crisis.moves[trigger.move]!;
  return `${crisis.actors[move.actor]!.name}.${move.name}`;
}

/** Whether a report claims something as not having happened. */
export function isNeverTold({ claim }: Report): boolean {
  return claim?.[0]?.never ?? false;
}

function claimOf({ moves, condition }: Draft): string {
  return condition ?? moves.join(" ");
}
