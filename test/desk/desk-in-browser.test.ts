import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { crisisFile, fixture, inBrowser, settled, textOf, viewIds } from "./desk-pages.ts";

const rivalry = join(import.meta.dirname, "../fixtures/rivalry.yaml");
const answer = (page: Page): Promise<string> => textOf(page, "main .odds");
const reportOdds = (page: Page): Promise<string> => textOf(page, "main strong.now");

inBrowser("the desk in a browser", (desk) => {
  const { visit, newPage, file } = desk;

  it("asks nobody but its own server, and nothing against its policy", async () => {
    const page = await newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    for (const view of viewIds) {
      await page.goto(`${desk.address}#${view}`);
      await page.waitForSelector("main .view");
      await settled(page);
    }
    expect(asked.filter((url) => !url.startsWith(desk.address) && !url.startsWith("blob:"))).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });

  it("answers the question, and again as of an earlier date, by keyboard", async () => {
    const page = await visit("answer");
    expect(await textOf(page, "h1")).toBe("Do the two navies fire on each other?");
    const last = await answer(page);
    await page.getByLabel("As of").focus();
    await page.keyboard.press("ArrowLeft");
    await settled(page);
    expect(await answer(page)).not.toBe(last);
    expect(page.url()).toContain("as-of=2031-");
    await page.reload();
    await page.waitForSelector("main .view");
    await settled(page);
    expect(await page.getByLabel("As of").inputValue()).not.toBe(await page.getByLabel("As of").getAttribute("max"));
    await page.getByLabel("As of").press("End");
    await settled(page);
    expect(await answer(page)).toBe(last);
  });

  it("asks for no date on a clock without an end, and tells its reasons and ways", async () => {
    copyFileSync(rivalry, join(desk.folder, "rivalry.yaml"));
    const page = await visit("answer?file=rivalry.yaml");
    expect(await textOf(page, "main .over")).toBe("Endless rivalry, as of the start");
    expect(await textOf(page, "main .words")).toMatch(/, at some time$/);
    await page.getByRole("heading", { name: "How it ends", exact: true }).waitFor();
    expect(await page.getByRole("heading", { name: "When it ends" }).count()).toBe(0);
    await page.getByRole("link", { name: "Reports" }).click();
    await page.getByText(/no report counts/).waitFor();
    expect(await page.locator("main svg").count()).toBe(0);
    await page.getByRole("link", { name: "Next moves" }).click();
    await page.getByRole("heading", { name: "Next moves, at the start" }).waitFor();
    await page.getByRole("button", { name: /talk/ }).first().click();
    await page
      .getByText(/Expected discounted payoff|utils/)
      .first()
      .waitFor();
    await page.getByRole("link", { name: "Paths" }).click();
    await page
      .getByText(/half of them have ended by/)
      .first()
      .waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it("works out the range over the parameters by itself, and keeps it", async () => {
    const page = await visit("answer");
    await page.getByText(/The range holds eight in ten of \d+ draws of 1 parameter/).waitFor();
    expect(await textOf(page, "main .words")).toMatch(/, \d+\.\d% to \d+\.\d% by 2031-06$/);
    expect(await page.locator("main .range").count()).toBe(3);
    await page.getByRole("link", { name: "Ladder" }).click();
    await page.getByRole("link", { name: "Answer", exact: true }).click();
    await page.getByText(/The range holds eight in ten/).waitFor();
    expect(await page.getByText("the range over its parameters follows").count()).toBe(0);
  });

  it("switches a report off and on without touching the file", async () => {
    const page = await visit("reports");
    const before = await reportOdds(page);
    await page.getByLabel("Patrol boats off the cape counts").uncheck();
    await settled(page);
    expect(await reportOdds(page)).not.toBe(before);
    expect(page.url()).toContain("off=patrols_seen");
    await page.getByLabel("Patrol boats off the cape counts").check();
    await settled(page);
    expect(await reportOdds(page)).toBe(before);
    expect(file()).toBe(readFileSync(fixture, "utf8"));
  });

  it("grades anew, takes it back, and saves only what was changed", async () => {
    const page = await visit("reports");
    const before = await reportOdds(page);
    await page.getByLabel("Grade of a shipping newsletter").selectOption("A");
    await settled(page);
    expect(await reportOdds(page)).not.toBe(before);
    await page.getByRole("button", { name: "Undo" }).click();
    await settled(page);
    expect(await reportOdds(page)).toBe(before);
    await page.getByLabel("Credibility of Patrol boats off the cape").selectOption("5");
    await settled(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Save", exact: true }).waitFor({ state: "detached" });
    expect(file()).toBe(
      readFileSync(fixture, "utf8").replace("credibility: 2, saw: tension", "credibility: 5, saw: tension"),
    );
  });

  it("adds a report at the end of the list", async () => {
    const page = await visit("reports");
    await page.getByRole("button", { name: "Add a report" }).click();
    await page.getByLabel("Name in the file").fill("blockade_seen");
    await page.getByLabel("What was seen").fill("tension == blockade");
    await page.getByLabel(/^Happened/).selectOption("2031-03");
    await page.getByRole("button", { name: "Add it and solve" }).click();
    await page.getByRole("heading", { name: "blockade seen" }).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Save", exact: true }).waitFor({ state: "detached" });
    expect(file()).toContain(
      'about: south, text: [N4] }\n  - { id: blockade_seen, happened: 2031-03, source: newsletter, saw: "tension == blockade", credibility: 3 }\nestimates:',
    );
  });

  it("shows mistakes where they stand and keeps the last answer", async () => {
    writeFileSync(
      join(desk.folder, "strait.yaml"),
      file().replace("tension >= patrols, text: [N2]", "tention >= patrols"),
    );
    const page = await visit("answer");
    const problem = page.getByRole("alert");
    expect(await problem.textContent()).toMatch(/tention[\s\S]*did you mean/i);
    expect(await page.locator("main .view").count()).toBe(0);
  });

  it("tells the second of two tabs, and never overwrites in silence", async () => {
    const [one, other] = [await visit("reports"), await visit("reports")];
    for (const [page, grade] of [
      [one, "A"],
      [other, "E"],
    ] as const) {
      await page.getByLabel("Grade of navy spokesman").selectOption(grade);
      await settled(page);
    }
    await one.getByRole("button", { name: "Save", exact: true }).click();
    await one.getByRole("button", { name: "Save", exact: true }).waitFor({ state: "detached" });
    const saved = file();
    await other.getByRole("button", { name: "Save", exact: true }).click();
    await other.getByRole("alertdialog").waitFor();
    expect(file()).toBe(saved);
    await other.getByRole("button", { name: "Take what is on disk" }).click();
    await settled(other);
    expect(await other.getByLabel("Grade of navy spokesman").inputValue()).toBe("A");
    expect(await reportOdds(other)).toBe(await reportOdds(one));
  });

  it("asks what if on a clock without an end: from the start and for good, by no date", async () => {
    copyFileSync(rivalry, join(desk.folder, "rivalry.yaml"));
    const page = await visit("what-if?file=rivalry.yaml&force=b.wait");
    await page.waitForSelector(".result[data-answer=solved]");
    await page.getByText("force b.wait; from the start and for good", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Moves at the start, changed" }).waitFor();
    expect(await page.getByRole("heading", { name: /, by date$/ }).count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  });

  it("asks what if, by slider and by move, and gives the command and the link", async () => {
    const page = await visit("what-if?forbid=south.fire");
    await page.waitForSelector(".result");
    expect(await textOf(page, ".share code")).toBe("brink what-if strait.yaml --forbid south.fire");
    const forbidden = await answer(page);
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.getByLabel("clash cost").focus();
    await page.keyboard.press("End");
    await settled(page);
    await page.waitForSelector(".result");
    await settled(page);
    expect(await textOf(page, ".share code")).toBe("brink what-if strait.yaml --set clash_cost=5");
    expect(await answer(page)).not.toBe(forbidden);
    const again = await visit(page.url().split("#")[1] ?? "");
    await again.waitForSelector(".result");
    await settled(again);
    expect(await answer(again)).toBe(await answer(page));
  });

  it("says why a move is preferred", async () => {
    const page = await visit("moves");
    await page
      .getByRole("button", { name: /press forward/ })
      .first()
      .click();
    await page.waitForSelector(".why table");
    expect(await textOf(page, ".why")).toContain("Together");
  });

  it("stops when told to, keeps the last answer, and solves again", async () => {
    copyFileSync(crisisFile("cuba-1962"), join(desk.folder, "cuba.yaml"));
    const page = await visit("reports?file=cuba.yaml");
    const before = await reportOdds(page);
    await page.getByLabel("blockade announced counts").uncheck();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped; the answer shown is older than the file.").waitFor();
    expect(await reportOdds(page)).toBe(before);
    await page.getByRole("button", { name: "Solve again" }).click();
    await page.getByText("Stopped;").waitFor({ state: "detached" });
    await settled(page);
    expect(await reportOdds(page)).not.toBe(before);
  });
});
