import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parameterValues, readCrisis } from "../../src/index.ts";
import { Dropped, type Hearer, type Lane, PartPool, type WorkerTask } from "../../web/src/solver/part-pool.ts";

const text = `
crisis: Coin
clock: { start: 2031-01, step: month, steps: 1 }
actors: { one: {} }
moves: { one: { wait: nothing } }
endings: { peace: { otherwise: true, rule: nothing happens } }
`;
const { crisis } = readCrisis("coin.yaml", () => text);
const request = { asOfStep: 0, asOfDay: 0 };
const quick = { crisis: crisis!, request, parameters: parameterValues(crisis!), parts: [0] };

/** A worker that is told what it answers, and remembers what it was given. */
class Hand {
  readonly hearer: Hearer;
  task: WorkerTask | undefined;
  isEnded = false;

  constructor(hearer: Hearer) {
    this.hearer = hearer;
  }

  solve(task: WorkerTask): void {
    this.task = task;
  }

  end(): void {
    this.isEnded = true;
  }

  answer(answer: unknown = []): void {
    this.task = undefined;
    this.hearer.answered(answer);
  }
}

function poolOf(size: number) {
  const hands: Hand[] = [];
  const pool = new PartPool(size, (hearer) => {
    const hand = new Hand(hearer);
    hands.push(hand);
    return hand;
  });
  return { pool, hands, busy: () => hands.filter(({ task, isEnded }) => task && !isEnded) };
}

const draws = (count: number) => ({
  crisis: crisis!,
  request,
  draws: Array.from({ length: count }, () => new Float64Array(0)),
});

/** How something ended, by now. */
function endOf(promise: Promise<unknown>): { now: unknown } {
  const end: { now: unknown } = { now: "open" };
  promise.then(
    () => (end.now = "done"),
    (thrown) => (end.now = thrown),
  );
  return end;
}

const lane = (): Lane => ({ dropped: false });

describe("the pool of part workers", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("answers draws in their order, however they are dealt out", async () => {
    const { pool, busy } = poolOf(2);
    const results = pool.drawRunner(lane())([draws(2), draws(1)]);
    await vi.advanceTimersByTimeAsync(0);
    const [first, second] = busy();
    second!.answer(["second"]);
    first!.answer(["first"]);
    busy()[0]!.answer(["third"]);
    expect(await results).toEqual([["first", "second"], ["third"]]);
  });

  it("begins nothing more of work whose worker has failed, and goes on with the rest", async () => {
    const { pool, hands, busy } = poolOf(1);
    const broken = endOf(pool.drawRunner(lane())([draws(5)]));
    const other = endOf(pool.drawRunner(lane())([draws(1)]));
    await vi.advanceTimersByTimeAsync(0);
    expect(hands).toHaveLength(1);
    hands[0]!.hearer.failed("the script cannot be loaded");
    await vi.advanceTimersByTimeAsync(0);
    expect(broken.now).toEqual(new Error("the script cannot be loaded"));
    expect(hands).toHaveLength(2);
    busy()[0]!.answer([{}]);
    await vi.advanceTimersByTimeAsync(0);
    expect([other.now, hands.length, busy().length]).toEqual(["done", 2, 0]);
  });

  it("gives every worker it ended to what waits", async () => {
    const { pool, hands, busy } = poolOf(3);
    const unwanted = lane();
    const first = endOf(pool.drawRunner(unwanted)([draws(6)]));
    await vi.advanceTimersByTimeAsync(0);
    expect(busy()).toHaveLength(3);
    const second = endOf(pool.drawRunner(lane())([draws(6)]));
    pool.drop(unwanted);
    await vi.advanceTimersByTimeAsync(0);
    expect(first.now).toBeInstanceOf(Dropped);
    await vi.advanceTimersByTimeAsync(2000);
    expect(hands.map(({ isEnded }) => isEnded)).toEqual([true, true, true, false, false, false]);
    while (busy().length > 0) busy()[0]!.answer([{}]);
    await vi.advanceTimersByTimeAsync(0);
    expect(second.now).toBe("done");
  });

  it("lets what is soon done finish, and takes up what is asked for before all that waits", async () => {
    const { pool, hands } = poolOf(1);
    const [unwanted, long, asked] = [lane(), lane(), lane()];
    const stopped = endOf(pool.quickRunner(unwanted, "about", true)([quick]));
    void pool.drawRunner(long)([draws(2)]);
    void pool.quickRunner(asked, "about", true)([quick]);
    pool.drop(unwanted);
    await vi.advanceTimersByTimeAsync(5000);
    expect(stopped.now).toBeInstanceOf(Dropped);
    expect([hands.length, hands[0]!.isEnded]).toEqual([1, false]);
    hands[0]!.answer();
    expect(hands[0]!.task).toHaveProperty("quick");
    hands[0]!.answer();
    expect(hands[0]!.task).toHaveProperty("draws");
  });

  it("keeps one worker free of what can wait while someone is at work, and takes it when it is quiet", async () => {
    const { pool, busy } = poolOf(3);
    void pool.quickRunner(lane(), "about", true)([quick]);
    busy()[0]!.answer();
    void pool.drawRunner(lane())([draws(6)]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(busy()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(3000);
    expect(busy()).toHaveLength(3);
  });
});
