import type { Diagnostic } from "brink";
import { type Draft, type DraftChanges, editDraft, joinSame, type WrittenArticle } from "brink/reading";
import { desk } from "../state/desk.svelte.ts";
import { Reader, type ReaderAnswer, type ReaderQuestion } from "./reader.ts";
import type { AddReply, CrisisTexts, ReadReply, SentencePlace } from "./reading-protocol.ts";
import { standingIn } from "./standing.ts";

/** An article with what was drafted from it. */
export interface OpenArticle {
  /** Main file of the crisis it was read for. */
  readonly crisis: string;
  readonly text: string;
  /** As written, `2025-07-31`; empty where it is not known. */
  readonly date: string;
  /** Odds of the question when it was asked for, and as of which date (`asOfNow`). */
  readonly odds: number | undefined;
  readonly asOf: string;
  readonly about: WrittenArticle;
  /** Drafts that were made and are not kept, as no one looks through so many. */
  readonly beyond: number;
  readonly sentences: readonly SentencePlace[];
}

/** `standing`: in the crisis, and not accepted since the article was read. */
export type Decision = "open" | "accepted" | "rejected" | "standing";

/** What can be taken back, the last one last. */
type Step =
  | { readonly kind: "accepted"; readonly ids: readonly string[]; readonly texts: Readonly<Record<string, string>> }
  | { readonly kind: "rejected"; readonly id: string }
  | { readonly kind: "edited"; readonly drafts: readonly Draft[] };

/** Drafts of one article that are kept: a long read makes some fifty. */
const MOST_DRAFTS = 300;
/** How often an acceptance is tried again because the crisis was edited meanwhile. */
const MOST_TRIES = 5;

/** The one article that is read on this page; it stays while other views are looked at. */
export class Reading {
  article: OpenArticle | undefined = $state.raw();
  /** As read, or as edited since. */
  drafts: readonly Draft[] = $state.raw([]);
  selected: string | undefined = $state();
  /** Something is being read or written. */
  busy: boolean = $state(false);
  /** What is wrong with the article, or with the crisis once a draft is in it. */
  diagnostics: readonly Diagnostic[] = $state.raw([]);
  failure: string = $state("");
  /** What was done last, for who cannot see it. */
  said: string = $state("");

  #rejected: ReadonlySet<string> = $state.raw(new Set());
  #accepted: ReadonlySet<string> = $state.raw(new Set());
  /** By id, as they stood in the crisis when the article was read, or were written since. */
  #written: ReadonlyMap<string, Draft> = $state.raw(new Map());
  #steps: readonly Step[] = $state.raw([]);
  readonly #reader = new Reader();
  /** Acceptances wait for one another: each is made to the texts the one before left. */
  #queue: Promise<void> = Promise.resolve();

  /** Whatever was done to the files since, here or elsewhere. */
  readonly #standing: ReadonlySet<string> = $derived(
    standingIn(this.drafts, this.article?.about.prefix ?? "", desk.texts),
  );
  readonly current: Draft | undefined = $derived(this.drafts.find(({ id }) => id === this.selected));
  readonly left: readonly Draft[] = $derived(this.drafts.filter((draft) => this.decisionOf(draft) === "open"));
  readonly canUndo: boolean = $derived(this.#steps.length > 0);

  /** What is accepted stands in the files: an undo elsewhere counts too. */
  decisionOf({ id }: Draft): Decision {
    if (this.#standing.has(id)) return this.#accepted.has(id) ? "accepted" : "standing";
    return this.#rejected.has(id) ? "rejected" : "open";
  }

  /** Loads the language packages ahead of need. */
  warm(): void {
    this.#reader.warm();
  }

  /** @returns whether it could be read; else `diagnostics` or `failure` says why */
  async read(text: string, name: string, date: string): Promise<boolean> {
    const { source } = desk;
    const asOf = asOfNow();
    // Odds of the crisis before an edit are not what this article starts from.
    const odds = desk.oddsAreOld ? undefined : desk.odds;
    let done = false;
    await this.#guarded(async () => {
      if (!source) return;
      const answer = await this.#ask({ kind: "read", source: textsOf(source), text, name, date });
      if (!("read" in answer)) return;
      this.#open(answer.read, { text, crisis: source.file, odds, asOf });
      done = true;
    });
    return done;
  }

  #open(
    { article, date, sentences, drafts }: ReadReply,
    asked: Pick<OpenArticle, "text" | "crisis" | "odds" | "asOf">,
  ): void {
    const beyond = Math.max(0, drafts.length - MOST_DRAFTS);
    this.article = { ...asked, date, about: article, beyond, sentences };
    this.drafts = drafts.slice(0, MOST_DRAFTS);
    this.#rejected = new Set();
    this.#accepted = new Set();
    // From an earlier reading of the article, or from someone who wrote it by hand.
    const standing = this.drafts.filter(({ id }) => this.#standing.has(id));
    this.#written = new Map(standing.map((draft) => [draft.id, draft]));
    this.selected = (this.left[0] ?? drafts[0])?.id;
    this.#steps = [];
    this.said = `${drafts.length} drafts from ${sentences.length} sentences.`;
  }

  /** Puts the article away; what was accepted stays in the file. */
  close(): void {
    this.article = undefined;
    this.drafts = [];
    this.selected = undefined;
    this.diagnostics = [];
    this.failure = "";
  }

  accept(...ids: readonly string[]): Promise<void> {
    this.#queue = this.#queue.then(() => this.#guarded(() => this.#accept(ids)));
    return this.#queue;
  }

  async #accept(ids: readonly string[]): Promise<void> {
    const { article } = this;
    const drafts = this.left.filter(({ id }) => ids.includes(id));
    if (!article || drafts.length === 0) return;
    const added = await this.#add(drafts, article);
    if (!added) return;
    const accepted = drafts.map(({ id }) => id);
    this.#written = new Map([...this.#written, ...drafts.map((draft) => [draft.id, draft] as const)]);
    this.#accepted = new Set([...this.#accepted, ...accepted]);
    desk.edit(added.file, added.text);
    this.#steps = [...this.#steps, { kind: "accepted", ids: accepted, texts: desk.texts }];
    this.said = `${drafts.length === 1 ? "One draft" : `${drafts.length} drafts`} written into ${added.file}.`;
    if (drafts.some(({ id }) => id === this.selected)) this.#selectNextOpen();
  }

  /** The text of a file with drafts in it, made to the crisis as it is when the answer comes. */
  async #add(drafts: readonly Draft[], { about: article, crisis }: OpenArticle): Promise<AddReply | undefined> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { source } = desk;
      if (source?.file !== crisis) break;
      const earlier = [...this.#written.values()].filter(({ id }) => this.#standing.has(id));
      const answer = await this.#ask({ kind: "add", source: textsOf(source), drafts, earlier, article });
      if (!("added" in answer)) return undefined;
      if (desk.texts === source.texts) return answer.added;
    }
    this.failure = "The crisis was changed meanwhile; nothing was written.";
    return undefined;
  }

  reject(id: string): void {
    if (!this.left.some((draft) => draft.id === id)) return;
    this.#rejected = new Set([...this.#rejected, id]);
    this.#steps = [...this.#steps, { kind: "rejected", id }];
    this.said = "Rejected.";
    if (this.selected === id) this.#selectNextOpen();
  }

  /** Changes a draft that is not decided; what it is the same event as is decided anew. */
  edit(id: string, changes: DraftChanges): void {
    const { crisis } = desk;
    if (!crisis) return;
    this.#steps = [...this.#steps, { kind: "edited", drafts: this.drafts }];
    const own = new Set(this.#written.keys());
    const others = { ...crisis, reports: crisis.reports.filter(({ name }) => !own.has(name)) };
    const changed = this.drafts.map((draft) => (draft.id === id ? editDraft(draft, changes) : draft));
    this.drafts = joinSame(changed, others);
    this.said = "Edited.";
  }

  /** Takes the last acceptance, rejection or edit of a draft back. */
  undo(): void {
    const step = this.#steps.at(-1);
    if (!step) return;
    let wasStanding = false;
    if (step.kind === "accepted") {
      // The file was edited since: its own undo takes back what came last.
      const standing = step.ids.some((id) => this.#standing.has(id));
      if (standing && desk.texts !== step.texts) {
        this.failure = "The file was edited since. Undo beside Save takes back the last edit first.";
        return;
      }
      wasStanding = standing;
      if (standing) desk.undo();
      this.#accepted = new Set([...this.#accepted].filter((id) => !step.ids.includes(id)));
      this.selected = step.ids[0];
    } else if (step.kind === "rejected") {
      this.#rejected = new Set([...this.#rejected].filter((id) => id !== step.id));
      this.selected = step.id;
    } else {
      this.drafts = step.drafts;
    }
    this.#steps = this.#steps.slice(0, -1);
    this.failure = "";
    this.said = step.kind === "accepted" && !wasStanding ? "It was taken out of the file already." : "Taken back.";
  }

  /** The draft so many places further down the list. */
  move(by: number): void {
    const at = this.drafts.findIndex(({ id }) => id === this.selected);
    const next = this.drafts[Math.min(this.drafts.length - 1, Math.max(0, at + by))];
    if (next) this.selected = next.id;
  }

  #selectNextOpen(): void {
    const at = this.drafts.findIndex(({ id }) => id === this.selected);
    const order = [...this.drafts.slice(at + 1), ...this.drafts.slice(0, at)];
    this.selected = order.find((draft) => this.decisionOf(draft) === "open")?.id ?? this.selected;
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failure = "";
    this.diagnostics = [];
    try {
      await work();
    } catch (thrown) {
      this.failure = thrown instanceof Error ? thrown.message : String(thrown);
    }
    this.busy = false;
  }

  async #ask(question: ReaderQuestion): Promise<ReaderAnswer> {
    const answer = await this.#reader.ask(question);
    if ("diagnostics" in answer) this.diagnostics = answer.diagnostics;
    return answer;
  }
}

/** The date that odds are shown as of; empty for the last one, which reports that are added may move. */
export function asOfNow(): string {
  return desk.isLast ? "" : desk.asOfLabel;
}

/** Plain texts: what stands in a state of the page cannot be sent to a worker as it is. */
function textsOf({ file, texts }: CrisisTexts): CrisisTexts {
  return { file, texts };
}

/** The article of this page. */
export const reading: Reading = new Reading();
