/**
 * `npm run docs`: generates the reference of the crisis file, runs the commands
 * of all pages and pastes what they print. `-- --timings` also replaces outputs
 * that differ only in timings, `-- --pictures` takes the pictures of the guide
 * anew (needs a Chromium).
 */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildWhereNeeded } from "./build.mjs";
import { installWhereNeeded, requireNode, root, runNode } from "./install.mjs";

requireNode();
installWhereNeeded();
buildWhereNeeded();
if (runNode([join(root, "scripts", "generate-docs.mjs")]) !== 0) process.exit(1);

const { tsImport } = await import("tsx/esm/api");
const { DocOutputs, pagesBelow } = await tsImport("./doc-outputs.ts", import.meta.url);
const main = join(root, "dist", "cli", "main.js");
const outputs = new DocOutputs(root, run);

for (const page of pagesBelow(root)) {
  const path = join(root, page);
  const filled = await outputs.filled(page, process.argv.includes("--timings"));
  if (filled === readFileSync(path, "utf8")) continue;
  writeFileSync(path, filled);
  console.log(`filled ${page}`);
}
if (process.argv.includes("--pictures")) await (await import("./take-pictures.mjs")).takePictures();

/** What the built program prints, errors and warnings included, progress left out. */
function run(args, folder) {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: { ...process.env, NO_COLOR: "1", COLUMNS: "" } };
    const child = spawn(process.execPath, [main, ...args], options);
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (more) => (text += more));
    child.on("error", reject);
    child.on("close", () => {
      // What Node says when a program breaks belongs into no page.
      if (/^Node\.js v\d/m.test(text)) reject(new Error(`brink ${args.join(" ")} broke:\n${text}`));
      else resolve(text.replace(/^(Solving|Sweeping|Drawing): .*\n/gm, ""));
    });
  });
}
