/** Takes the pictures of the guide from the page of one crisis and from the desk: light, 1200 px wide. Needs a Chromium. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { buildDeskWhereNeeded } from "./desk-build.mjs";
import { root, runNode } from "./install.mjs";

const crisis = ["crises/cuba-1962/crisis.yaml", "--as-of", "1962-10-27"];
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Files, and the elements of the page from the top of the one to the bottom of the other. */
const pictures = [
  ["page-answer.png", "body", "#endings"],
  ["page-over-time.png", "#time", "#time figure"],
  ["page-ladder.png", "#ladder", "#ladder"],
  ["page-reports.png", "#reports", "#reports"],
];
const margin = 16;

/** Files, views of the desk with what is chosen in them, what to press, what to wait for, and the height. */
const deskPictures = [
  {
    file: "desk-what-if.png",
    link: "what-if?file=cuba-1962/crisis.yaml&as-of=1962-10-24&set=accident_rate%3D0.06",
    ready: ".result[data-answer=solved] .moves",
    height: 900,
  },
  {
    file: "desk-sensitivity.png",
    link: "sensitivity?file=cuba-1962/crisis.yaml&as-of=1962-10-24",
    press: "First look",
    ready: "main figure svg",
    height: 930,
  },
];

export async function takePictures() {
  const executablePath = browsers.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`No Chromium found; looked for ${browsers.join(", ")}.`);
  const folder = mkdtempSync(join(tmpdir(), "brink-pictures-"));
  const page = join(folder, "report.html");
  if (runNode([join(root, "dist", "cli", "main.js"), "report", ...crisis, "-o", page]) !== 0) process.exit(1);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const view = await browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme: "light" });
    await view.goto(pathToFileURL(page).href);
    for (const [file, first, last] of pictures) {
      const [top, bottom] = await Promise.all([first, last].map((part) => view.locator(part).first().boundingBox()));
      const y = Math.max(0, top.y - margin);
      const clip = { x: 0, y, width: 1200, height: bottom.y + bottom.height + margin - y };
      await view.screenshot({ path: join(root, "docs/pictures", file), clip, fullPage: true });
    }
    await takeDesk(browser);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The desk as one file, which needs no server. */
async function takeDesk(browser) {
  buildDeskWhereNeeded();
  const address = pathToFileURL(join(root, "web", "dist", "desk.html")).href;
  for (const { file, link, press, ready, height } of deskPictures) {
    const view = await browser.newPage({
      viewport: { width: 1200, height },
      colorScheme: "light",
      reducedMotion: "reduce",
    });
    view.setDefaultTimeout(10 * 60_000);
    await view.goto(`${address}#${link}`);
    if (press) await view.getByRole("button", { name: press }).click();
    await view.waitForSelector(ready);
    await view.waitForSelector("progress", { state: "detached" });
    await view.screenshot({ path: join(root, "docs/pictures", file) });
    await view.close();
  }
}
