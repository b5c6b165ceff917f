import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { pageFolder } from "../../src/desk-server/page-files.ts";
import { inBrowser, settled, textOf } from "./desk-pages.ts";

const article = [
  "CAPE TOWN HARBOUR, 20 April 2031 (Strait Wire) - Patrols, and a shot",
  "The Southern League fired on the blockade on 3 March 2031, a navy spokesman said.",
  "The Northern Republic denied that it would pull back.",
  "The Northern Republic pressed forward last week. On 10 April the Northern Republic pressed forward again, fishermen said.",
  "The harbour café has run out of coffee.",
].join("\n");

async function draft(page: Page, text = article, date = ""): Promise<void> {
  await page.getByLabel("Text of the article").fill(text);
  await page.getByLabel("Its name, as a source").fill("wire");
  await page.getByLabel("Its date").fill(date);
  await page.getByRole("button", { name: "Draft reports" }).click();
  await page.waitForSelector("main .card");
}

const cards = (page: Page): Promise<string[]> => page.locator("main .card .claim").allTextContents();

inBrowser("drafts from news on the desk", (desk) => {
  it("stand beside the text, and choosing one shows the words it rests on, and the other way round", async () => {
    const page = await desk.visit("drafts");
    await draft(page);
    expect(await cards(page)).toEqual([
      "Southern League: fire on the blockade",
      "Not: Northern Republic: pull back",
      "Northern Republic: press forward",
      "Northern Republic: press forward",
    ]);
    expect(await textOf(page, ".mark.chosen")).toBe("fired on the blockade");
    expect(await page.locator(".text .mark.deed").count()).toBe(3);
    expect(await page.locator(".text .mark.not").count()).toBe(1);
    await page.locator(".text .mark", { hasText: "pull back" }).click();
    expect(await textOf(page, ".card.chosen .claim")).toContain("pull back");
    await page.locator(".card .title").last().click();
    expect(await textOf(page, ".mark.chosen")).toBe("pressed forward");
    expect(await textOf(page, ".card.chosen")).toMatch(/same event as draft 3[\s\S]*2031-04-10[\s\S]*fishermen/);
    expect(await page.locator(".unused li").allTextContents()).toEqual([
      expect.stringContaining("Patrols, and a shot"),
      expect.stringContaining("The harbour café"),
    ]);
    expect(desk.complaints).toEqual([]);
  });

  it("are accepted, edited, rejected and taken back by keyboard; the file keeps every line, the odds answer", async () => {
    const texts = "texts: # read one by one\n  N: { name: a shipping newsletter, sentences: 6 } # the first";
    const before = desk.file().replace(/^texts: .*$/m, texts);
    writeFileSync(join(desk.folder, "strait.yaml"), before);
    const page = await desk.visit("drafts");
    const odds = (): Promise<string> => textOf(page, "main .now");
    await draft(page);
    const first = await odds();
    await page.locator(".card .title").first().focus();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await page.waitForSelector(".card.accepted");
    await settled(page);
    expect(await odds()).not.toBe(first);
    // The difference beside the odds is theirs, in points.
    const difference = /([+−])(\d+\.\d) points since/.exec(await textOf(page, "main .head"));
    const wanted = Number.parseFloat(await odds()) - Number.parseFloat(first);
    expect(Number(`${difference?.[1] === "−" ? "-" : ""}${difference?.[2]}`)).toBeCloseTo(wanted, 0);
    // The next open one is chosen and has the focus.
    await page.keyboard.press("r");
    await page.waitForSelector(".card.rejected");
    await page.keyboard.press("u");
    expect(await page.locator(".card.rejected").count()).toBe(0);
    await page.keyboard.press("e");
    await page.getByLabel("When", { exact: true }).fill("2031-02");
    await page.getByLabel("Credibility").selectOption("1");
    await page.getByLabel("Who tells").selectOption("newsletter");
    await page.getByLabel("When", { exact: true }).press("Enter");
    await page.locator(".card.chosen", { hasText: "2031-02-01..2031-02-28" }).waitFor();
    await page.keyboard.press("a");
    await page.locator(".card.accepted").nth(1).waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("changed", { exact: false }).first().waitFor({ state: "detached" });
    const after = desk.file().split("\n");
    let at = 0;
    const lines = before.split("\n");
    for (const line of after) if (line === lines[at]) at++;
    expect(at).toBe(lines.length);
    const added = after.filter((line) => !lines.includes(line)).map((line) => line.trim());
    expect(added).toEqual([
      'Wire: { name: "wire", sentences: 6 }',
      'wire: { name: "wire", grade: F, published: 2031-04-20 }',
      expect.stringMatching(
        /^- \{ id: wire_4, happened: 2031-04-\d\d\.\..*saw: \{ north: press \}.* text: \[Wire4\] \}$/,
      ),
      expect.stringMatching(
        /^- \{ id: wire_5, happened: 2031-02-01..2031-02-28, .*source: newsletter, credibility: 1, /,
      ),
    ]);
    // Taken back one after the other, the last first.
    await page.locator(".card .title").first().focus();
    await page.keyboard.press("u");
    await page.locator(".card.accepted").nth(1).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.waitForSelector(".card.accepted", { state: "detached" });
    await settled(page);
    expect(await odds()).toBe(first);
    expect(desk.complaints).toEqual([]);
  });

  it("stay as they were where an edit is left, or cannot be", async () => {
    const page = await desk.visit("drafts");
    await draft(page);
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByLabel("When", { exact: true }).fill("spring");
    expect(await textOf(page, "main [role=alert]")).toContain("2031-04-18");
    expect(await page.getByRole("button", { name: "Keep the changes" }).isDisabled()).toBe(true);
    await page.getByLabel("When", { exact: true }).fill("2031-03-01");
    await page.keyboard.press("Escape");
    expect(await textOf(page, ".card.chosen .days")).toBe("2031-03-03");
    // They stay while another view is looked at.
    await page.getByRole("link", { name: "Trail" }).click();
    await page.getByRole("heading", { name: "Trail" }).waitFor();
    await page.getByRole("link", { name: "From news" }).click();
    await page.waitForSelector("main .card");
    expect(await cards(page)).toHaveLength(4);
  });

  it("count as accepted between brackets too, and are taken back from there", async () => {
    const block = /reports:\n((?: {2}- .*\n)+)/.exec(desk.file())![1]!;
    const flow = block
      .trim()
      .replace(/^- /, "")
      .replaceAll(/\n {2}- /g, ", ");
    writeFileSync(join(desk.folder, "strait.yaml"), desk.file().replace(`reports:\n${block}`, `reports: [${flow}]\n`));
    const page = await desk.visit("drafts");
    await draft(page);
    await page.locator(".card .title").nth(2).click();
    await page.keyboard.press("a");
    await page.waitForSelector(".card.accepted");
    await page.keyboard.press("u");
    await page.waitForSelector(".card.accepted", { state: "detached" });
    expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);
  });

  it("of a second article go by its own date and name", async () => {
    const page = await desk.visit("drafts");
    await draft(page);
    await page.getByRole("button", { name: "Another article, or its date" }).click();
    await page
      .getByLabel("Text of the article")
      .fill(article.replace("20 April 2031", "27 April 2031").replace("CAPE", "NEW"));
    expect(await page.getByLabel("Its date").inputValue()).toBe("");
    await page.getByRole("button", { name: "Draft reports" }).click();
    await page.getByText(/, of 2031-04-27:/).waitFor();
  });

  it("of a text that is only corrected keep its date, those of another text do not", async () => {
    const page = await desk.visit("drafts");
    await draft(page, "The Northern Republic pressed forward agian.", "2031-04-20");
    await page.getByRole("button", { name: "Another article, or its date" }).click();
    await page.getByLabel("Text of the article").fill("The Northern Republic pressed forward again.");
    expect(await page.getByLabel("Its date").inputValue()).toBe("2031-04-20");
    await page.getByLabel("Text of the article").fill("Fishermen say that nothing happened at the cape.");
    expect(await page.getByLabel("Its date").inputValue()).toBe("");
    expect(await page.getByLabel("Its name, as a source").inputValue()).toBe("");
  });

  it("are gone through by keys from the start; the text scrolls by its own, a key held down decides once", async () => {
    const page = await desk.visit("drafts");
    await draft(page);
    const chosen = (): Promise<string> => textOf(page, ".card.chosen .number");
    await page.keyboard.press("j");
    await page.locator(".card.chosen .number", { hasText: "2" }).waitFor();
    await page.getByRole("region", { name: "Text of the article" }).focus();
    await page.keyboard.press("ArrowDown");
    expect(await chosen()).toBe("2");
    await page.locator(".card.chosen .title").focus();
    await page.keyboard.down("r");
    await page.keyboard.down("r");
    await page.keyboard.down("r");
    await page.keyboard.up("r");
    await page.waitForSelector(".card.rejected");
    expect(await page.locator(".card.rejected").count()).toBe(1);
  });

  it("say nothing of the odds of another date", async () => {
    const page = await desk.visit("drafts");
    await draft(page);
    await page.locator(".card .title").nth(2).click();
    await page.keyboard.press("a");
    await page.waitForSelector(".card.accepted");
    await settled(page);
    expect(await textOf(page, "main .head")).toContain("points since");
    await page.getByLabel(/^As of/).press("Home");
    await settled(page);
    expect(await textOf(page, "main .head")).not.toContain("points since");
  });

  it("of an article that is read again are in the crisis already, not accepted, and are not written twice", async () => {
    const page = await desk.visit("drafts");
    await draft(page);
    await page.locator(".card .title").first().focus();
    await page.keyboard.press("a");
    await page.waitForSelector(".card.accepted");
    await page.getByRole("button", { name: "Another article, or its date" }).click();
    await page.getByRole("button", { name: "Draft reports" }).click();
    await page.waitForSelector("main .card");
    expect(await page.locator(".card.standing .claim").allTextContents()).toEqual([
      "Southern League: fire on the blockade",
    ]);
    expect(await textOf(page, ".card.standing .chip")).toBe("in the crisis already");
    expect(await textOf(page, "main .head")).toContain("1 in the crisis already, 0 accepted, 0 rejected, 3 left.");
    await page.getByRole("button", { name: "Accept all 3 left" }).click();
    await page.locator(".card.accepted").nth(2).waitFor();
    expect(await textOf(page, "main .head")).toContain("1 in the crisis already, 3 accepted, 0 rejected, 0 left.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("changed", { exact: false }).first().waitFor({ state: "detached" });
    const saved = desk.file();
    expect(saved.match(/name: "wire"/g)).toHaveLength(2); // its text and its source
    expect(saved.match(/fired on the blockade/g)).toHaveLength(1);
    expect(saved.match(/: "(?:a )?navy spokesman"/g)).toHaveLength(1);
  });

  it("follow what is undone and brought back in the file, accepted here or in the crisis already", async () => {
    const page = await desk.visit("drafts");
    const inFile = async (...buttons: readonly string[]): Promise<void> => {
      await page.getByRole("link", { name: "File", exact: true }).click();
      await page.waitForSelector(".cm-content");
      for (const name of buttons) {
        await page.getByRole("button", { name, exact: true }).click();
        await settled(page);
      }
      await page.getByRole("link", { name: "From news" }).click();
      await page.waitForSelector("main .card");
    };
    const decided = async (): Promise<string | undefined> =>
      /sentences\.\s+(.*left)\./.exec(await textOf(page, "main .head"))?.[1];
    const acceptFirst = async (): Promise<void> => {
      await page.locator(".card .title").first().click();
      await page.getByRole("button", { name: "Accept A", exact: true }).click();
      await page.waitForSelector(".card.accepted");
    };
    await draft(page);
    await acceptFirst();
    await inFile("Undo");
    expect(await decided()).toBe("0 accepted, 0 rejected, 4 left");
    await acceptFirst();
    await inFile("Undo", "Undo typing");
    expect(await decided()).toBe("1 accepted, 0 rejected, 3 left");
    await page.getByRole("button", { name: "Another article, or its date" }).click();
    await page.getByRole("button", { name: "Draft reports" }).click();
    await page.waitForSelector("main .card");
    expect(await decided()).toBe("1 in the crisis already, 0 accepted, 0 rejected, 3 left");
    await inFile("Undo");
    expect(await decided()).toBe("0 accepted, 0 rejected, 4 left");
    expect(desk.complaints).toEqual([]);
  });

  it("say why one cannot be written, and leave the file alone then", async () => {
    writeFileSync(join(desk.folder, "strait.yaml"), `${desk.file()}ended: { ending: tribute, date: 2031-03-31 }\n`);
    const page = await desk.visit("drafts");
    await draft(page);
    await page.locator(".card .title").nth(2).click();
    await page.getByRole("button", { name: "Accept A", exact: true }).click();
    await page.waitForSelector("main [role=alert]");
    expect((await page.locator("main [role=alert]").allTextContents()).join(" ")).toMatch(
      /end[\s\S]*leave out or edit/,
    );
    expect(await page.locator(".card.accepted").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);
  });

  it("are kept to a number that can be looked through, and the rest is said", async () => {
    const page = await desk.visit("drafts");
    await draft(page, "The Northern Republic pressed forward.\n".repeat(320));
    expect(await page.locator("main .card").count()).toBe(300);
    expect(await textOf(page, "main .head")).toContain("20 more drafts are left out");
  });

  it.each([
    ["web.txt", Buffer.from("<!DOCTYPE html><html><body>Norland</body></html>"), /web page/],
    ["scan.txt", Buffer.from("%PDF-1.7"), /a PDF/],
    ["latin.txt", Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x20]), /not text in UTF-8/],
    ["large.txt", Buffer.alloc(10_000_000, "North pressed. "), /10 MB/],
  ])("refuse %s in words and keep what was typed", async (name, buffer, words) => {
    const page = await desk.visit("drafts");
    await page.getByLabel("Text of the article").fill("typed before");
    await page.getByLabel("Or open a text file").setInputFiles({ name, mimeType: "text/plain", buffer });
    await page.waitForSelector("main [role=alert]");
    expect(await textOf(page, "main [role=alert]")).toMatch(words);
    expect(await page.getByLabel("Text of the article").inputValue()).toBe("typed before");
  });

  it("are made in a worker: the page is typed in while a long article is read", async () => {
    const page = await desk.visit("drafts");
    const buffer = Buffer.from(`${article}\n${"It rained on the cape.\n".repeat(20_000)}`);
    await page.getByLabel("Or open a text file").setInputFiles({ name: "long.txt", mimeType: "text/plain", buffer });
    await page.getByText("Read from its dateline.").waitFor();
    await page.getByRole("button", { name: "Draft reports" }).click();
    await page.getByLabel("Its name, as a source").pressSequentially("typed meanwhile");
    expect(await page.getByRole("button", { name: "Reading …" }).count()).toBe(1);
    await page.waitForSelector("main .card");
    expect(await page.locator("main .card").count()).toBe(4);
    expect(desk.complaints).toEqual([]);
  });

  it("are made in the one-file page too, which asks for nothing", async () => {
    const page = await desk.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${pathToFileURL(join(pageFolder, "desk.html")).href}#drafts?file=caribbean-2025/crisis.yaml`);
    await page.waitForSelector("main textarea");
    await draft(
      page,
      "The United States ordered a carrier group to the Caribbean on Monday, officials said.",
      "2025-08-20",
    );
    expect((await cards(page)).length).toBeGreaterThan(0);
    expect(asked.filter((url) => !/^(blob|data):|^file:.*desk\.html/.test(url))).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });
});
