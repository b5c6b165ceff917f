/** `npm run bench`: all benchmarks; `npm run bench -- backward`: one of them. Writes to bench/results. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installWhereNeeded, requireNode, root, runNode } from "./install.mjs";

requireNode();
installWhereNeeded();

const [wanted, ...rest] = process.argv.slice(2);
const names = readdirSync(join(root, "bench"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3))
  .filter((name) => readFileSync(join(root, "bench", `${name}.ts`), "utf8").includes(`npm run bench -- ${name}`));

if (wanted !== undefined && !names.includes(wanted)) {
  console.error(`There is no benchmark \`${wanted}\`. There are: ${names.join(", ")}.`);
  process.exit(2);
}
const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
const statuses = (wanted === undefined ? names : [wanted]).map((name) =>
  runNode([tsx, join(root, "bench", `${name}.ts`), ...rest]),
);
process.exit(Math.max(...statuses));
