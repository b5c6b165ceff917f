/** The parts of a crisis file as written, each with its place; keys are spelled as in the file. */
import type { Distribution } from "../model.ts";
import type { Entry, Named } from "../shape/collections.ts";
import type { Located } from "../shape/shape.ts";
import type { Phrase, Wording } from "../syntax.ts";

/** Keys every element may carry. */
export interface ElementEntry extends Entry {
  readonly name?: Located<string>;
  readonly text?: readonly Located<string>[];
  readonly why?: Located<string>;
}

export interface QuestionEntry extends Entry {
  readonly ask: Located<string>;
  readonly ending: Located<string>;
  readonly by?: Located<string>;
  readonly text?: readonly Located<string>[];
}

export interface ClockEntry extends Entry {
  readonly start?: Located<string>;
  readonly step?: Located<string>;
  readonly steps?: Located<string>;
}

export interface TextEntry extends Entry {
  readonly name?: Located<string>;
  readonly sentences: Located<number>;
}

export interface SourceEntry extends ElementEntry {
  readonly grade?: Located<string>;
  readonly via?: Located<string>;
  readonly published?: Located<string>;
}

export interface ActorEntry extends ElementEntry {
  readonly precision?: Wording;
  readonly acts_by?: Located<"payoff" | "chance">;
  readonly discount?: Phrase;
  readonly aliases?: readonly Located<string>[];
}

export interface ParameterEntry extends ElementEntry {
  readonly value: Located<number>;
  readonly range?: readonly Located<number>[];
  readonly unit?: Located<string>;
  readonly distribution?: Located<Distribution>;
  readonly limits?: readonly Located<number>[];
}

/** Two parameters that are drawn together. */
export interface CorrelationEntry extends Entry {
  readonly between: readonly Located<string>[];
  readonly rank: Located<number>;
  readonly text?: readonly Located<string>[];
  readonly why?: Located<string>;
}

/** A level for sure, or a chance for each level. */
export type StartEntry =
  | { readonly kind: "level"; readonly level: Located<string> }
  | { readonly kind: "chances"; readonly chances: readonly Named<Phrase>[] };

/** Names of the levels, or how many there are. */
export type LevelsEntry =
  | { readonly kind: "names"; readonly names: readonly Located<string>[] }
  | { readonly kind: "count"; readonly count: Located<number> };

export interface VariableEntry extends ElementEntry {
  readonly levels: LevelsEntry;
  readonly start?: StartEntry;
  readonly seen_by?: readonly Located<string>[];
  readonly ladder?: Located<boolean>;
  readonly calendar?: readonly Named<Located<string>>[];
}

export type Effects = readonly Named<Wording>[];

/** What follows: effects for sure, or one of several by chance; empty effects are `nothing`. */
export type ThenEntry =
  | { readonly kind: "sure"; readonly effects: Effects; readonly at: Located<unknown>["at"] }
  | { readonly kind: "chances"; readonly branches: readonly BranchEntry[]; readonly at: Located<unknown>["at"] };

export interface BranchEntry extends Entry {
  readonly chance: Phrase;
  readonly effects: Effects;
}

export interface RowEntry extends Entry {
  readonly when?: Phrase;
  readonly otherwise?: Located<boolean>;
  readonly levels: readonly Named<Phrase>[];
}

export interface EventEntry extends ElementEntry {
  readonly chance?: Phrase;
  readonly when?: Phrase;
  readonly then: ThenEntry;
}

export type DriverEntry =
  | { readonly kind: "rows"; readonly rows: readonly RowEntry[] }
  | { readonly kind: "event"; readonly event: EventEntry };

export interface MoveEntry extends ElementEntry {
  readonly when?: Phrase;
  readonly cost?: Phrase;
  readonly chance?: Phrase;
  readonly then?: ThenEntry;
  readonly after?: readonly Located<string>[];
  readonly once?: Located<boolean>;
  readonly arrives?: Located<string>;
  readonly codes?: readonly Located<string>[];
  readonly cues?: readonly Located<string>[];
}

/** A part of a payoff: an expression, or a share in what another actor receives. */
export type PartEntry =
  | { readonly kind: "value"; readonly value: Phrase }
  | { readonly kind: "like"; readonly like: LikeEntry };

export interface LikeEntry extends Entry {
  readonly like: Located<string>;
  readonly weight: Phrase;
}

export interface EndingEntry extends ElementEntry {
  readonly rule?: Located<string>;
  readonly when?: Phrase;
  readonly chance?: Phrase;
  readonly otherwise?: Located<boolean>;
  readonly payoffs?: readonly Named<readonly Named<PartEntry>[]>[];
}

/** One thing that was seen, before it is known which names are actors. */
export type SawEntry =
  | { readonly kind: "words"; readonly words: Wording }
  | { readonly kind: "pair"; readonly name: Located<string>; readonly value: Located<string> }
  | {
      readonly kind: "group";
      readonly never: boolean;
      readonly items: readonly SawEntry[];
      readonly at: Located<unknown>["at"];
    };

export interface ReportEntry extends ElementEntry {
  readonly id: Located<string>;
  readonly happened?: Located<string>;
  readonly told?: Located<string>;
  readonly source?: Located<string>;
  readonly credibility?: Located<number>;
  readonly saw?: readonly SawEntry[];
  readonly quote?: Located<string>;
  readonly same_as?: Located<string>;
  readonly says?: Located<string>;
  readonly about?: Located<string>;
  readonly follows?: readonly Located<string>[];
  readonly planned?: Located<boolean>;
  readonly calls?: Located<string>;
  readonly suggests?: readonly Named<Located<string>>[];
}

export interface EstimateEntry extends Entry {
  readonly by: Located<string>;
  readonly via?: Located<string>;
  readonly ending: Located<string>;
  readonly probability?: Located<number>;
  readonly below?: Located<number>;
  readonly above?: Located<number>;
  readonly horizon?: Located<string>;
  readonly text?: readonly Located<string>[];
}

export interface BaseRateEntry extends Entry {
  readonly ending: Located<string>;
  readonly class: Located<string>;
  readonly probability: Located<number>;
  readonly cases?: Located<number>;
  readonly source: Located<string>;
  readonly why?: Located<string>;
  readonly text?: readonly Located<string>[];
}

export interface EndedEntry extends Entry {
  readonly ending: Located<string>;
  readonly date: Located<string>;
}

/** A whole file, its includes merged in. */
export interface CrisisEntry extends Entry {
  readonly crisis?: Located<string>;
  readonly question?: QuestionEntry;
  readonly clock?: ClockEntry;
  readonly information?: Located<"open" | "private">;
  readonly shocks?: Located<"excluded" | "counted">;
  readonly discount?: Phrase;
  readonly include?: readonly Located<string>[];
  readonly texts?: readonly Named<TextEntry>[];
  readonly sources?: readonly Named<SourceEntry>[];
  readonly grades?: readonly Named<Located<number>>[];
  readonly credibilities?: readonly Named<Located<number>>[];
  readonly actors?: readonly Named<ActorEntry>[];
  readonly parameters?: readonly Named<ParameterEntry>[];
  readonly correlations?: readonly CorrelationEntry[];
  readonly state?: readonly Named<VariableEntry>[];
  readonly drivers?: readonly Named<DriverEntry>[];
  readonly turns?: readonly (readonly Located<string>[])[];
  readonly moves?: readonly Named<readonly Named<MoveEntry>[]>[];
  readonly payoffs?: readonly Named<readonly Named<PartEntry>[]>[];
  readonly endings?: readonly Named<EndingEntry>[];
  readonly reports?: readonly ReportEntry[];
  readonly estimates?: readonly EstimateEntry[];
  readonly base_rates?: readonly BaseRateEntry[];
  readonly ended?: EndedEntry;
  readonly unused?: readonly Named<Located<string>>[];
}
