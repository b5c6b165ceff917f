import { isoDay } from "../../crisis/calendar.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { CatalogueFormat } from "./catalogue-format.ts";
import type { ClaimInStep, EventTally, ToldEvent } from "./event-tally.ts";
import type { ImportMap } from "./import-map.ts";
import { quoted } from "./quoted.ts";

export interface WrittenReports {
  /** A file that a crisis can `include`. */
  readonly text: string;
  readonly reports: readonly WrittenReport[];
  /** Key of the source under `sources`. */
  readonly source: string;
}

/** What a report rests on, as data. */
export interface WrittenReport {
  readonly id: string;
  readonly moves: readonly string[];
  readonly happened: string;
  readonly told: string;
  readonly credibility: number;
  readonly events: number;
  readonly rows: number;
  readonly articles: number;
  readonly outlets: number;
  readonly effectiveSources: number;
}

/** Effective sources from which on an event counts as told by more than one. */
const CONFIRMED = 1.4;
const LONGEST_ID = 60;
const SHOWN_OUTLETS = 5;

/**
 * The file of reports: one source, one report for each claim and step.
 *
 * Credibility is 3 (possibly true) where one source tells, 2 (probably true)
 * from 1.4 effective sources on, never 1, as nobody has looked at the event; one
 * digit worse where the catalogue has doubts of its own.
 *
 * @param head lines said at the top of the file, as comments
 */
export function writeReports(
  crisis: Crisis,
  tally: EventTally,
  format: CatalogueFormat,
  map: ImportMap,
  head: readonly string[],
): WrittenReports {
  const taken = namesOf(crisis);
  const source = free(map.source.id ?? format.name.replace(/-.*$/, ""), taken);
  const claims = tally.claims();
  const ids = new Set(crisis.reports.map(({ name }) => name));
  const reports = claims.map((claim) => toReport(claim, { crisis, tally, map, source, ids }));
  const { name, grade } = { ...format.source, ...map.source };
  const lines = [
    ...head.map((line) => `# ${line}`.trimEnd()),
    "sources:",
    `  ${source}: { name: ${quoted(name)}, grade: ${grade} }`,
    ...(claims.length === 0 ? [] : ["reports:"]),
    ...claims.flatMap((claim, i) => reportLines(crisis, claim, reports[i]!, source)),
  ];
  return { text: `${lines.join("\n")}\n`, reports, source };
}

interface Naming {
  readonly crisis: Crisis;
  readonly tally: EventTally;
  readonly map: ImportMap;
  readonly source: string;
  readonly ids: Set<string>;
}

function toReport(claim: ClaimInStep, { crisis, tally, map, source, ids }: Naming): WrittenReport {
  const { event } = claim;
  const moves = event.claim.moves.map((move) => moveName(crisis, move));
  const id = free(idOf(source, moves, tally.labelOf(claim.step)), ids);
  ids.add(id);
  return {
    id,
    moves,
    happened: datesOf(event),
    told: isoDay(event.toldDay),
    credibility: map.source.credibility ?? credibilityOf(event),
    events: claim.events,
    rows: claim.rows,
    articles: event.articles,
    outlets: event.sources,
    effectiveSources: Number(event.effective.toFixed(2)),
  };
}

function credibilityOf({ effective, sure }: ToldEvent): number {
  return (effective >= CONFIRMED ? 2 : 3) + (sure ? 0 : 1);
}

function idOf(source: string, moves: readonly string[], label: string): string {
  const words = [source, ...(moves.length > 1 ? [moves[0]!, "or_other"] : moves), label];
  return words
    .join("_")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .slice(0, LONGEST_ID);
}

/** The name itself, or with the first number behind it that is free. */
function free(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let n = 2; ; n++) {
    const other = `${name.slice(0, LONGEST_ID - 1 - String(n).length)}_${n}`;
    if (!taken.has(other)) return other;
  }
}

/** Everything a source of this crisis may not be called. */
function namesOf(crisis: Crisis): ReadonlySet<string> {
  const elements = [crisis.sources, crisis.actors, crisis.parameters, crisis.variables, crisis.endings, crisis.moves];
  const levels = crisis.variables.flatMap((variable) => variable.levels);
  const drivers = crisis.drivers.map(({ name }) => name);
  return new Set([...elements.flatMap((list) => list.map(({ name }) => name)), ...levels, ...drivers]);
}

function moveName(crisis: Crisis, move: number): string {
  const { actor, name } = crisis.moves[move]!;
  return `${crisis.actors[actor]!.name}.${name}`;
}

function datesOf({ firstDay, lastDay }: ToldEvent): string {
  return lastDay > firstDay ? `${isoDay(firstDay)}..${isoDay(lastDay)}` : isoDay(firstDay);
}

function reportLines(crisis: Crisis, claim: ClaimInStep, report: WrittenReport, source: string): readonly string[] {
  const { moves } = claim.event.claim;
  const [only] = moves;
  const saw =
    moves.length === 1
      ? `{ ${crisis.actors[crisis.moves[only!]!.actor]!.name}: ${crisis.moves[only!]!.name} }`
      : `{ any of: [${report.moves.join(", ")}] }`;
  return [
    `  - id: ${report.id}`,
    `    happened: ${report.happened}`,
    `    told: ${report.told}`,
    `    source: ${source}`,
    `    credibility: ${report.credibility}`,
    `    saw: ${saw}`,
    `    why: ${quoted(whyOf(claim, report))}`,
  ];
}

/** What a reader wants to know of the event, in a sentence or two. */
function whyOf({ event, events, lastDay }: ClaimInStep, report: WrittenReport): string {
  const outlets = event.outlets.slice(0, SHOWN_OUTLETS).join(", ");
  const more = report.outlets > SHOWN_OUTLETS && outlets !== "" ? ", …" : "";
  const told = `${count(event.rows, "row")}, ${count(Math.round(event.articles), "article")}, ${count(report.outlets, "outlet")}`;
  const worth = ` worth ${report.effectiveSources} independent${outlets === "" ? "" : ` (${outlets}${more})`}`;
  const ids =
    event.ids.length > 0 ? `; event ${event.ids.join(", ")}${event.rows > event.ids.length ? ", …" : ""}` : "";
  const doubt = event.sure ? "" : "; the catalogue has doubts";
  const others =
    events > 1 ? `. ${count(events - 1, "more event")} of the kind in this step, the last on ${isoDay(lastDay)}` : "";
  return `${told}${worth}${ids}${doubt}${others}.`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
