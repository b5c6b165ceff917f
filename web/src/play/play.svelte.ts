import { type Crisis, version } from "brink";
import { carriedWorker } from "../state/carried.ts";
import { fingerprintOf, type PlayLog } from "./play-log.ts";
import type { PlayAsk, PlayFacts, PlayHint, PlayTold } from "./play-protocol.ts";
import type { PlayState } from "./play-state.ts";

interface Setup {
  readonly crisis: Crisis;
  readonly file: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly seat: string;
  readonly seed: number;
  readonly run: number;
}

type Answer = Exclude<PlayTold, { readonly progress: unknown }>;
/** What is asked, without its number. */
type Question = PlayAsk extends infer Ask ? (Ask extends PlayAsk ? Omit<Ask, "id"> : never) : never;

/** The one play of the page; it goes on while other views are looked at. */
export class Play {
  setup: Setup | undefined = $state.raw();
  facts: PlayFacts = $state.raw([]);
  /** How long it goes on, and what a later payoff is worth, in words. */
  clock: string = $state("");
  choices: readonly string[] = $state.raw([]);
  state: PlayState | undefined = $state.raw();
  hints: readonly PlayHint[] = $state.raw([]);
  /** The player has left it where it stands. */
  stopped: boolean = $state(false);
  busy: boolean = $state(false);
  progress: { readonly done: number; readonly all?: number } | undefined = $state.raw();
  refused: string = $state("");

  #worker: Worker | undefined;
  #last = 0;
  readonly #waiting = new Map<number, (answer: Answer) => void>();

  /** Starts anew, or with what a saved play holds. */
  async start(
    setup: Setup,
    { choices, stopped }: Pick<PlayLog, "choices" | "stopped"> = { choices: [] },
  ): Promise<void> {
    this.leave();
    this.setup = setup;
    this.#worker =
      carriedWorker("play") ?? new Worker(new URL("./play-worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<PlayTold>) => this.#hear(data);
    this.#worker.onerror = () => {
      this.refused = "The play could not go on; the crisis may need more memory than the browser gives.";
      this.busy = false;
    };
    const { crisis, seed, run } = setup;
    const opened = await this.#ask({ kind: "open", crisis, seed, run });
    if (!("facts" in opened)) return;
    this.facts = opened.facts;
    this.clock = opened.clock;
    await this.#go(choices);
    if (stopped) this.stop();
  }

  async choose(move: string): Promise<void> {
    await this.#go([...this.choices, move]);
  }

  /** Leaves it where it stands; `goOn` takes it up again. */
  stop(): void {
    this.hints = [];
    this.stopped = this.state !== undefined && !this.state.ended;
  }

  goOn(): void {
    this.stopped = false;
  }

  async undo(): Promise<void> {
    this.goOn();
    await this.#go(this.choices.slice(0, -1));
  }

  async askHints(): Promise<void> {
    if (!this.setup) return;
    const { choices } = this;
    const told = await this.#ask({ kind: "hint", seat: this.setup.seat, choices });
    if ("hints" in told && choices === this.choices) this.hints = told.hints;
  }

  leave(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#waiting.clear();
    Object.assign(this, { setup: undefined, facts: [], choices: [], state: undefined, hints: [], busy: false });
    Object.assign(this, { progress: undefined, refused: "", clock: "", stopped: false });
  }

  log(): PlayLog | undefined {
    const { setup, state, choices, stopped } = this;
    if (!setup || !state) return undefined;
    const { crisis, file, texts, seat, seed, run } = setup;
    const fingerprint = fingerprintOf(texts);
    const own = { brink: version, crisis: crisis.name, file, fingerprint, seat, seed, run, choices };
    return { kind: "brink-play", format: 1, ...own, ...(stopped ? { stopped } : {}), events: state.events };
  }

  async #go(choices: readonly string[]): Promise<void> {
    if (!this.setup) return;
    this.hints = [];
    const told = await this.#ask({ kind: "play", seat: this.setup.seat, choices });
    if (!("state" in told)) return;
    this.state = told.state;
    this.choices = choices.slice(0, told.state.made);
  }

  async #ask(question: Question): Promise<Answer> {
    this.#last += 1;
    const id = this.#last;
    this.busy = true;
    this.refused = "";
    const told = await new Promise<Answer>((settle) => {
      this.#waiting.set(id, settle);
      // Plain data, whatever the page's own wrappers are.
      this.#worker?.postMessage({ ...question, id });
    });
    this.busy = false;
    this.progress = undefined;
    if ("refused" in told) this.refused = told.refused;
    return told;
  }

  #hear(told: PlayTold): void {
    if ("progress" in told) {
      this.progress = told.progress;
      return;
    }
    this.#waiting.get(told.id)?.(told);
    this.#waiting.delete(told.id);
  }
}

export const play: Play = new Play();
