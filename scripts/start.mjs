/** `npm start`: from a fresh clone to the forecast of the Caribbean crisis, in the terminal and as report.html. */
import { join } from "node:path";
import { buildWhereNeeded } from "./build.mjs";
import { installWhereNeeded, requireNode, root, runNode } from "./install.mjs";

const crisis = "crises/caribbean-2025/crisis.yaml";
const brink = join(root, "dist", "cli", "main.js");

requireNode();
installWhereNeeded();
buildWhereNeeded();

process.exit(runNode([brink, "forecast", crisis, "--page", "report.html"]));
