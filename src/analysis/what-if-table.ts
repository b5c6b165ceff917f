import type { Crisis } from "../crisis/model.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import type { InterventionWords } from "./read-intervention.ts";
import { type WhatIfAnswer, type WhatIfOptions, whatIfDone } from "./what-if.ts";
import { type Course, readCourse, separately } from "./what-if-course.ts";
import { type WhatIfDrawOptions, whatIfRanges, worthOfChange } from "./what-if-ranges.ts";
import type { WhatIfResult, WhatIfTable } from "./what-if-result.ts";

export interface WhatIfManyOptions extends WhatIfOptions, Partial<Omit<WhatIfDrawOptions, keyof WhatIfOptions>> {}

/**
 * `whatIf`, with ranges over the parameters where `draws` are asked for, and
 * for a plan what it is worth to each actor beside the solved policy.
 */
export async function whatIfInFull(
  crisis: Crisis,
  words: InterventionWords,
  options: WhatIfManyOptions,
): Promise<WhatIfAnswer> {
  const course = readCourse(crisis, words, options);
  if (!("change" in course)) return { result: undefined, diagnostics: course.diagnostics };
  const { results, diagnostics } = await doneInFull(crisis, [course], options);
  return { result: results[0], diagnostics };
}

/** Each thing that is asked for by itself, as rows of a table; the draws are the same in all rows. */
export async function whatIfTable(
  crisis: Crisis,
  words: InterventionWords,
  options: WhatIfManyOptions,
): Promise<{ readonly result: WhatIfTable | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const read = separately(words).map((one) => readCourse(crisis, one, options));
  const courses = read.flatMap((course) => ("change" in course ? [course] : []));
  const wrong = read.flatMap((course) => ("change" in course ? [] : course.diagnostics));
  if (wrong.length > 0) return { result: undefined, diagnostics: wrong };
  // Nothing was asked for: the words for that are those of a single what-if.
  if (courses.length === 0) return { result: undefined, diagnostics: readCourse(crisis, words, options).diagnostics };
  const { results, diagnostics } = await doneInFull(crisis, courses, options);
  const [first] = results;
  if (!first) return { result: undefined, diagnostics };
  const { brink, format, asOf, steps, stepEnds, base } = first;
  const rows = results.map(({ base: _, ...row }) => row);
  return { result: { brink, format, crisis: crisis.name, asOf, steps, stepEnds, rows, base }, diagnostics };
}

async function doneInFull(
  crisis: Crisis,
  courses: readonly Course[],
  options: WhatIfManyOptions,
): Promise<{ readonly results: readonly WhatIfResult[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { draws } = options;
  const results: WhatIfResult[] = [];
  const diagnostics: Diagnostic[] = courses.flatMap((course) => course.diagnostics);
  for (const course of courses) {
    const { result, diagnostics: found } = await whatIfDone(crisis, course, options);
    if (!result) return { results: [], diagnostics: [...diagnostics, ...found] };
    const planned = course.words.some((word) => word.startsWith("plan "));
    const worth = planned ? await worthOfChange(crisis, course.change, result.base.asOfStep, options) : null;
    results.push(worth ? { ...result, worth } : result);
  }
  if (draws === undefined) return { results, diagnostics };
  const changes = courses.map(({ change }) => change);
  const drawn = await whatIfRanges(crisis, changes, results[0]!.base.asOfStep, { ...options, draws });
  diagnostics.push(...drawn.diagnostics);
  if (hasErrors(diagnostics)) return { results: [], diagnostics };
  return {
    results: results.map((result, c) => (drawn.ranges[c] ? { ...result, ranges: drawn.ranges[c] } : result)),
    diagnostics,
  };
}
