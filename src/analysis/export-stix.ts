/**
 * The reports and sources of a crisis as a STIX 2.1 bundle (OASIS standard of
 * 10 June 2021).
 *
 * STIX has no object for a move of a government. What it has is a `report`
 * ("collections of threat intelligence … published") that refers to the
 * identities it is about, and a `note`. So:
 *
 * - actor, source, Brink itself → `identity`
 * - a report with a claim → `report`, `published` when it was told
 * - a statement → `note`
 * - the credibility digit → `confidence`, by STIX's own table for the Admiralty
 *   scale (appendix A): 1 90, 2 70, 3 50, 4 30, 5 10, 6 none
 * - `same_as` → a `relationship` `duplicate-of`
 * - grade, digit, dates, claim → a property extension, defined in the bundle
 *
 * No `observed-data`: it must hold cyber observables, and none were seen. No
 * `sighting`: it says that a campaign, malware or tool was seen.
 */
import { dateOfStep, firstDayOfStep, isoDay } from "../crisis/calendar.ts";
import type { Crisis, Element, Report } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { claimInWords } from "./claim-in-words.ts";
import { exportNeedsDates } from "./export-needs-dates.ts";
import { uuidV5 } from "./uuid-v5.ts";
import { version } from "./version.ts";

/** A STIX object: what every one of them has, and the rest. */
export interface StixObject {
  readonly type: string;
  readonly spec_version: "2.1";
  readonly id: string;
  readonly created: string;
  readonly modified: string;
  readonly [property: string]: unknown;
}

export interface StixBundle {
  readonly type: "bundle";
  readonly id: string;
  readonly objects: readonly StixObject[];
}

/** Namespace of our identifiers. Not STIX's own, which is kept for observables (section 2.9). */
const NAMESPACE = "6f1d2c0e-6b0a-5d0c-9a54-3f6d2b7c8e11";
/** When the extension was defined; part of the bundle, so it may not change from run to run. */
const DEFINED = "2026-11-25T00:00:00.000Z";
/** STIX 2.1, appendix A, Admiralty credibility. */
const confidences: Readonly<Record<number, number>> = { 1: 90, 2: 70, 3: 50, 4: 30, 5: 10 };

/**
 * The bundle; the same bytes for the same crisis. Identifiers are of version 5,
 * so that a second export of a changed crisis updates what is there.
 *
 * Errors: `export-needs-dates` where the clock has none.
 */
export function exportStix(crisis: Crisis): StixBundle | Diagnostic {
  if (crisis.clock.startDay === undefined) return exportNeedsDates(crisis, "STIX");
  const actors = crisis.actors.map((actor) => identity(crisis, "actor", actor, "organization"));
  const sources = crisis.sources.map((source) => ({
    ...identity(crisis, "source", source, "unknown"),
    extensions: { [extensionId]: { ...property, grade: source.grade, reliability: source.reliability } },
  }));
  const reports = crisis.reports.map((report) => reportObject(crisis, report));
  return {
    type: "bundle",
    id: `bundle--${uuidV5(NAMESPACE, `bundle ${crisis.name}`)}`,
    objects: [maker, extension, ...actors, ...sources, ...reports, ...relationships(crisis)],
  };
}

const makerId = `identity--${uuidV5(NAMESPACE, "identity Brink")}`;
const extensionId = `extension-definition--${uuidV5(NAMESPACE, "extension graded report")}`;
const property = { extension_type: "property-extension" } as const;

const maker: StixObject = {
  type: "identity",
  spec_version: "2.1",
  id: makerId,
  created: DEFINED,
  modified: DEFINED,
  name: "Brink",
  description: `Brink ${version}, which turns a description of a crisis into a game and wrote this bundle.`,
  identity_class: "system",
};

const extension: StixObject = {
  type: "extension-definition",
  spec_version: "2.1",
  id: extensionId,
  created: DEFINED,
  modified: DEFINED,
  created_by_ref: makerId,
  name: "Graded report of a crisis",
  description: "How a crisis file grades a report and its source, when it happened, and what it claims.",
  schema:
    "On `identity`: `grade` (A to F) and `reliability` (0 to 1). On `report` and `note`: `grade`, `credibility` (1 to 6), `happened` (as written), `first_day`, `last_day` (RFC 3339 dates, both included), `claim` (words), `text` (sentences of the source text).",
  version: "1.0.0",
  extension_types: ["property-extension"],
};

function idOf(crisis: Crisis, type: string, kind: string, name: string): string {
  return `${type}--${uuidV5(NAMESPACE, `${kind} ${crisis.name} ${name}`)}`;
}

function timestamp(day: number): string {
  return `${isoDay(day)}T00:00:00.000Z`;
}

/** Identities are as old as the crisis: nothing else is known of when they were written down. */
function identity(crisis: Crisis, kind: "actor" | "source", element: Element, identityClass: string): StixObject {
  const made = timestamp(firstDayOfStep(crisis.clock, 0));
  return {
    type: "identity",
    spec_version: "2.1",
    id: idOf(crisis, "identity", kind, element.name),
    created: made,
    modified: made,
    created_by_ref: makerId,
    name: element.label,
    ...(element.why === undefined ? {} : { description: element.why }),
    identity_class: identityClass,
  };
}

function reportObject(crisis: Crisis, report: Report): StixObject {
  const source = crisis.sources[report.source]!;
  const told = timestamp(report.toldDay);
  const confidence = confidences[report.credibility];
  const type = report.claim ? "report" : "note";
  const words = claimInWords(crisis, report);
  const about = [...actorsOf(crisis, report), idOf(crisis, "identity", "source", source.name)];
  return {
    type,
    spec_version: "2.1",
    id: idOf(crisis, type, "report", report.name),
    created: told,
    modified: told,
    created_by_ref: makerId,
    ...(type === "report"
      ? { name: words, ...(report.quote === undefined ? {} : { description: report.quote }), published: told }
      : { content: report.says ?? report.quote ?? words }),
    object_refs: about,
    ...(confidence === undefined ? {} : { confidence }),
    // The standard wants more than a name: the words themselves, or what is known of the source.
    external_references: [
      { source_name: source.label, description: report.quote ?? `a source graded ${source.grade}` },
    ],
    extensions: { [extensionId]: { ...property, ...graded(crisis, report) } },
  };
}

/** The actors a report speaks of, each once. */
function actorsOf(crisis: Crisis, { claim, about }: Report): readonly string[] {
  const triggers = (claim ?? []).flatMap(({ any }) => any);
  const actors = triggers.flatMap((trigger) => (trigger.kind === "move" ? crisis.moves[trigger.move]!.actor : []));
  const named = crisis.actors.findIndex((actor) => actor.name === about);
  const all = new Set([...actors, ...(named >= 0 ? [named] : [])]);
  return [...all].map((actor) => idOf(crisis, "identity", "actor", crisis.actors[actor]!.name));
}

function graded(crisis: Crisis, report: Report): object {
  const { clock } = crisis;
  return {
    grade: crisis.sources[report.source]!.grade,
    credibility: report.credibility,
    happened: report.happened === "" ? dateOfStep(clock, report.from) : report.happened,
    first_day: isoDay(firstDayOfStep(clock, report.from)),
    last_day: isoDay(firstDayOfStep(clock, report.to + 1) - 1),
    claim: claimInWords(crisis, report),
    // STIX knows no empty lists.
    ...(report.text.length > 0 ? { text: report.text } : {}),
  };
}

/** Reports of one event, and sources that pass others on. */
function relationships(crisis: Crisis): readonly StixObject[] {
  const type = (report: Report): string => (report.claim ? "report" : "note");
  const reportId = (report: Report): string => idOf(crisis, type(report), "report", report.name);
  const sameAs = crisis.reports.flatMap((report, index) => {
    if (report.sameAs === index) return [];
    const first = crisis.reports[report.sameAs]!;
    return relationship(crisis, reportId(report), "duplicate-of", reportId(first), timestamp(report.toldDay));
  });
  const made = timestamp(firstDayOfStep(crisis.clock, 0));
  const via = crisis.sources.flatMap((source) => {
    if (source.via === undefined) return [];
    const from = idOf(crisis, "identity", "source", source.name);
    const to = idOf(crisis, "identity", "source", crisis.sources[source.via]!.name);
    return { ...relationship(crisis, from, "related-to", to, made), description: "known through" };
  });
  return [...sameAs, ...via];
}

function relationship(crisis: Crisis, from: string, kind: string, to: string, made: string): StixObject {
  return {
    type: "relationship",
    spec_version: "2.1",
    id: idOf(crisis, "relationship", kind, `${from} ${to}`),
    created: made,
    modified: made,
    created_by_ref: makerId,
    relationship_type: kind,
    source_ref: from,
    target_ref: to,
  };
}
