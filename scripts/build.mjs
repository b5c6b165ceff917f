/** Builds dist where it is absent or older than what it is made from. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, runNode } from "./install.mjs";

const products = ["dist/index.js", "dist/cli/main.js", "dist/cli/part-worker.js"];
const ingredients = ["src", "package.json", "package-lock.json", "tsdown.config.ts", "tsconfig.json"];

/** Ends the process where the build fails. */
export function buildWhereNeeded() {
  if (isFresh()) return;
  console.error("Building …");
  const status = runNode([join(root, "node_modules", "tsdown", "dist", "run.mjs"), "--logLevel", "warn"]);
  if (status !== 0) process.exit(status);
}

function isFresh() {
  if (!products.every((path) => existsSync(join(root, path)))) return false;
  const oldestProduct = Math.min(...products.map((path) => statSync(join(root, path)).mtimeMs));
  return Math.max(...ingredients.map((path) => newest(join(root, path)))) <= oldestProduct;
}

/** Time of the last change below a path. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
