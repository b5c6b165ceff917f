/** `npm run desk`: builds what is not fresh and serves the desk for `crises`; `npm run desk -- my-folder --port 4173`. */
import { join } from "node:path";
import { buildWhereNeeded } from "./build.mjs";
import { buildDeskWhereNeeded } from "./desk-build.mjs";
import { installWhereNeeded, requireNode, root, runNode } from "./install.mjs";

requireNode();
installWhereNeeded();
buildWhereNeeded();
buildDeskWhereNeeded();

const args = process.argv.slice(2);
const folder = args.length === 0 || args[0].startsWith("-") ? ["crises"] : [];
process.exit(runNode([join(root, "dist", "cli", "main.js"), "desk", ...folder, ...args]));
