import type { Crisis } from "../../src/crisis/model.ts";
import type { OracleAnswers } from "../oracle/answers.ts";
import type { PipelineAnswers } from "./run-pipeline.ts";

/** Everything in which two answers differ by more than the tolerance, in words. */
export function differences(
  crisis: Crisis,
  oracle: OracleAnswers,
  found: PipelineAnswers,
  tolerance: number,
): string[] {
  const list: string[] = [];
  const check = (what: string, expected: number | undefined, actual: number | undefined, scale = 1): void => {
    if (expected === undefined && actual === undefined) return;
    // Nothing is left where survival or the reports are impossible.
    if (oracle.mass < 1e-300 && found.mass < 1e-300) return;
    const gap = Math.abs((expected ?? Number.NaN) - (actual ?? Number.NaN));
    if (!(gap <= tolerance * scale)) list.push(`${what}: expected ${expected}, found ${actual}`);
  };
  check("mass", oracle.mass, found.mass);
  check("survival", oracle.survival, found.survival);
  check("question", oracle.question, found.question);
  oracle.value.forEach((w, j) => {
    // Nobody asks what the crisis is worth to one that acts by chance.
    if (crisis.actors[j]!.actsByChance) return;
    check(`value of ${crisis.actors[j]!.name}`, w, found.value[j], Math.max(1, Math.abs(w)));
  });
  crisis.endings.forEach(({ name }, e) => {
    oracle.endings[e]!.forEach((p, t) => {
      check(`ending ${name} in step ${t}`, p, found.endings[e]![t]);
    });
  });
  oracle.nextMoves.forEach((actors, k) => {
    for (let m = 0; m <= crisis.moves.length; m++) {
      const name = crisis.moves[m]?.name ?? "pass";
      check(`group ${k}, ${name} (${m})`, sum(actors.map((row) => row[m]!)), found.nextMoves[k]?.[m]);
    }
  });
  crisis.variables.forEach(({ name, calendar }, v) => {
    if (calendar) return;
    oracle.levelsNow[v]!.forEach((p, l) => {
      check(`${name} ${l} now`, p, found.levelsNow[v]![l]);
    });
    oracle.levels.forEach((step, t) => {
      step[v]!.forEach((p, l) => {
        check(`${name} ${l} at the end of step ${t}`, p, found.levels[t]![v]![l]);
      });
    });
  });
  crisis.sources.forEach(({ name }, s) => {
    check(`source ${name}`, oracle.reliable[s], found.reliable[s]);
  });
  check("reports that count", oracle.reports.length, found.reports.length);
  oracle.reports.forEach((one, k) => {
    const name = crisis.reports[one.report]!.name;
    check(`place ${k}`, one.report, found.reports[k]?.report);
    check(`surprise of ${name}`, one.surprise, found.reports[k]?.surprise, 10);
    check(`effect of ${name}`, one.effect, found.reports[k]?.effect, 100);
  });
  return list;
}

function sum(list: readonly number[]): number {
  return list.reduce((total, x) => total + x, 0);
}
