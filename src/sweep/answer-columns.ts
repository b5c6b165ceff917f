import { gameVariableIndexes } from "../analysis/forecast-tables.ts";
import type { Crisis } from "../crisis/model.ts";
import type { AnswerKind } from "./plan.ts";

/** A column of the results that is computed. */
export interface AnswerColumn {
  readonly name: string;
  /** What it says, for the manifest. */
  readonly meaning: string;
}

/** Computed columns: the question, every ending, the likelihood of the reports, and what else is asked for. */
export function answerColumns(crisis: Crisis, answers: readonly AnswerKind[]): readonly AnswerColumn[] {
  const { question } = crisis;
  const columns: AnswerColumn[] = [];
  if (question) {
    const by = question.by === "" ? "" : ` by ${question.by}`;
    columns.push({ name: "question", meaning: `${question.ask} Probability${by}` });
  }
  for (const { name, label } of crisis.endings) {
    columns.push({ name: `ending.${name}`, meaning: `probability that it ends so: ${label}` });
  }
  columns.push({
    name: "likelihood",
    meaning: "P(reports told by the date, survival until then | parameters), before any change",
  });
  if (answers.includes("next_moves")) columns.push(...moveColumns(crisis));
  if (answers.includes("hidden")) columns.push(...hiddenColumns(crisis));
  return columns;
}

function moveColumns(crisis: Crisis): readonly AnswerColumn[] {
  return crisis.moves.map(({ actor, name, label }) => {
    const by = crisis.actors[actor]!;
    const meaning = `probability that ${by.label} makes this move in the first step looked ahead to: ${label}`;
    return { name: `next.${by.name}.${name}`, meaning };
  });
}

function hiddenColumns(crisis: Crisis): readonly AnswerColumn[] {
  const hidden = gameVariableIndexes(crisis).map((v) => crisis.variables[v]!);
  return hidden
    .filter(({ uncertain }) => uncertain)
    .flatMap(({ name, label, levels }) =>
      levels.map((level) => ({
        name: `hidden.${name}.${level}`,
        meaning: `probability, as believed at the date, that ${label} is ${level}`,
      })),
    );
}
