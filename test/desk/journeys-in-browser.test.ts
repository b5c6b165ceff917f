import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { percent } from "../../src/analysis/odds-in-words.ts";
import { pageFolder } from "../../src/desk-server/page-files.ts";
import { KERNEL_BYTES } from "../../src/lanes/kernel-bytes.ts";
import { crisisFile, fixture, handedOut, inBrowser, settled, textOf, viewIds } from "./desk-pages.ts";
import { rawRequest } from "./raw-request.ts";

const command = join(import.meta.dirname, "../../dist/cli/main.js");

inBrowser("journeys on the desk", (desk) => {
  const { visit, newPage } = desk;

  it("shows what is broken in a file, takes a mend, and answers", async () => {
    writeFileSync(
      join(desk.folder, "strait.yaml"),
      desk.file().replace("turns: [north, south]", "turns: [north, sooth]"),
    );
    const page = await visit("answer");
    expect(await page.getByRole("alert").first().textContent()).toMatch(/sooth[\s\S]*did you mean/i);
    await page.getByRole("link", { name: "Mend it in the file" }).click();
    await page.getByRole("heading", { name: "The file" }).waitFor();
    await page.goBack();
    writeFileSync(join(desk.folder, "strait.yaml"), readFileSync(fixture, "utf8"));
    await page.reload();
    await page.waitForSelector("main .headline .odds");
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  it("says that a file is too large to be solved, and still shows it", async () => {
    const huge = Array.from({ length: 40 }, (_, k) => `  fact_${k}: { levels: [a, b, c, d], start: a }`).join("\n");
    const moves = Array.from(
      { length: 40 },
      (_, k) => `    turn_${k}: { when: fact_${k} < d, then: { fact_${k}: up 1 } }`,
    );
    writeFileSync(
      join(desk.folder, "strait.yaml"),
      desk
        .file()
        .replace("state:\n", `state:\n${huge}\n`)
        .replace("    ease:", `${moves.join("\n")}\n    ease:`),
    );
    const page = await visit("answer");
    expect(await page.getByRole("alert").first().textContent()).toMatch(/too many|states/i);
    await page.getByRole("link", { name: "File", exact: true }).click();
    await page.waitForSelector(".cm-content");
    expect(desk.complaints).toEqual([]);
  });

  it("opens a file of many thousand lines and is typed in without waiting for the solver", async () => {
    const lines = Array.from({ length: 20_000 }, (_, k) => `# remark ${k}: nothing here is read`).join("\n");
    writeFileSync(join(desk.folder, "strait.yaml"), `${desk.file()}\n${lines}\n`);
    const page = await visit("file");
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("# the last word");
    await page.getByText("# the last word").waitFor();
    await page.keyboard.press("Control+s");
    await page.getByText("Saved.").waitFor();
    expect(desk.file().trimEnd().endsWith("# the last word")).toBe(true);
  });

  it("gives a command line that says the same odds as the page", async () => {
    copyFileSync(crisisFile("taiwan-1995"), join(desk.folder, "taiwan.yaml"));
    // The command reads files of the folder the desk was opened on.
    for (const hash of [
      "what-if?file=strait.yaml&forbid=south.fire",
      "what-if?file=strait.yaml&as-of=2031-01&set=clash_cost%3D4.5",
      "what-if?file=taiwan.yaml&as-of=1995-06-05&force=china.test&from=1995-07-03",
      "what-if?file=taiwan.yaml&as-of=1995-06-05&set=driver.accident%3Dx3&set=driver.stance%3D45%25",
    ]) {
      const page = await visit(hash);
      const alert = page.locator(".answers [role=alert]");
      await page.waitForSelector(".result[data-answer=solved], .answers [role=alert]");
      await settled(page);
      expect(await alert.count(), hash).toBe(0);
      const line = await textOf(page, ".share code");
      const shown = await textOf(page, "main .odds");
      const [name, ...args] = line.split(" ");
      expect(name).toBe("brink");
      const told = execFileSync(process.execPath, [command, ...args, "--json"], { cwd: desk.folder, encoding: "utf8" });
      const { question }: { question: { changed: number } } = JSON.parse(told);
      expect(shown, line).toBe(percent(question.changed));
      await page.close();
    }
  });

  it("opens a link with all that was chosen, in another tab", async () => {
    const page = await visit("what-if?file=strait.yaml&as-of=2031-01&off=no_fire&forbid=south.fire");
    await page.waitForSelector(".result[data-answer=solved]");
    await settled(page);
    const link = await page.evaluate("location.href");
    const other = await newPage();
    await other.goto(String(link));
    await other.waitForSelector(".result[data-answer=solved]");
    await settled(other);
    expect(await textOf(other, "main .result")).toBe(await textOf(page, "main .result"));
    expect(await other.getByLabel("As of").inputValue()).toBe("0");
    await other.getByRole("link", { name: "Reports" }).click();
    await other.getByLabel("no fire counts").waitFor();
    expect(await other.getByLabel("no fire counts").isChecked()).toBe(false);
  });

  it("compares two files of the folder", async () => {
    writeFileSync(
      join(desk.folder, "harder.yaml"),
      desk.file().replace("value: 3", "value: 4.5").replace("Standoff in a strait", "Harder standoff"),
    );
    const page = await visit("compare?file=strait.yaml");
    await page.locator("main select").selectOption("harder.yaml");
    await page.getByText("Odds of each ending, here").waitFor();
    await page.locator("main td ins").first().waitFor();
    const changes = (await page.locator("main td del, main td ins").allTextContents()).join(" ");
    expect(changes).toMatch(/4\.5/);
    expect(changes).toMatch(/\b3\b/);
  });

  it("prints the views without what one cannot press on paper", async () => {
    const page = await visit("answer");
    await page.getByText(/The range holds eight in ten/).waitFor();
    const captions = async (): Promise<string> => (await page.locator("main figcaption").allInnerTexts()).join(" ");
    expect(await captions()).toMatch(/on the way\. Point at the picture/);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await captions()).not.toContain("Point at");
    for (const selector of ["header", "nav", "main button"])
      for (const one of await page.locator(selector).all()) expect(await one.isVisible(), selector).toBe(false);
    expect(await page.locator("main .headline .odds").isVisible()).toBe(true);
    expect(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")).toBe(
      "rgb(255, 255, 255)",
    );
    // Pictures are drawn for paper, and for the screen again.
    const widths = `[...document.querySelectorAll("main svg")].map((own) => own.viewBox.baseVal.width)`;
    const before = await page.evaluate(widths);
    await page.evaluate(`addEventListener("beforeprint", () => { window.printed = ${widths}; })`);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
    expect(new Set(await page.evaluate<number[]>("window.printed"))).toEqual(new Set([680]));
    expect(await page.evaluate(widths)).toEqual(before);
    expect(before).not.toContain(680);
  });

  it("moves a slider to a preview or an answer, and comes to the odds that a fresh page has", async () => {
    const page = await visit("what-if?file=strait.yaml");
    await page.getByLabel("clash cost").focus();
    for (let k = 0; k < 12; k++) await page.keyboard.press("ArrowRight");
    await page.waitForSelector(".result[data-answer=solved]");
    await settled(page);
    const link = await page.evaluate("location.href");
    const other = await newPage();
    await other.goto(String(link));
    await other.waitForSelector(".result[data-answer=solved]");
    await settled(other);
    expect(await textOf(other, "main .result")).toBe(await textOf(page, "main .result"));
  });

  it("moves the slider of a driver, on the page, in the link and in the command line", async () => {
    copyFileSync(crisisFile("taiwan-1995"), join(desk.folder, "taiwan.yaml"));
    const page = await visit("what-if?file=taiwan.yaml");
    const [slider] = await page.locator("input[id^=driver-]").all();
    await slider!.focus();
    for (let k = 0; k < 15; k++) await page.keyboard.press("ArrowRight");
    await page.waitForSelector(".result[data-answer=solved]");
    await settled(page);
    expect(await textOf(page, ".share code")).toMatch(/--set '?driver\.\w+=/);
    const link = await page.evaluate("location.href");
    const other = await newPage();
    await other.goto(String(link));
    await other.waitForSelector(".result[data-answer=solved]");
    await settled(other);
    expect(await textOf(other, "main .result")).toBe(await textOf(page, "main .result"));
    expect(await other.locator("li.moved").count()).toBe(1);
    await other.getByRole("button", { name: /back to the file/ }).click();
    expect(await other.locator("li.moved").count()).toBe(0);
  });

  it("keeps edits that are not saved while another crisis is looked at", async () => {
    copyFileSync(crisisFile("deterrence"), join(desk.folder, "other.yaml"));
    const page = await visit("reports?file=strait.yaml");
    await page.getByLabel("Credibility of Patrol boats off the cape").selectOption("5");
    await page.getByRole("button", { name: /^Save/ }).first().waitFor();
    await settled(page);
    await page.getByLabel("Crisis").selectOption("other.yaml");
    await page
      .getByText(/Is there a war|reports? counts?/)
      .first()
      .waitFor();
    await settled(page);
    await page.getByLabel("Crisis").selectOption("strait.yaml");
    await page.getByLabel("Credibility of Patrol boats off the cape").waitFor();
    expect(await page.getByLabel("Credibility of Patrol boats off the cape").inputValue()).toBe("5");
    expect(await page.getByRole("button", { name: /^Save/ }).first().isVisible()).toBe(true);
  });

  it("says that a date of a link is none of this clock, and solves nothing", async () => {
    const page = await visit("what-if?file=strait.yaml&forbid=south.fire&from=2031-13");
    await page.getByText(/2031-13 is no step of this crisis' clock/).waitFor();
    await page.waitForTimeout(800);
    expect(await page.locator(".result").count()).toBe(0);
  });

  it("marks what contradicts and what repeats, as the checker has it", async () => {
    const more = [
      "  - { id: fired, name: Shots heard, happened: 2031-02, source: newsletter, credibility: 3, saw: { south: fire } }",
      "  - { id: again, same_as: patrols_seen, source: navy }",
      "  - { id: earlier, happened: 2031-03, source: newsletter, credibility: 3, follows: [later], saw: { north: press } }",
      "  - { id: later, happened: 2031-04, source: newsletter, credibility: 3, saw: { north: press } }",
    ].join("\n");
    writeFileSync(join(desk.folder, "strait.yaml"), desk.file().replace("estimates:", `${more}\nestimates:`));
    const page = await visit("reports");
    const rowOf = (name: string) =>
      page.locator("ol.reports > li", { has: page.getByRole("heading", { name, exact: true }) });
    expect(await rowOf("Shots heard").textContent()).toContain("contradicts no fire");
    expect(await rowOf("no fire").textContent()).toContain("contradicts Shots heard");
    expect(await rowOf("again").textContent()).toContain("same event as Patrol boats off the cape");
    const told = execFileSync(process.execPath, [command, "check", join(desk.folder, "strait.yaml")], {
      encoding: "utf8",
    });
    const [remark] = await rowOf("earlier").locator(".remark").allTextContents();
    expect(remark).toMatch(/earlier/);
    expect(told.replaceAll(/\s+/g, " ").replaceAll("`", "")).toContain(remark);
  });

  it("shows the course of what is not seen", async () => {
    const page = await visit("hidden");
    await page.locator("main figure svg").first().waitFor();
    await page.locator("main section section details summary").first().click();
    await page.locator("main section section table tbody tr").first().waitFor();
    const rows = await page.locator("main section section table tbody tr").allTextContents();
    expect(rows.map((row) => row.trim().slice(0, 7))).toEqual(["2031-01", "2031-02", "2031-03"]);
  });

  it("loads at most 200 KB for the first view, packed with brotli or with gzip", async () => {
    const page = await newPage();
    const asked = new Set<string>();
    page.on("request", (request) => {
      const { pathname, search } = new URL(request.url());
      asked.add(pathname + search);
    });
    // A crisis without ranges: what they need is loaded when the first view is long there.
    copyFileSync(crisisFile("deterrence"), join(desk.folder, "deterrence.yaml"));
    await page.goto(`${desk.address}#answer?file=deterrence.yaml`);
    await page.waitForSelector("main .view h1");
    await settled(page);
    const sizes = async (encoding: string, sizeOf: (bytes: Buffer) => number): Promise<readonly number[]> =>
      await Promise.all(
        [...asked].map(async (path) => {
          const headers = { "accept-encoding": encoding, host: new URL(desk.address).host };
          const { status, bytes } = await rawRequest(Number(new URL(desk.address).port), path, { headers });
          return status === 200 ? sizeOf(bytes) : 0;
        }),
      );
    // As the desk's own server sends it, and as a server does that packs what it finds with gzip.
    const sent = await sizes("gzip, deflate, br", (bytes) => bytes.length);
    const packed = await sizes("identity", (bytes) => gzipSync(bytes, { level: 9 }).length);
    expect(sent.length).toBeGreaterThan(4);
    for (const all of [sent, packed]) {
      const total = all.reduce((sum, size) => sum + size, 0);
      expect(total).toBeGreaterThan(50_000);
      expect(total).toBeLessThanOrEqual(200_000);
    }
    expect([...asked].some((path) => path.includes("editor"))).toBe(false);
  });

  it("lets the worker that solves compile its kernel, and neither it nor the page run text", async () => {
    const page = await visit("answer");
    const compile = async (hex: string): Promise<string> => {
      // What is evaluated for the test itself may do more than what runs later by itself.
      await new Promise((later) => setTimeout(later, 20));
      const bytes = Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
      const { WebAssembly } = globalThis as unknown as { WebAssembly: { Module: new (bytes: Uint8Array) => object } };
      const tried = (what: () => unknown): string => {
        try {
          what();
          return "done";
        } catch {
          return "refused";
        }
      };
      return [() => new WebAssembly.Module(bytes), () => new Function("return 1")].map(tried).join(", ");
    };
    const [worker] = page.workers();
    expect(await worker!.evaluate(compile, KERNEL_BYTES)).toBe("done, refused");
    expect(await page.evaluate(compile, KERNEL_BYTES)).toBe("refused, refused");
  });

  it("works as files below any path of another web server", async () => {
    const server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://here").pathname);
      const file = join(pageFolder, path.replace(/^\/docs\/desk\//, "").replace(/^$/, "index.html"));
      if (!path.startsWith("/docs/desk/") || path.includes("..") || !existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      const type = { html: "text/html", js: "text/javascript", css: "text/css", json: "application/json" };
      const end = Object.entries(type).find(([own]) => file.endsWith(`.${own}`));
      response.writeHead(200, { "content-type": end?.[1] ?? "text/plain" }).end(readFileSync(file));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      const at = server.address();
      const page = await newPage();
      await page.goto(
        `http://127.0.0.1:${typeof at === "object" ? at?.port : 0}/docs/desk/#answer?file=deterrence/crisis.yaml`,
      );
      await page.waitForSelector("main .view h1");
      await page.getByRole("link", { name: "Ladder" }).waitFor();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("opens from disk as one file: every view, and play against the solved others", async () => {
    const page = await newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const address = pathToFileURL(join(pageFolder, "desk.html")).href;
    for (const view of viewIds) {
      await page.goto(`${address}#${view}?file=deterrence/crisis.yaml`);
      await page.waitForSelector("main .view");
      await settled(page);
      expect(await page.locator("main [role=alert]").count(), view).toBe(0);
    }
    await page.goto(`${address}#play?file=deterrence/crisis.yaml`);
    await page.getByRole("button", { name: "Start" }).click();
    await page.waitForSelector(".moves button");
    await page.goto(`${address}#export?file=deterrence/crisis.yaml`);
    const report = await handedOut(page, () => page.getByRole("button", { name: "Report, one HTML page" }).click());
    expect(readFileSync(await report.path(), "utf8")).toMatch(/^<!doctype html>/);
    expect(asked.filter((url) => url !== address && !/^(blob|data):|^file:.*desk\.html#/.test(url))).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });
});
