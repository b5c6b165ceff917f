import type { Diagnostic, QuickOdds, WhatIfResult } from "brink";
import { untrack } from "svelte";
import { AHEAD, type Work } from "../solver/protocol.ts";
import type { Progress } from "../solver/solver.ts";
import { Asked } from "../state/asked.svelte.ts";
import { type Assumption, assumptionsOf } from "../state/assumptions.ts";
import { desk } from "../state/desk.svelte.ts";
import { question } from "../state/question.svelte.ts";
import { isAboutSame } from "../state/same-source.ts";
import { changedOdds } from "./changed-odds.ts";
import { Previews } from "./preview.ts";
import { Quick, type QuickWork } from "./quick.svelte.ts";

type WhatIfWork = Extract<Work, { kind: "whatIf" }>;

/**
 * The answer to the question that is put, as good as it is by now. Sliders alone
 * are answered by the odds and next moves themselves (`quickOdds`); whatever is
 * forced, ruled out or dated is solved in full once it rests. Between places of
 * a slider that were solved, a preview is read off. Make it while a component is
 * set up.
 */
export class WhatIfAnswer {
  readonly #steps: readonly string[] = $derived(desk.shown!.result.steps);
  readonly assumptions: readonly Assumption[] = $derived(assumptionsOf(desk.crisis!));
  /** A date of the link that is no step of this clock. */
  readonly badDate: string | undefined = $derived(
    [question.from, question.until].find((label) => label !== undefined && !this.#steps.includes(label)),
  );

  readonly #wanted: WhatIfWork | undefined = $derived(this.#workOf(question.set));
  readonly #isQuick: boolean = $derived(question.set.length > 0 && isThroughout());
  readonly #quickWanted: QuickWork | undefined = $derived(
    this.#isQuick && desk.source && !desk.stale ? quickOf(question.set) : undefined,
  );
  readonly #quick: Quick = new Quick(
    "what-if odds",
    () => this.#quickWanted,
    (answered, odds) => this.#keep(answered, odds),
  );
  readonly #quickAnswered: boolean = $derived(
    this.#quickWanted !== undefined && this.#quick.answered === this.#quickWanted,
  );
  readonly #quickResult: WhatIfResult | undefined = $derived(
    this.#quickAnswered && this.#quick.odds
      ? changedOdds(desk.shown!.result, this.#quick.odds, this.#quickWanted!.set)
      : undefined,
  );

  /** Asked where sliders alone do not tell, and where they cannot: it says why. */
  readonly #full: Asked<"whatIf"> = new Asked("whatIf", () =>
    !this.#isQuick || (this.#quickAnswered && !this.#quickResult) ? this.#wanted : undefined,
  );
  readonly #fullFits: boolean = $derived(
    !this.#full.busy &&
      this.#full.answered !== undefined &&
      this.#wanted !== undefined &&
      isSameQuestion(this.#full.answered, this.#wanted),
  );

  readonly #previews: Previews = new Previews();
  #solvedPlaces: number = $state(0);
  /** The last answer that was solved, whatever it answers. */
  #last: WhatIfResult | undefined = $state.raw();
  readonly #solved: WhatIfResult | undefined = $derived(
    this.#quickResult ?? (this.#fullFits ? this.#full.reply?.result : undefined),
  );
  readonly #preview: WhatIfResult | undefined = $derived.by(() => {
    void this.#solvedPlaces;
    return this.#solved || !this.#wanted ? undefined : this.#previews.at(this.#wanted);
  });

  readonly result: WhatIfResult | undefined = $derived(
    question.isEmpty ? undefined : (this.#solved ?? this.#preview ?? this.#last),
  );
  /** How the result stands to the question: its answer, read off between answers, or that of an earlier one. */
  readonly standing: "solved" | "preview" | "old" = $derived(
    this.#solved ? "solved" : this.#preview ? "preview" : "old",
  );
  /** What next moves are read from: those of an earlier question while they are not solved. */
  readonly withMoves: WhatIfResult | undefined = $derived(question.isEmpty ? undefined : (this.#solved ?? this.#last));
  readonly busy: boolean = $derived(!question.isEmpty && (this.#quick.busy || this.#full.busy));
  readonly progress: Progress | undefined = $derived(this.#full.busy ? this.#full.progress : undefined);
  readonly failure: string | undefined = $derived(question.isEmpty || this.#full.busy ? undefined : this.#full.failure);
  readonly mistakes: readonly Diagnostic[] = $derived(
    question.isEmpty || !this.#fullFits
      ? []
      : (this.#full.reply?.diagnostics ?? []).filter(({ severity }) => severity === "error"),
  );

  constructor() {
    $effect(() => {
      void desk.revision;
      this.#previews.begin(this.assumptions);
    });
    $effect(() => {
      const { reply, answered } = this.#full;
      if (reply?.result && answered) this.#note(answered, reply.result);
    });
    $effect(() => {
      if (this.#solved || question.isEmpty) this.#last = this.#solved;
    });
    // The ends of the slider in hand are solved ahead, so that places between them can be read off at once.
    $effect(() => {
      const held = this.assumptions.find(({ name }) => name === question.held);
      if (!held || desk.stale) return;
      void desk.revision;
      untrack(() => {
        for (const [end, place] of [held.low, held.high].entries())
          void this.#solveAhead(`${AHEAD} ${end}`, question.setWith(held.name, held.write(place)));
      });
    });
  }

  /** Ends the work; the last answer stays. */
  stop(): void {
    this.#quick.stop();
    this.#full.stop();
  }

  /** The question as it is put to the solver, or with other values. */
  #workOf(set: readonly string[]): WhatIfWork | undefined {
    const { force, forbid, from, until } = question;
    if (!desk.source || this.badDate !== undefined || set.length + force.length + forbid.length === 0) return undefined;
    const window = { ...this.#stepOf("from", from), ...this.#stepOf("until", until) };
    return { kind: "whatIf", source: desk.source, ...desk.asOf, words: { set, force, forbid }, ...window };
  }

  #stepOf(name: "from" | "until", label: string | undefined): { readonly from?: number; readonly until?: number } {
    const step = label === undefined ? -1 : this.#steps.indexOf(label);
    return step < 0 ? {} : { [name]: step };
  }

  async #solveAhead(lane: string, set: readonly string[]): Promise<void> {
    const work = this.#workOf(set);
    if (!work || this.#previews.knows(work)) return;
    if (isThroughout()) {
      const ahead = quickOf(set);
      const reply = await desk.solver.ask<"quick">(lane, ahead).catch(() => undefined);
      if (reply?.result) this.#keep(ahead, reply.result);
      return;
    }
    const reply = await desk.solver.ask<"whatIf">(lane, work).catch(() => undefined);
    if (reply?.result && isAboutShown(work)) this.#note(work, reply.result);
  }

  #note(answered: WhatIfWork, result: WhatIfResult): void {
    this.#previews.note(answered, result);
    untrack(() => (this.#solvedPlaces += 1));
  }

  /** Every place that was solved helps to draw the curve between them. */
  #keep(answered: QuickWork, odds: QuickOdds): void {
    if (desk.stale || !isAboutShown(answered)) return;
    // Whatever is forced or dated by now: this was asked without.
    const asWhatIf: WhatIfWork = { ...answered, kind: "whatIf", words: { set: answered.set, force: [], forbid: [] } };
    this.#note(asWhatIf, changedOdds(desk.shown!.result, odds, answered.set));
  }
}

/** Sliders alone, past included. */
function isThroughout(): boolean {
  const { force, forbid, from, until } = question;
  return force.length + forbid.length === 0 && from === undefined && until === undefined;
}

function quickOf(set: readonly string[]): QuickWork {
  return { kind: "quick", source: desk.source!, ...desk.asOf, set };
}

function isAboutShown(work: WhatIfWork | QuickWork): boolean {
  return desk.source !== undefined && isAboutSame(work, { source: desk.source, ...desk.asOf });
}

function isSameQuestion(one: WhatIfWork, other: WhatIfWork): boolean {
  const asWords = ({ words, from, until }: WhatIfWork): string => JSON.stringify([words, from, until]);
  return isAboutSame(one, other) && asWords(one) === asWords(other);
}
