/**
 * The slider of the desk on the Caribbean crisis, in headless Chromium:
 * `npm run bench -- desk`. A person takes hold of a slider of *What if*, waits
 * a moment, and moves it 50 times. For each move the time from the event to the
 * picture with new odds, and to the picture with the whole answer solved (odds of
 * all endings by every date, next moves), read off the page
 * by the page's own clock. Beside it the first view and a move of the as-of date.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { startDesk } from "../src/desk-server/desk-server.ts";
import { pageFolder, readPageFiles } from "../src/desk-server/page-files.ts";
import { recordResult } from "./record-result.ts";

const MOVES = 50;
const FILE = "caribbean-2025/crisis.yaml";
const PARAMETER = "war_cost";
const root = fileURLToPath(new URL("..", import.meta.url));
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

interface Move {
  /** Milliseconds from the event to new odds on the page, a preview or solved. */
  readonly fresh: number;
  /** Milliseconds to the whole answer, solved. */
  readonly solved: number;
  readonly wasPreview: boolean;
}

/** Runs in the page: moves the slider and waits for what is painted. */
const moveSlider = `async ({ name, place }) => {
  const slider = document.getElementById("parameter-" + name);
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const answer = () => document.querySelector(".result")?.dataset.answer;
  const begin = performance.now();
  slider.value = String(Number(slider.min) + place * (Number(slider.max) - Number(slider.min)));
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  let fresh, wasPreview = false;
  for (;;) {
    await painted();
    const now = performance.now() - begin;
    const is = answer();
    if (fresh === undefined && (is === "preview" || is === "solved")) { fresh = now; wasPreview = is === "preview"; }
    if (is === "solved") return { fresh, solved: now, wasPreview };
    if (now > 60000) throw new Error("no answer within a minute");
  }
}`;

async function measureMoves(page: Page): Promise<readonly Move[]> {
  const slider = page.locator(`#parameter-${PARAMETER}`);
  await slider.scrollIntoViewIfNeeded();
  await slider.hover();
  await slider.focus();
  // Hand to slider: the ends of its range are solved meanwhile.
  await page.waitForTimeout(2000);
  const moves: Move[] = [];
  for (let k = 0; k < MOVES; k++) {
    // There and back along the range, never twice at the same place.
    const place = 0.5 + 0.48 * Math.sin(1 + (k * 2 * Math.PI) / (MOVES - 0.5));
    moves.push(await page.evaluate(`(${moveSlider})(${JSON.stringify({ name: PARAMETER, place })})`));
    await page.waitForTimeout(30);
  }
  return moves;
}

async function timeUntil(page: Page, go: () => Promise<unknown>, selector: string): Promise<number> {
  const begin = performance.now();
  await go();
  await page.waitForSelector(selector, { timeout: 60_000 });
  return Math.round(performance.now() - begin);
}

/** The rest of an answer as of another date, and the odds of that date. */
async function measureDates(page: Page): Promise<{ odds: number; rest: number }> {
  await page.goto(page.url().replace(/#.*/, `#ladder?file=${FILE}`));
  await page.waitForSelector("main .view:not(.stale)");
  const all: { odds: number; rest: number }[] = [];
  for (let step = 6; step > 1; step--) {
    const found: { odds: number; rest: number } = await page.evaluate(`(async () => {
      const slider = document.getElementById("as-of");
      const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const begin = performance.now();
      slider.value = "${step}";
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await painted();
      const odds = performance.now() - begin;
      while (document.querySelector("main .view.stale")) await painted();
      return { odds, rest: performance.now() - begin };
    })()`);
    all.push(found);
  }
  return { odds: median(all.map(({ odds }) => odds)), rest: median(all.map(({ rest }) => rest)) };
}

function median(all: readonly number[]): number {
  return Math.round([...all].sort((a, b) => a - b)[all.length >> 1]!);
}

function ninthDecile(all: readonly number[]): number {
  return Math.round([...all].sort((a, b) => a - b)[Math.floor(0.9 * all.length)]!);
}

const executablePath = browsers.find((path) => existsSync(path));
if (!executablePath) throw new Error(`No Chromium found; looked for ${browsers.join(", ")}.`);
execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/desk-build.mjs", import.meta.url))], { cwd: root });
const built = readPageFiles(pageFolder);
if (!built) throw new Error("The page was not built.");
const load = loadavg()[0]!;
const desk = await startDesk({ folder: `${root}crises`, page: built, port: 0 });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const address = `${desk.address}#answer?file=${FILE}`;
  const odds = await timeUntil(page, () => page.goto(address), ".headline .odds");
  const whole = odds + (await timeUntil(page, async () => undefined, "main .view"));
  const dates = await measureDates(page);
  await page.goto(`${desk.address}#what-if?file=${FILE}`);
  await page.reload();
  await page.waitForSelector("main .view");
  const moves = await measureMoves(page);
  recordResult("desk", {
    about: "milliseconds on the Caribbean crisis in headless Chromium, medians; a slider of What if moved 50 times",
    loadAverageBefore: Math.round(load * 10) / 10,
    moves: moves.length,
    newOdds: median(moves.map(({ fresh }) => fresh)),
    newOddsNinthDecile: ninthDecile(moves.map(({ fresh }) => fresh)),
    firstSeenAsPreview: moves.filter(({ wasPreview }) => wasPreview).length,
    solvedAnswer: median(moves.map(({ solved }) => solved)),
    solvedAnswerNinthDecile: ninthDecile(moves.map(({ solved }) => solved)),
    asOfDateOdds: dates.odds,
    asOfDateWholeAnswer: dates.rest,
    firstOdds: odds,
    firstWholeAnswer: whole,
  });
} finally {
  await browser.close();
  await desk.close();
}
