/** `npm test`: types, style and every test, from a fresh clone; ends with the line `N passed, N failed`. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWhereNeeded } from "./build.mjs";
import { buildDeskWhereNeeded } from "./desk-build.mjs";
import { installWhereNeeded, requireNode, root, runNode } from "./install.mjs";

requireNode();
installWhereNeeded();

const tool = (...path) => join(root, "node_modules", ...path);
const statuses = [];

/** Runs one check and keeps its exit code; later checks run all the same. */
function check(title, args) {
  console.log(`\n${title}`);
  const status = runNode(args);
  if (status !== 0) console.log(`${title}: not passed (exit code ${status})`);
  statuses.push(status);
}

check("Types", [tool("typescript", "bin", "tsc"), "--noEmit"]);
check("Types of the desk", [tool("svelte-check", "bin", "svelte-check"), "--workspace", join(root, "web")]);
check("Style", [tool("@biomejs", "biome", "bin", "biome"), "check", "."]);

// The command line and the desk are tested as a user runs them, so they are built first.
buildWhereNeeded();
buildDeskWhereNeeded();

const folder = mkdtempSync(join(tmpdir(), "brink-test-"));
const summary = join(folder, "vitest.json");
check("Tests", [
  tool("vitest", "vitest.mjs"),
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${summary}`,
  ...process.argv.slice(2),
]);
console.log(`\n${countLine()}`);
rmSync(folder, { recursive: true, force: true });
process.exit(statuses.every((status) => status === 0) ? 0 : 1);

/** Types or style that did not pass count as a failure each, and so does a test file that could not be loaded. */
function countLine() {
  const checks = statuses.slice(0, -1).filter((status) => status !== 0).length;
  if (!existsSync(summary)) return `0 passed, ${checks + 1} failed`;
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(summary, "utf8"));
  const notLoaded = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return `${numPassedTests} passed, ${numFailedTests + notLoaded + checks} failed`;
}
