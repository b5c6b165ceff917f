/** Takes the pictures of the guide from the page of one crisis: light, 1200 px wide. Needs a Chromium. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
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
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
