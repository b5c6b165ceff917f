/** Mistakes in reports, estimates, sources and the trail to the text. */
import { error, type Messages, warning } from "./message.ts";

export interface ReportParams {
  "source-cycle": { readonly source: string };
  "same-as-cycle": { readonly report: string };
  "same-as-differs": { readonly report: string; readonly other: string; readonly what: string };
  "report-incomplete": { readonly report: string; readonly key: string; readonly example: string };
  "duplicate-report": { readonly report: string };
  "told-before": { readonly report: string; readonly told: string; readonly happened: string; readonly origin: string };
  "after-end": { readonly report: string; readonly happened: string; readonly ended: string };
  "bad-claim": { readonly problem: string; readonly remedy: string };
  "report-says-nothing": { readonly report: string; readonly reason: string };
  "two-moves-one-turn": {
    readonly actor: string;
    readonly step: string;
    readonly first: string;
    readonly second: string;
    readonly firstMove: string;
    readonly secondMove: string;
  };
  "unused-source": { readonly source: string };
  "used-and-unused": { readonly sentence: string };
  "estimate-without-odds": { readonly by: string };
}

export const reportMessages: Messages<ReportParams> = {
  "source-cycle": error(
    (p) => `The source \`${p.source}\` comes by way of itself. A chain of \`via\` must end.`,
    () => "delete one `via` of the circle.",
  ),
  "same-as-cycle": error(
    (p) => `The report \`${p.report}\` is the same as itself by way of others. A chain of \`same_as\` must end.`,
    () => "delete the `same_as` of the first report of the event.",
  ),
  "same-as-differs": error(
    (p) =>
      `\`${p.report}\` is the same event as \`${p.other}\` but ${p.what} differs. Reports of one event make one claim.`,
    (p) => `delete ${p.what} here (it is inherited), or delete \`same_as\`.`,
  ),
  "report-incomplete": error(
    (p) => `The report \`${p.report}\` has no \`${p.key}\`, and none to inherit.`,
    (p) => `add for instance \`${p.example}\`.`,
  ),
  "duplicate-report": error(
    (p) => `A report \`${p.report}\` stands here a second time. Each \`id\` is given once.`,
    (p) => `call this one \`${p.report}_2\`, with \`same_as: ${p.report}\` if it is the same event.`,
  ),
  "told-before": error(
    (p) => `\`${p.report}\` is told by ${p.told}${p.origin}, before it happened (${p.happened}).`,
    () => "correct `told` or `happened`, or give `told` its own date.",
  ),
  "after-end": error(
    (p) => `\`${p.report}\` happened in ${p.happened}, after the crisis ended (${p.ended}).`,
    () => "correct `happened`, or the date under `ended`.",
  ),
  "bad-claim": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "report-says-nothing": warning(
    (p) => `The report \`${p.report}\` weighs nothing: ${p.reason}.`,
    () => "give it a claim under `saw` and a credibility of 1 to 5, or delete it.",
  ),
  "two-moves-one-turn": warning(
    (p) =>
      `\`${p.first}\` and \`${p.second}\` put two moves of \`${p.actor}\` into ${p.step}: ${p.firstMove} and ${p.secondMove}. It has one turn a step, so one of them must be wrong.`,
    (p) => `move one to another date, widen \`happened\`, or give \`${p.actor}\` a second turn.`,
  ),
  "unused-source": warning(
    (p) => `No report, estimate or other source rests on the source \`${p.source}\`.`,
    () => "use it, or delete it.",
  ),
  "used-and-unused": warning(
    (p) => `\`${p.sentence}\` is declared unused, but an element rests on it.`,
    (p) => `take \`${p.sentence}\` out of \`unused\`.`,
  ),
  "estimate-without-odds": error(
    (p) => `The estimate by ${p.by} has no odds.`,
    () => "add `probability: 50%`, `below: 10%` or `above: 10%`.",
  ),
};
