/** What a file tells that cannot all be so: legal, and the analyst's to settle. */
import { type Messages, warning } from "./message.ts";

export interface ContradictionParams {
  "order-impossible": {
    readonly later: string;
    readonly laterWhen: string;
    readonly earlier: string;
    readonly earlierWhen: string;
  };
  "plan-never-told": {
    readonly report: string;
    readonly happened: string;
    readonly told: string;
    readonly last: string;
  };
  "two-names": { readonly first: string; readonly second: string; readonly report: string; readonly other: string };
  "contrary-claims": {
    readonly report: string;
    readonly other: string;
    readonly claim: string;
    readonly contrary: string;
  };
  "contrary-signs": { readonly variable: string; readonly source: string; readonly levels: readonly string[] };
  "odds-without-horizon": { readonly by: string; readonly missing: readonly string[] };
  "odds-incomparable": { readonly by: string; readonly problem: string };
}

export const contradictionMessages: Messages<ContradictionParams> = {
  "order-impossible": warning(
    (p) =>
      `\`${p.later}\` (${p.laterWhen}) is told as coming after \`${p.earlier}\`, which is dated later (${p.earlierWhen}). Both dates cannot be right.`,
    (p) =>
      `correct one date, widen \`happened\`, or lower the credibility of one and delete \`follows: ${p.earlier}\`.`,
  ),
  "plan-never-told": warning(
    (p) =>
      `\`${p.report}\` is told as still to come (${p.happened}); reports reach ${p.told} (\`${p.last}\`), and none tells that it came about.`,
    () => "add the report that tells it as done, or lower its credibility.",
  ),
  "two-names": warning(
    (p) => `\`${p.report}\` and \`${p.other}\` tell of one event, but call it "${p.first}" and "${p.second}".`,
    (p) => `find out if these are one thing; if not, delete \`same_as\` of \`${p.report}\`.`,
  ),
  "contrary-claims": warning(
    (p) => `\`${p.report}\` and \`${p.other}\` exclude each other, by the same source: ${p.claim} and ${p.contrary}.`,
    () => "correct a date or a claim, or lower the credibility of one.",
  ),
  "contrary-signs": warning(
    (p) =>
      `\`${p.source}\` speaks for two levels of \`${p.variable}\` that exclude each other: ${p.levels.join(" and ")}.`,
    (p) => `keep \`${p.variable}\` open, or say which of them is to be believed by \`credibility\`.`,
  ),
  "odds-without-horizon": warning(
    (p) => `The odds by ${p.by} have no ${p.missing.join(" and no ")}: nobody can say when they are right or wrong.`,
    () => "add `horizon: 2025-12`, and `published` to the source that gives them, as far as they were said.",
  ),
  "odds-incomparable": warning(
    (p) => `The odds by ${p.by} ${p.problem}.`,
    () => "ask for odds of endings that exclude each other, with one horizon and one definition.",
  ),
};
