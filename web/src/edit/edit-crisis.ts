import type { Crisis } from "brink";
import { addEntry, flowMap, setField, setFieldOf } from "./edit-yaml.ts";

/** A new text for one of the files of a crisis. */
export interface FileEdit {
  readonly file: string;
  readonly text: string;
}

type Texts = Readonly<Record<string, string>>;

/** Gives a source another grade, in the file that declares it. */
export function gradeSource(crisis: Crisis, texts: Texts, source: string, grade: string): FileEdit | undefined {
  const file = crisis.sources.find(({ name }) => name === source)?.at.file;
  return edited(texts, file, (text) => setField(text, ["sources", source], "grade", grade));
}

/** Gives a report another credibility, in the file it stands in. */
export function gradeReport(crisis: Crisis, texts: Texts, report: string, credibility: number): FileEdit | undefined {
  const file = crisis.reports.find(({ name }) => name === report)?.at.file;
  return edited(texts, file, (text) => setFieldOf(text, "reports", report, "credibility", String(credibility)));
}

export interface NewReport {
  readonly id: string;
  readonly happened: string;
  readonly told: string;
  readonly source: string;
  readonly credibility: number;
  /** `us.strike` or `pressure >= fleet`. */
  readonly saw: string;
}

/** Adds a report after the last one of the crisis. */
export function addReport(crisis: Crisis, texts: Texts, report: NewReport): FileEdit | undefined {
  const file = crisis.reports.at(-1)?.at.file ?? crisis.at.file;
  const { told, credibility, ...rest } = report;
  const fields = { ...rest, credibility: String(credibility), ...(told === "" ? {} : { told }) };
  return edited(texts, file, (text) => addEntry(text, "reports", flowMap(fields)));
}

function edited(
  texts: Texts,
  file: string | undefined,
  change: (text: string) => string | undefined,
): FileEdit | undefined {
  const before = file === undefined ? undefined : texts[file];
  if (file === undefined || before === undefined) return undefined;
  const text = change(before);
  return text === undefined ? undefined : { file, text };
}
