/** Which jobs a sweep asks its queue for, and when it stops asking; the queue is a list in memory. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PlannedJob } from "../../src/sweep/plan-jobs.ts";
import { JobQueue, type JobState } from "../../src/sweep/queue/job-queue.ts";
import type { KeptTexts, QueueServer } from "../../src/sweep/queue/queue-server.ts";
import { runOnQueue } from "../../src/sweep/queue/run-on-queue.ts";
import type { QueueSession } from "../../src/sweep/queue/session.ts";

const result = [{ values: [0.5] }];

function plannedJobs(count: number): PlannedJob[] {
  const job = {
    format: 1,
    version: "1",
    crisis: "",
    changes: { set: {}, force: [], forbid: [], plan: [] },
    asOf: null,
    answers: ["endings"],
    parameters: [],
    rows: [[]],
  } as unknown as PlannedJob["job"];
  return Array.from({ length: count }, (_, n) => ({ id: `job ${n}`, job, scenario: "", asOf: "", firstRow: n }));
}

/** A queue whose jobs are done when the test says so. */
class ListQueue {
  readonly states = new Map<string, JobState>();
  /** Jobs asked for in each question. */
  readonly asked: (readonly string[])[] = [];
  /** How often each job was laid down. */
  readonly laid = new Map<string, number>();
  private readonly kept = new Map<string, string>();

  get session(): QueueSession {
    const bull = {
      addBulk: async (jobs: readonly { readonly opts?: { readonly jobId?: string } }[]) => {
        for (const { opts } of jobs) {
          const id = opts!.jobId!;
          this.laid.set(id, (this.laid.get(id) ?? 0) + 1);
          if (!this.states.has(id)) this.states.set(id, { kind: "open" });
        }
        return [];
      },
      remove: async (id: string) => (this.states.delete(id) ? 1 : 0),
      close: async () => {},
    };
    const find = async (ids: readonly string[]): Promise<ReadonlyMap<string, JobState>> => {
      this.asked.push(ids);
      return new Map(ids.flatMap((id) => (this.states.has(id) ? [[id, this.states.get(id)!] as const] : [])));
    };
    const kept: KeptTexts = {
      put: async (name, text) => void this.kept.set(name, text),
      get: async (name) => this.kept.get(name),
      list: async (prefix) => [...this.kept].flatMap(([name, text]) => (name.startsWith(prefix) ? [text] : [])),
      delete: async (name) => void this.kept.delete(name),
    };
    const server: QueueServer = {
      address: { kind: "redis", url: "redis://list", shown: "redis://list" },
      name: "Redis",
      greet: async () => {},
      connect: () => {
        throw new Error("This queue needs no connection.");
      },
      refusalOf: () => undefined,
      isLost: () => false,
    };
    const queue = new JobQueue(bull as unknown as ConstructorParameters<typeof JobQueue>[0], find);
    return { server, version: "1", kept, queue, close: async () => {} };
  }

  /** What `--cancel` does, note first. */
  cancel(): void {
    this.kept.set("cancelled:plan", "1");
    for (const [id, { kind }] of this.states) if (kind === "open") this.states.delete(id);
  }

  finish(ids: readonly string[]): void {
    for (const id of ids) this.states.set(id, { kind: "done", result });
  }
}

describe("a sweep that waits for its queue", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start(queue: ListQueue, jobs: readonly PlannedJob[], onDeliver?: (delivered: number) => void) {
    const delivered: string[] = [];
    const stop = new AbortController();
    const options = {
      session: queue.session,
      bundles: new Map(),
      planHash: "plan",
      patience: 1000,
      onNotice: () => {},
    };
    const ended = runOnQueue(options)(jobs, {
      deliver: ({ id }) => {
        delivered.push(id);
        onDeliver?.(delivered.length);
      },
      signal: stop.signal,
    });
    return { delivered, stop, ended };
  }

  it("asks for the few next jobs, not for all that are open", async () => {
    const queue = new ListQueue();
    const { ended, stop } = start(queue, plannedJobs(1000));
    await vi.advanceTimersByTimeAsync(4000);
    expect(queue.asked.length).toBeGreaterThan(15);
    expect(queue.asked.length).toBeLessThan(30);
    expect(Math.max(...queue.asked.map((ids) => ids.length))).toBeLessThanOrEqual(8);
    stop.abort();
    await vi.advanceTimersByTimeAsync(1000);
    await ended;
  });

  it("takes all that is done while the jobs before it stay open", async () => {
    const jobs = plannedJobs(300);
    const queue = new ListQueue();
    const { delivered, ended } = start(queue, jobs);
    await vi.advanceTimersByTimeAsync(500);
    // Given back by a worker that was killed: they wait behind the others.
    const back = jobs.slice(0, 40).map(({ id }) => id);
    const others = jobs.slice(40).map(({ id }) => id);
    queue.finish(others);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(delivered).toEqual(others);
    queue.finish(back);
    await vi.advanceTimersByTimeAsync(1000);
    await ended;
    expect(delivered).toEqual([...others, ...back]);
    expect(queue.states.size).toBe(0);
  });

  it("hears that it is to stop in the middle of many results", async () => {
    const jobs = plannedJobs(1000);
    const queue = new ListQueue();
    const { delivered, stop, ended } = start(queue, jobs, (count) => {
      if (count === 20) stop.abort();
    });
    queue.finish(jobs.map(({ id }) => id));
    await vi.advanceTimersByTimeAsync(5000);
    await ended;
    expect(delivered.length).toBeGreaterThanOrEqual(20);
    expect(delivered.length).toBeLessThan(30);
    // What was not delivered is still there for the next time.
    expect(queue.states.size).toBe(1000 - delivered.length);
  });

  it("leaves alone what is taken away because the sweep is cancelled, in the middle of a look too", async () => {
    const jobs = plannedJobs(400);
    const queue = new ListQueue();
    const { ended } = start(queue, jobs, (count) => {
      if (count === 20) queue.cancel();
    });
    const failure = expect(ended).rejects.toMatchObject({ code: "sweep-cancelled" });
    queue.finish(jobs.slice(0, 100).map(({ id }) => id));
    await vi.advanceTimersByTimeAsync(3000);
    await failure;
    expect([...queue.states.values()].every(({ kind }) => kind === "done")).toBe(true);
    expect(Math.max(...queue.laid.values())).toBe(1);
  });

  it("lays down again what is missing, and gives what failed a second chance twice", async () => {
    const jobs = plannedJobs(3);
    const [missing, failing] = jobs.map(({ id }) => id);
    const queue = new ListQueue();
    const { delivered, ended } = start(queue, jobs);
    const failure = expect(ended).rejects.toMatchObject({
      code: "job-failed",
      message: "Row 2 cannot be computed: no memory",
    });
    await vi.advanceTimersByTimeAsync(100);
    queue.states.delete(missing!);
    for (let time = 0; time < 3; time++) {
      queue.states.set(failing!, { kind: "failed", reason: "no memory" });
      await vi.advanceTimersByTimeAsync(500);
    }
    await failure;
    expect(queue.laid.get(missing!)).toBe(2);
    expect(queue.laid.get(failing!)).toBe(3);
    expect(delivered).toEqual([]);
  });
});
