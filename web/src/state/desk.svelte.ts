import { type Crisis, type Diagnostic, dateInWords, hasErrors, type QuickOdds, type ReportInput } from "brink";
import type { CrisisSource } from "../solver/protocol.ts";
import { type Progress, Solver } from "../solver/solver.ts";
import { datedInput } from "./dated-input.ts";
import { type Library, openLibrary } from "./library.ts";

/** A wait after the last change before earlier dates are solved, in milliseconds. */
const REST = 200;
const MOST_UNDO = 200;

/** What is kept of a crisis with unsaved edits while another one is open. */
interface Unsaved {
  readonly texts: Readonly<Record<string, string>>;
  readonly saved: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly past: readonly Readonly<Record<string, string>>[];
}

/**
 * The one store of the desk: the crisis that is open, the edits made to it, and
 * what the solver last said. Views read it; they change it by its methods only.
 */
export class Desk {
  library: Library | undefined = $state.raw();
  /** Main file of the open crisis. */
  file: string | undefined = $state();
  /** Texts by file name as they are now, edits included. */
  texts: Readonly<Record<string, string>> = $state.raw({});
  /** The same as on disk. */
  saved: Readonly<Record<string, string>> = $state.raw({});
  tags: Readonly<Record<string, string>> = {};
  off: readonly string[] = $state.raw([]);
  /** Texts before each edit, oldest first. */
  past: readonly Readonly<Record<string, string>>[] = $state.raw([]);

  /** The crisis as last read without errors. */
  crisis: Crisis | undefined = $state.raw();
  /** Of the texts as they are now. */
  diagnostics: readonly Diagnostic[] = $state.raw([]);
  /** The forecast as of the last report; older than the texts while `busy`. */
  base: ReportInput | undefined = $state.raw();
  /** The odds alone of the texts as they are now: there before the rest is; undefined once all is. */
  quick: QuickOdds | undefined = $state.raw();
  /** A forecast as of the chosen earlier step. */
  earlier: ReportInput | undefined = $state.raw();
  /** Chosen as-of step; undefined is that of the last report. */
  step: number | undefined = $state();

  progress: Progress | undefined = $state.raw();
  /** The base forecast is being computed. */
  busy: boolean = $state(false);
  /** The forecast of the chosen date is being computed. */
  dating: boolean = $state(false);
  stopped: boolean = $state(false);
  /** A failure that is not the file's. */
  failure: string | undefined = $state();
  /** Grows with every change of what is solved; views that ask the solver themselves watch it. */
  revision: number = $state(0);

  readonly solver: Solver = new Solver();
  #dateTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #dated = new Map<string, ReportInput>();
  /** Crises left with edits that are not on disk, by main file. */
  readonly #unsaved = new Map<string, Unsaved>();

  readonly lastStep: number = $derived(this.base?.result.asOfStep ?? 0);
  readonly asOfStep: number = $derived(Math.min(this.step ?? this.lastStep, this.lastStep));
  readonly isLast: boolean = $derived(this.asOfStep === this.lastStep);
  /** The end of the chosen step: what had been told by then is known. */
  readonly asOfLabel: string = $derived(this.base?.result.stepEnds[this.asOfStep] ?? this.base?.result.asOf ?? "");
  /** The whole answer shown: that of the chosen date once it is there, else the base. */
  readonly shown: ReportInput | undefined = $derived(this.isLast ? this.base : (this.earlier ?? this.base));
  /** What is shown is not yet the answer to what was asked. */
  readonly stale: boolean = $derived(this.busy || (!this.isLast && this.earlier === undefined));
  /** The odds of the question as of the chosen date, whatever else is still being solved. */
  readonly odds: number | undefined = $derived(
    this.quick
      ? (this.quick.question ?? undefined)
      : (this.base?.oddsOverTime?.question?.[this.asOfStep] ?? this.shown?.result.question?.probability),
  );
  /** Those odds are of the crisis before the last edit. */
  readonly oddsAreOld: boolean = $derived(this.busy && this.quick === undefined);
  readonly changedFiles: readonly string[] = $derived(
    Object.keys(this.texts).filter((file) => this.texts[file] !== this.saved[file]),
  );
  readonly errors: readonly Diagnostic[] = $derived(this.diagnostics.filter(({ severity }) => severity === "error"));

  /** A date or label of a step as a sentence has it: `step 2` where steps are only numbered. */
  inWords(label: string | undefined): string {
    return dateInWords(this.base?.result.steps ?? [], label ?? "");
  }

  /** As asked of the solver now. */
  get source(): CrisisSource | undefined {
    return this.file === undefined ? undefined : { file: this.file, texts: this.texts, off: this.off };
  }

  /** The as-of date where it is not the last one; for requests to the solver. */
  get asOf(): { readonly asOf?: string } {
    return this.isLast ? {} : { asOf: this.asOfLabel };
  }

  async start(file?: string): Promise<void> {
    try {
      this.library = await openLibrary();
      const wanted = this.library.crises.find((entry) => entry.file === file) ?? this.#first(this.library);
      if (wanted) await this.open(wanted.file);
      else this.failure = "There is no crisis in this folder yet: no YAML file with actors and endings.";
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** The crisis the project was made for, where it is there. */
  #first({ crises }: Library): Library["crises"][number] | undefined {
    return crises.find((entry) => entry.file.includes("caribbean")) ?? crises[0];
  }

  /** Opens a crisis with all the files it includes. */
  async open(file: string, texts: Readonly<Record<string, string>> = {}): Promise<void> {
    for (const lane of ["quick", "forecast", "dated"]) this.solver.drop(lane);
    this.#keepUnsaved();
    const unsaved = this.#unsaved.get(file);
    this.#unsaved.delete(file);
    this.#reset(file);
    try {
      if (unsaved) {
        Object.assign(this, unsaved);
        await this.#solve();
        return;
      }
      const found = await this.#readAll(file, texts);
      if (this.file !== file) return;
      this.texts = found;
      this.saved = found;
      await this.#solve();
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Edits that are not on disk are there somewhere, in the crisis that is open or in one that was. */
  get hasUnsaved(): boolean {
    return this.changedFiles.length > 0 || this.#unsaved.size > 0;
  }

  #keepUnsaved(): void {
    if (this.file === undefined || this.changedFiles.length === 0) return;
    const { texts, saved, tags, past } = this;
    this.#unsaved.set(this.file, { texts, saved, tags, past });
  }

  #reset(file: string): void {
    this.file = file;
    this.quick = undefined;
    this.base = undefined;
    this.earlier = undefined;
    this.crisis = undefined;
    this.diagnostics = [];
    this.step = undefined;
    this.failure = undefined;
    this.texts = {};
    this.past = [];
    this.tags = {};
  }

  /** Asks the reader which files the crisis needs, until it misses none that is there. */
  async #readAll(file: string, given: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const texts: Record<string, string> = { ...given };
    const absent = new Set<string>();
    let wanted = Object.hasOwn(texts, file) ? [] : [file];
    for (;;) {
      for (const name of wanted) await this.#readOne(name, texts, absent);
      const read = await this.solver.ask("read", { kind: "read", source: { file, texts, off: [] } });
      wanted = (read?.missing ?? []).filter((name) => !absent.has(name));
      if (wanted.length === 0) return texts;
    }
  }

  async #readOne(name: string, texts: Record<string, string>, absent: Set<string>): Promise<void> {
    const found = await this.library?.read(name);
    if (!found) {
      absent.add(name);
      return;
    }
    texts[name] = found.text;
    this.tags = { ...this.tags, [name]: found.tag };
  }

  /** Puts a new text in the place of a file's; the odds follow. */
  edit(file: string, text: string): void {
    if (this.texts[file] === text) return;
    this.past = [...this.past, this.texts].slice(-MOST_UNDO);
    this.texts = { ...this.texts, [file]: text };
    void this.#solve();
  }

  /** An edit made by a view; undefined where the file is written in a way it does not know. */
  apply(edit: { readonly file: string; readonly text: string } | undefined): void {
    if (edit) this.edit(edit.file, edit.text);
    else this.failure = "This part of the file is written in a way that only an editor can change.";
  }

  /** Takes the last edit back. */
  undo(): void {
    const before = this.past.at(-1);
    if (!before) return;
    this.past = this.past.slice(0, -1);
    this.texts = before;
    void this.#solve();
  }

  /** Switches a report on or off without touching the file. */
  toggleReport(id: string): void {
    this.setOff(this.off.includes(id) ? this.off.filter((other) => other !== id) : [...this.off, id]);
  }

  setOff(off: readonly string[]): void {
    if (off.join("\n") === this.off.join("\n")) return;
    this.off = off;
    void this.#solve();
  }

  /** Solves again what is there, after it was stopped. */
  resume(): void {
    void this.#solve();
  }

  stop(): void {
    this.solver.stop();
    this.stopped = true;
    this.quick = undefined;
    this.busy = false;
    this.dating = false;
    this.progress = undefined;
  }

  /** Chooses the as-of step: the odds of that step are there at once, the rest follows. */
  chooseStep(step: number): void {
    this.step = step >= this.lastStep ? undefined : Math.max(0, step);
    clearTimeout(this.#dateTimer);
    this.solver.drop("dated");
    this.dating = false;
    this.earlier = this.isLast ? undefined : this.#dated.get(this.asOfLabel);
    this.revision += 1;
    if (!this.isLast && !this.earlier) this.#dateTimer = setTimeout(() => void this.#solveDate(), REST);
  }

  async #solve(): Promise<void> {
    const { source } = this;
    if (!source) return;
    this.revision += 1;
    this.#dated.clear();
    this.earlier = undefined;
    this.solver.drop("dated");
    this.quick = undefined;
    this.stopped = false;
    this.busy = true;
    this.failure = undefined;
    this.progress = undefined;
    const asked = this.revision;
    try {
      const read = await this.solver.ask("read", { kind: "read", source });
      if (!read || !this.#isStill(source)) return;
      this.diagnostics = read.diagnostics;
      if (!read.crisis) {
        this.solver.drop("forecast");
        this.busy = false;
        return;
      }
      this.crisis = read.crisis;
      const quick = await this.solver.ask("quick", { kind: "quick", source, ...this.asOf, set: [] });
      if (!quick || !this.#isStill(source)) return;
      this.quick = quick.result;
      const answer = await this.solver.ask("forecast", { kind: "forecast", source }, (progress) => {
        this.progress = progress;
      });
      if (!answer || !this.#isStill(source)) return;
      this.quick = undefined;
      this.diagnostics = [...read.diagnostics, ...answer.diagnostics];
      if (answer.result && !hasErrors(answer.diagnostics)) this.base = answer.result;
      this.busy = false;
      this.progress = undefined;
      if (!this.isLast) void this.#solveDate();
    } catch (thrown) {
      if (asked === this.revision) this.#fail(thrown);
    }
  }

  /** Nothing was edited or switched since. */
  #isStill({ file, texts, off }: CrisisSource): boolean {
    return file === this.file && texts === this.texts && off === this.off;
  }

  async #solveDate(): Promise<void> {
    const { source, asOfLabel, asOf, base } = this;
    if (!source || !base || this.busy || this.isLast) return;
    this.dating = true;
    try {
      const answer = await this.solver.ask("dated", { kind: "dated", source, ...asOf });
      if (!answer || base !== this.base) return;
      const dated = answer.result && datedInput(base, answer.result);
      if (dated) this.#dated.set(asOfLabel, dated);
      if (asOfLabel === this.asOfLabel) {
        this.earlier = dated;
        this.dating = false;
      }
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Writes every changed file to the folder. Returns those changed on disk meanwhile: they are not written. */
  async save(): Promise<readonly { readonly file: string; readonly text: string; readonly tag: string }[]> {
    const conflicts: { file: string; text: string; tag: string }[] = [];
    for (const file of this.changedFiles) {
      const text = this.texts[file] ?? "";
      const answer = await this.library?.save?.(file, text, this.tags[file]);
      if (!answer) continue;
      if ("saved" in answer) this.#noteSaved(file, text, answer.saved);
      else if ("changed" in answer) conflicts.push({ file, ...answer.changed });
      else this.failure = `${file} was not saved: ${answer.refused}`;
    }
    return conflicts;
  }

  /** Takes the text on disk in place of the one here, or keeps the one here to be saved over it. */
  settleConflict(
    conflict: { readonly file: string; readonly text: string; readonly tag: string },
    keep: "mine" | "disk",
  ): void {
    this.saved = { ...this.saved, [conflict.file]: conflict.text };
    this.tags = { ...this.tags, [conflict.file]: conflict.tag };
    if (keep === "disk") this.edit(conflict.file, conflict.text);
  }

  #noteSaved(file: string, text: string, tag: string): void {
    this.saved = { ...this.saved, [file]: text };
    this.tags = { ...this.tags, [file]: tag };
  }

  #fail(thrown: unknown): void {
    this.busy = false;
    this.dating = false;
    this.progress = undefined;
    this.failure = thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** The desk of this page. */
export const desk: Desk = new Desk();
