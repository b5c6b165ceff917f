import type { Diagnostic, SensitivityPlan, SensitivityResult, SensitivitySize } from "brink";
import type { CrisisSource } from "../solver/protocol.ts";
import { AHEAD } from "../solver/protocol.ts";
import type { Progress } from "../solver/solver.ts";
import { desk } from "./desk.svelte.ts";
import { isAboutSame } from "./same-source.ts";

export type HingeSize = "screening" | "full";

/** A first look, and the analysis of `brink sensitivity`. */
export const SIZES: Readonly<Record<HingeSize, SensitivitySize>> = {
  screening: { paths: 2, rows: 0, most: 8 },
  full: { paths: 4, rows: 64, most: 5 },
};

const LANE = `${AHEAD} sensitivity`;

interface About {
  readonly source: CrisisSource;
  readonly asOf?: string;
}

interface Found extends About {
  readonly size: HingeSize;
  readonly result: SensitivityResult;
}

/** What the odds hang on: it takes minutes, so it goes on and is kept while other views are looked at. */
class Hinges {
  running: HingeSize | undefined = $state();
  progress: Progress | undefined = $state.raw();
  /** How long each size would take. */
  plans: Readonly<Record<HingeSize, SensitivityPlan>> | undefined = $state.raw();
  diagnostics: readonly Diagnostic[] = $state.raw([]);
  failure: string | undefined = $state();
  /** When what runs began, by the page's clock. */
  begun = 0;
  #found: Found | undefined = $state.raw();
  #planned: About | undefined;
  #about: About | undefined;

  constructor() {
    // What runs for a crisis that has been changed meanwhile is of no use.
    $effect.root(() => {
      $effect(() => {
        const about = this.about;
        if (this.#about && (!about || !isAboutSame(this.#about, about))) this.stop();
      });
    });
  }

  /** What is asked about now. */
  get about(): About | undefined {
    return desk.source && { source: desk.source, ...desk.asOf };
  }

  /** The answer to what is on the page now; undefined where there is none. */
  get found(): Found | undefined {
    const { about } = this;
    return about && this.#found && isAboutSame(this.#found, about) ? this.#found : undefined;
  }

  /** Asks how long it would take, once for each crisis and date. */
  async plan(): Promise<void> {
    const { about } = this;
    if (!about || (this.#planned && isAboutSame(this.#planned, about))) return;
    this.#planned = about;
    this.plans = undefined;
    this.diagnostics = [];
    this.failure = undefined;
    const sizes = [SIZES.screening, SIZES.full];
    try {
      const reply = await desk.solver.ask(`${LANE} plan`, { kind: "sensitivityPlan", ...about, sizes });
      if (this.#planned !== about) return;
      // Stopped: asked again when it is next looked at.
      if (!reply) this.#planned = undefined;
      this.diagnostics = (reply?.diagnostics ?? []).filter(({ severity }) => severity === "error");
      const [screening, full] = reply?.result ?? [];
      if (screening && full) this.plans = { screening, full };
    } catch (thrown) {
      if (this.#planned !== about) return;
      this.#planned = undefined;
      this.#fail(thrown);
    }
  }

  async run(size: HingeSize): Promise<void> {
    const { about } = this;
    if (!about) return;
    this.#about = about;
    this.running = size;
    this.progress = undefined;
    this.failure = undefined;
    this.begun = performance.now();
    try {
      const work = { kind: "sensitivity", ...about, size: SIZES[size] } as const;
      const reply = await desk.solver.ask<"sensitivity">(LANE, work, (progress) => {
        if (this.#about === about) this.progress = progress;
      });
      if (this.#about !== about) return;
      if (reply?.result) this.#found = { ...about, size, result: reply.result };
      this.diagnostics = (reply?.diagnostics ?? []).filter(({ severity }) => severity === "error");
    } catch (thrown) {
      if (this.#about !== about) return;
      this.#fail(thrown);
    }
    this.#end();
  }

  stop(): void {
    desk.solver.drop(LANE);
    this.#end();
  }

  #end(): void {
    this.#about = undefined;
    this.running = undefined;
    this.progress = undefined;
  }

  #fail(thrown: unknown): void {
    this.failure = thrown instanceof Error ? thrown.message : String(thrown);
  }
}

export const hinges: Hinges = new Hinges();
