import { dateOfStep, stepOfDay } from "../../crisis/calendar.ts";
import type { Clock } from "../../crisis/model.ts";
import type { CatalogueEvent, Mention } from "./catalogue-event.ts";
import type { EventClaim } from "./claim-finder.ts";
import { effectiveSources } from "./effective-sources.ts";
import { textHash } from "./text-hash.ts";

/** Articles and outlets of one day and claim that are told apart; more are only counted. */
const TOLD_APART = 2000;
/** Mentions less sure than this leave an event in doubt, of 100. */
const DOUBTFUL = 50;
/** Numbers of events kept for a reader. */
const KEPT_IDS = 3;

/** All rows of one claim and one date: what is kept of them, however many there are. */
interface Cell {
  readonly claim: EventClaim;
  readonly firstDay: number;
  readonly lastDay: number;
  toldDay: number;
  rows: number;
  articles: number;
  /** Most outlets that one row counts. */
  counted: number;
  sure: boolean;
  /** Best confidence of a mention; −1 where there is none. */
  confidence: number;
  readonly outlets: Map<string, number>;
  readonly seen: Set<number>;
  readonly ids: string[];
}

/** One event, however many told of it. */
export interface ToldEvent {
  readonly claim: EventClaim;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly toldDay: number;
  readonly rows: number;
  readonly articles: number;
  /** Most articles first. */
  readonly outlets: readonly string[];
  /** Outlets named, or counted where more. */
  readonly sources: number;
  /** How many independent sources they are worth. */
  readonly effective: number;
  readonly sure: boolean;
  readonly ids: readonly string[];
}

/** All events of one claim in one step of the clock; one report. */
export interface ClaimInStep {
  readonly step: number;
  /** The event that is told best: it stands for the claim. */
  readonly event: ToldEvent;
  /** Events of the step, this one included. */
  readonly events: number;
  readonly rows: number;
  /** Last day of the last of them. */
  readonly lastDay: number;
}

export interface TallyOptions {
  /** Days after the first day of an event within which a telling is one of the same event. */
  readonly window: number;
  /** ρ, see `effectiveSources`. */
  readonly dependence: number;
}

/**
 * Gathers rows into events and events into reports, in memory that grows with
 * dates and moves and not with rows.
 *
 * Rows with one claim against one target are one event where they begin within
 * `window` days of its first day. Where they were placed is not looked at:
 * machines place the tellings of one event differently. A claim is true once in
 * a step or not at all, so the events of a step make one report, carried by the
 * one told best; the others are counted beside it.
 */
export class EventTally {
  readonly #clock: Clock;
  readonly #options: TallyOptions;
  readonly #cells = new Map<string, Cell>();
  /** Event number → cell, only where mentions are to come. */
  readonly #byId: Map<string, Cell> | undefined;

  constructor(clock: Clock, options: TallyOptions, withMentions: boolean) {
    this.#clock = clock;
    this.#options = options;
    this.#byId = withMentions ? new Map() : undefined;
  }

  add(event: CatalogueEvent, claim: EventClaim): void {
    const key = `${claim.moves.join(",")}|${claim.target}|${event.firstDay}|${event.lastDay}`;
    let cell = this.#cells.get(key);
    if (!cell) {
      cell = emptyCell(event, claim);
      this.#cells.set(key, cell);
    }
    cell.rows += 1;
    cell.toldDay = Math.min(cell.toldDay, event.toldDay);
    cell.sure ||= event.sure;
    if (cell.ids.length < KEPT_IDS && event.id !== "") cell.ids.push(event.id);
    this.#byId?.set(event.id, cell);
    if (!isNew(cell, event.article || event.id)) return;
    cell.articles += event.articles;
    cell.counted = Math.max(cell.counted, event.sources);
    for (const outlet of event.outlets) addOutlet(cell, outlet, event.articles / event.outlets.length);
  }

  /** Whether the event it mentions was kept. */
  mention({ event, outlet, article, confidence }: Mention): boolean {
    const cell = this.#byId?.get(event);
    if (!cell) return false;
    cell.confidence = Math.max(cell.confidence, confidence);
    if (isNew(cell, article)) {
      cell.articles += 1;
      if (outlet !== "") addOutlet(cell, outlet, 1);
    }
    return true;
  }

  /** Every event, by claim and date. */
  events(): readonly ToldEvent[] {
    const lines = new Map<string, Cell[]>();
    for (const cell of this.#cells.values()) {
      const line = `${cell.claim.moves.join(",")}|${cell.claim.target}`;
      const cells = lines.get(line);
      if (cells) cells.push(cell);
      else lines.set(line, [cell]);
    }
    return [...lines.values()].flatMap((cells) => this.#clustered(cells));
  }

  #clustered(cells: Cell[]): ToldEvent[] {
    const sorted = cells.sort((a, b) => a.firstDay - b.firstDay || a.lastDay - b.lastDay);
    const groups: Cell[][] = [];
    for (const cell of sorted) {
      const group = groups.at(-1);
      const [first] = group ?? [];
      if (group && first && this.#isSame(first, cell)) group.push(cell);
      else groups.push([cell]);
    }
    return groups.map((group) => toEvent(group, this.#options.dependence));
  }

  /** An event does not go on into another step: there it would be another claim. */
  #isSame(first: Cell, cell: Cell): boolean {
    if (cell.firstDay > first.firstDay + this.#options.window) return false;
    return stepOfDay(this.#clock, cell.firstDay) === stepOfDay(this.#clock, first.firstDay);
  }

  /** One report for each claim and step, by date. */
  claims(): readonly ClaimInStep[] {
    const found = new Map<string, ToldEvent[]>();
    for (const event of this.events()) {
      const key = `${event.claim.moves.join(",")}|${stepOfDay(this.#clock, event.firstDay)}`;
      const events = found.get(key);
      if (events) events.push(event);
      else found.set(key, [event]);
    }
    return [...found.values()]
      .map((events) => this.#inStep(events))
      .sort((a, b) => a.event.firstDay - b.event.firstDay || a.event.claim.moves[0]! - b.event.claim.moves[0]!);
  }

  #inStep(events: readonly ToldEvent[]): ClaimInStep {
    const better = (a: ToldEvent, b: ToldEvent): ToldEvent =>
      b.effective > a.effective || (b.effective === a.effective && b.firstDay < a.firstDay) ? b : a;
    const event = events.reduce(better);
    return {
      step: stepOfDay(this.#clock, event.firstDay),
      event,
      events: events.length,
      rows: events.reduce((sum, { rows }) => sum + rows, 0),
      lastDay: Math.max(...events.map(({ lastDay }) => lastDay)),
    };
  }

  /** Label of a step, for those who name reports. */
  labelOf(step: number): string {
    return dateOfStep(this.#clock, step);
  }
}

function emptyCell({ firstDay, lastDay, toldDay }: CatalogueEvent, claim: EventClaim): Cell {
  const counts = { rows: 0, articles: 0, counted: 0, sure: false, confidence: -1 };
  return { claim, firstDay, lastDay, toldDay, ...counts, outlets: new Map(), seen: new Set(), ids: [] };
}

/** One article is counted once, however many rows it made. */
function isNew({ seen }: Cell, article: string): boolean {
  if (article === "" || seen.size >= TOLD_APART) return true;
  const hash = textHash(article);
  if (seen.has(hash)) return false;
  seen.add(hash);
  return true;
}

function addOutlet({ outlets }: Cell, outlet: string, articles: number): void {
  const known = outlets.get(outlet);
  if (known !== undefined || outlets.size < TOLD_APART) outlets.set(outlet, (known ?? 0) + articles);
}

function toEvent(cells: readonly Cell[], dependence: number): ToldEvent {
  const outlets = new Map<string, number>();
  for (const cell of cells) {
    for (const [outlet, articles] of cell.outlets) outlets.set(outlet, (outlets.get(outlet) ?? 0) + articles);
  }
  const counted = Math.max(...cells.map((cell) => cell.counted));
  const named = [...outlets].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const mentioned = Math.max(...cells.map((cell) => cell.confidence));
  const [first] = cells;
  return {
    claim: first!.claim,
    firstDay: first!.firstDay,
    lastDay: Math.max(...cells.map((cell) => cell.lastDay)),
    toldDay: Math.min(...cells.map((cell) => cell.toldDay)),
    rows: cells.reduce((sum, cell) => sum + cell.rows, 0),
    articles: cells.reduce((sum, cell) => sum + cell.articles, 0),
    outlets: named.map(([outlet]) => outlet),
    sources: Math.max(1, named.length, counted),
    effective: effectiveSources(
      named.map(([, articles]) => articles),
      counted,
      dependence,
    ),
    sure: cells.some((cell) => cell.sure) && (mentioned < 0 || mentioned >= DOUBTFUL),
    ids: cells.flatMap((cell) => cell.ids).slice(0, KEPT_IDS),
  };
}
