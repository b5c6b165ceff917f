import {
  type Crisis,
  type DrawRunner,
  type ForecastOptions,
  forecast,
  gameFailure,
  parameterValues,
  type QuickRunner,
  type QuickSettings,
  quickOdds,
  reportData,
} from "brink";
import type { Replies, Work } from "./protocol.ts";
import { Readings } from "./read-source.ts";

/** Where and how work is done. */
export interface WorkOptions extends ForecastOptions {
  readonly drawRunner: DrawRunner;
  /** @param shape tells crises of one source and date from one another */
  readonly quickRunner: (shape: string) => QuickRunner;
}

const readings = new Readings();

/** Does one piece of work; what a crisis file gets wrong comes back as diagnostics. */
export async function answerWork(work: Work, options: WorkOptions): Promise<Replies[keyof Replies]> {
  const read = readings.of(work.source);
  if (work.kind === "read") return read;
  const { crisis, diagnostics } = read;
  if (!crisis) return { result: undefined, diagnostics };
  try {
    return await analyse(work, crisis, options);
  } catch (thrown) {
    const failure = gameFailure(thrown);
    if (!failure) throw thrown;
    return { result: undefined, diagnostics: [failure] };
  }
}

async function analyse(
  work: Exclude<Work, { kind: "read" }>,
  crisis: Crisis,
  options: WorkOptions,
): Promise<Replies[Exclude<Work["kind"], "read">]> {
  const dated = "asOf" in work && work.asOf !== undefined ? { ...options, asOf: work.asOf } : options;
  if (work.kind === "dated") return await forecast(crisis, dated);
  if (work.kind === "quick") return await answerQuick(crisis, work, options);
  if (work.kind === "forecast") {
    const { input, diagnostics } = await reportData(crisis, work.source.file, dated);
    return { result: input, diagnostics };
  }
  const { answerLater } = await import("./answer-later.ts");
  return await answerLater(work, crisis, dated);
}

/** Nothing where the words are not numbers for parameters and drivers: the full answer says what is wrong. */
async function answerQuick(
  crisis: Crisis,
  { set, asOf }: Extract<Work, { kind: "quick" }>,
  { quickRunner, threads = 1 }: WorkOptions,
): Promise<Replies["quick"]> {
  const nothing = { result: undefined, diagnostics: [] };
  const settings = await settingsOf(crisis, set);
  if (!settings) return nothing;
  const { parameters, shape } = settings;
  const options = { parameters, runner: quickRunner(shape), threads, ...(asOf === undefined ? {} : { asOf }) };
  return { ...nothing, result: await quickOdds(settings.crisis, options) };
}

/** What reads the words is a script of its own: the first view asks without any. */
async function settingsOf(crisis: Crisis, set: readonly string[]): Promise<QuickSettings | undefined> {
  if (set.length === 0) return { crisis, parameters: parameterValues(crisis), shape: "" };
  return (await import("./read-settings-later.ts")).quickSettings(crisis, set);
}
