/** `npm start`: from a fresh clone to the forecast of the Caribbean crisis, in the terminal and as report.html. */
import { join } from "node:path";
import { buildWhereNeeded } from "./build.mjs";
import { installWhereNeeded, requireNode, root, runNode } from "./install.mjs";

const crisis = "crises/caribbean-2025/crisis.yaml";
const brink = join(root, "dist", "cli", "main.js");

requireNode();
installWhereNeeded();
buildWhereNeeded();

const forecast = runNode([brink, "forecast", crisis]);
if (forecast !== 0) process.exit(forecast);
process.stdout.write("\n");
process.exit(runNode([brink, "report", crisis, "-o", "report.html"]));
