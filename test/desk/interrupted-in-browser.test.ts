/** What the page shows when its solver fails, is stopped or never answers: messages to the worker are held back here. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser, PATIENCE, settled } from "./desk-pages.ts";

/**
 * Work of a lane is not heard by the worker: it is never answered, or by a
 * fault once `window.fail()` is called.
 */
const heldBack = (lane: string): string => `
  const post = Worker.prototype.postMessage;
  const held = [];
  window.isHolding = true;
  window.held = () => held.length;
  window.fail = () => {
    for (const { worker, id } of held.splice(0))
      worker.dispatchEvent(new MessageEvent("message", { data: { id, fault: "The power was cut." } }));
  };
  Worker.prototype.postMessage = function (message, ...rest) {
    const lane = message.lane ?? message.drop;
    if (!window.isHolding || lane !== ${JSON.stringify(lane)}) post.call(this, message, ...rest);
    else if ("work" in message) held.push({ worker: this, id: message.id });
  };`;

inBrowser("a question that is not answered", (desk) => {
  async function visitHolding(lane: string, hash: string): Promise<Page> {
    const page = await desk.newPage();
    await page.addInitScript(heldBack(lane));
    await page.goto(`${desk.address}#${hash}`);
    return page;
  }
  const holds = (page: Page, count: number) =>
    expect.poll(() => page.evaluate("window.held()"), { timeout: PATIENCE }).toBe(count);

  it("of a slider is stopped at once, and the next is asked as ever", async () => {
    const page = await visitHolding("what-if odds", "what-if?file=strait.yaml&set=clash_cost%3D4");
    await holds(page, 1);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.waitForSelector("progress", { state: "detached", timeout: 5000 });
    await page.evaluate("window.isHolding = false");
    await page.getByLabel("clash cost").press("End");
    await page.waitForSelector(".result[data-answer=solved]");
    await settled(page);
    // An answer to what was stopped comes too late for anything.
    await page.evaluate("window.fail()");
    await settled(page);
    expect(await page.locator(".result[data-answer=solved]").count()).toBe(1);
    expect(desk.complaints).toEqual([]);
  });

  it("and fails is said to, until something else is asked", async () => {
    const page = await visitHolding("whatIf", "what-if?file=strait.yaml&force=north.press");
    await holds(page, 1);
    await page.evaluate("window.fail()");
    const alert = page.locator(".answers [role=alert]", { hasText: "The power was cut." });
    await alert.waitFor();
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.getByLabel("clash cost").press("End");
    await page.waitForSelector(".result[data-answer=solved]");
    expect(await alert.count()).toBe(0);
  });

  it("and fails after another was asked says nothing of that one", async () => {
    const page = await visitHolding("whatIf", "what-if?file=strait.yaml&force=north.press");
    await holds(page, 1);
    await page.getByLabel("clash cost").press("End");
    await holds(page, 2);
    await page.evaluate("window.isHolding = false");
    await page.getByLabel("clash cost").press("Home");
    await page.waitForSelector(".result[data-answer=solved]");
    await page.evaluate("window.fail()");
    await page.waitForTimeout(300);
    expect(await page.locator(".answers [role=alert]").count()).toBe(0);
    expect(await page.locator(".result[data-answer=solved]").count()).toBe(1);
  });
});
