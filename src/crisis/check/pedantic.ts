/** Warnings that need no game: legal, but probably not meant. */
import { dateOfStep } from "../calendar.ts";
import type { Crisis, Report } from "../model.ts";
import type { CheckContext } from "./context.ts";

/** Notes what is declared and never used, and reports that cannot all be true. */
export function notePedantic(crisis: Crisis, context: CheckContext): void {
  const { findings } = context;
  crisis.parameters.forEach(({ name, at }, parameter) => {
    if (!context.usedParameters.has(parameter)) findings.add("unused-parameter", at, { parameter: name });
  });
  crisis.sources.forEach(({ name, at }, source) => {
    if (!context.usedSources.has(source)) findings.add("unused-source", at, { source: name });
  });
  for (const { sentence, at } of crisis.unused) {
    if (context.usedSentences.has(sentence)) findings.add("used-and-unused", at, { sentence });
  }
  noteTwoMoves(crisis, context);
}

interface SoleMove {
  readonly report: Report;
  readonly move: number;
}

/** Two reports that put different moves of one actor into the one turn it has in a step. */
function noteTwoMoves(crisis: Crisis, context: CheckContext): void {
  const turns = crisis.actors.map((_, actor) => crisis.turns.flat().filter((one) => one === actor).length);
  const first = new Map<string, SoleMove>();
  for (const report of crisis.reports) {
    if (report.from !== report.to || report.hit <= 0.5) continue;
    for (const { never, any } of report.claim ?? []) {
      const [trigger] = any;
      if (never || any.length !== 1 || trigger?.kind !== "move") continue;
      const actor = crisis.moves[trigger.move]!.actor;
      if (turns[actor] !== 1) continue;
      const key = `${actor} ${report.from}`;
      const earlier = first.get(key);
      if (!earlier) first.set(key, { report, move: trigger.move });
      else if (earlier.move !== trigger.move) noteClash(crisis, earlier, { report, move: trigger.move }, context);
    }
  }
}

function noteClash(crisis: Crisis, earlier: SoleMove, later: SoleMove, context: CheckContext): void {
  const params = {
    actor: crisis.actors[crisis.moves[later.move]!.actor]!.name,
    step:
      crisis.clock.startDay === undefined
        ? `step ${later.report.from + 1}`
        : dateOfStep(crisis.clock, later.report.from),
    first: earlier.report.name,
    second: later.report.name,
    firstMove: `\`${crisis.moves[earlier.move]!.name}\``,
    secondMove: `\`${crisis.moves[later.move]!.name}\``,
  };
  context.findings.add("two-moves-one-turn", later.report.at, params, [
    { span: earlier.report.at, note: crisis.moves[earlier.move]!.name },
  ]);
}
