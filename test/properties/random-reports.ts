import type { Draw } from "./draw.ts";
import { type Sketch, stepLabel } from "./random-crisis.ts";

/** Sources and reports of a random crisis; claims never read calendars. */
export function drawReports(draw: Draw, sketch: Sketch): Record<string, unknown> {
  const count = draw.int(0, 4);
  if (count === 0) return {};
  const sources = drawSources(draw, sketch);
  const names = Object.keys(sources);
  const reports: Record<string, unknown>[] = [];
  for (let r = 0; r < count; r++) {
    const repeat = reports.length > 0 && draw.chance(25);
    reports.push(repeat ? drawRepeat(draw, sketch, reports, r, names) : drawReport(draw, sketch, r, names));
  }
  if (draw.chance(15)) reports.push({ id: "words", source: names[0], says: "reckless", about: "red" });
  return { ...drawScales(draw), sources, reports };
}

/** Now and then a source that is never or always reliable, or a report that cannot be wrong. */
function drawScales(draw: Draw): Record<string, unknown> {
  return {
    ...(draw.chance(15) ? { grades: { A: 1, F: 0, C: 0.8 } } : {}),
    ...(draw.chance(15) ? { credibilities: { 1: 1, 4: 0.6 } } : {}),
  };
}

function drawSources(draw: Draw, sketch: Sketch): Record<string, Record<string, unknown>> {
  const grade = (): string => draw.pick(["A", "B", "C", "D", "E", "F"]);
  const sources: Record<string, Record<string, unknown>> = { press: { grade: grade() } };
  if (draw.chance(10)) sources.press!.published = sketch.clock.later[sketch.steps - 1]!;
  if (draw.chance(60)) sources.agency = { grade: grade(), ...(draw.chance(50) ? { via: "press" } : {}) };
  if (draw.chance(40))
    sources.witness = { grade: grade(), ...(sources.agency && draw.chance(50) ? { via: "agency" } : {}) };
  return sources;
}

function drawReport(draw: Draw, sketch: Sketch, r: number, sources: readonly string[]): Record<string, unknown> {
  const from = draw.int(0, sketch.steps - 1);
  const to = draw.int(from, sketch.steps - 1);
  return {
    id: `r${r}`,
    happened: from === to ? stepLabel(sketch, from) : `${stepLabel(sketch, from)}..${stepLabel(sketch, to)}`,
    ...(draw.chance(40) ? { told: drawTold(draw, sketch, from) } : {}),
    source: draw.pick(sources),
    ...(draw.chance(75) ? { credibility: draw.int(1, 6) } : {}),
    saw: drawSaw(draw, sketch),
  };
}

/** A day on or after the start of a step. */
function drawTold(draw: Draw, sketch: Sketch, from: number): string | number {
  const step = draw.int(from, sketch.steps - 1);
  return draw.chance(50) ? sketch.clock.later[step]! : stepLabel(sketch, step);
}

function drawRepeat(
  draw: Draw,
  sketch: Sketch,
  reports: readonly Record<string, unknown>[],
  r: number,
  sources: readonly string[],
): Record<string, unknown> {
  const original = draw.pick(reports);
  const told = draw.chance(30) ? { told: stepLabel(sketch, sketch.steps - 1) } : {};
  const credibility = draw.chance(50) ? { credibility: draw.int(1, 6) } : {};
  return { id: `r${r}`, same_as: original.id, source: draw.pick(sources), ...told, ...credibility };
}

function drawSaw(draw: Draw, sketch: Sketch): unknown {
  switch (draw.int(0, 7)) {
    case 0:
    case 1:
      return drawMoveClaim(draw, sketch);
    case 2: {
      const actor = draw.pick([...sketch.moves.keys()]);
      return { [actor]: draw.pick(sketch.moves.get(actor)!) };
    }
    case 3: {
      const variable = draw.pick(sketch.variables.filter((v) => !v.calendar));
      return { [variable.name]: numericLevel(draw.pick(variable.levels)) };
    }
    case 4:
      return { "none of": drawClaims(draw, sketch) };
    case 5:
      return { "any of": drawClaims(draw, sketch) };
    case 6:
      return [drawLevelClaim(draw, sketch), drawMoveClaim(draw, sketch)];
    default:
      return drawLevelClaim(draw, sketch);
  }
}

function numericLevel(level: string): string | number {
  return /^\d+$/.test(level) ? Number(level) : level;
}

function drawClaims(draw: Draw, sketch: Sketch): string[] {
  return draw.chance(50)
    ? [drawMoveClaim(draw, sketch)]
    : [drawMoveClaim(draw, sketch), draw.chance(50) ? drawLevelClaim(draw, sketch) : drawMoveClaim(draw, sketch)];
}

function drawMoveClaim(draw: Draw, sketch: Sketch): string {
  const actor = draw.pick([...sketch.moves.keys()]);
  return `${actor}.${draw.pick(sketch.moves.get(actor)!)}`;
}

function drawLevelClaim(draw: Draw, sketch: Sketch): string {
  const variable = draw.pick(sketch.variables.filter((v) => !v.calendar));
  return `${variable.name} ${draw.pick(["==", ">=", "<"])} ${draw.pick(variable.levels)}`;
}
