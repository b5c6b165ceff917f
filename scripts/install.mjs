/**
 * Installs the packages of the lock file where node_modules is absent or was
 * made from another lock file; does nothing otherwise. Needs Node and npm only.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const oldestNode = [20, 19];
const lockFile = join(root, "package-lock.json");
const npmRecord = join(root, "node_modules", ".package-lock.json");
const ownRecord = join(root, "node_modules", ".brink-lock-hash");

/** Ends the process with a clear sentence where Node is too old to run the project. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (enough) return;
  console.error(`Brink needs Node ${oldestNode.join(".")} or newer; this is Node ${process.versions.node}.`);
  console.error("Get a newer one at https://nodejs.org and try again.");
  process.exit(1);
}

/** Makes node_modules match package-lock.json. */
export function installWhereNeeded() {
  if (isInstalled()) return;
  console.error("Installing the packages of package-lock.json (once) …");
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  if (runNpm(["ci", ...quiet]) !== 0) {
    // Some registries lack packages of other platforms; npm ci then refuses, npm install does not.
    console.error("npm ci did not finish; trying npm install with the versions of the lock file …");
    const status = runNpm(["install", "--no-save", ...quiet]);
    if (status !== 0) {
      console.error("The packages could not be installed. Brink needs the npm registry for its first run.");
      process.exit(status);
    }
  }
  writeFileSync(ownRecord, lockHash());
}

/**
 * Runs a program of the project with Node and returns its exit code.
 *
 * @param {readonly string[]} args script and arguments
 */
export function runNode(args) {
  return exitCode(spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }));
}

function runNpm(args) {
  // npm tells its children where it lives; otherwise it is looked up in the PATH (a .cmd on Windows).
  const npm = process.env.npm_execpath;
  if (npm?.endsWith(".js")) return runNode([npm, ...args]);
  return exitCode(spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" }));
}

function exitCode(result) {
  if (result.error) console.error(result.error.message);
  return result.status ?? 1;
}

function isInstalled() {
  if (!existsSync(npmRecord)) return false;
  if (existsSync(ownRecord)) return readFileSync(ownRecord, "utf8") === lockHash();
  return everyPackageMatches();
}

function lockHash() {
  return createHash("sha256").update(readFileSync(lockFile)).digest("hex");
}

/** For a node_modules made by `npm install`: npm's own record must agree with the lock file. */
function everyPackageMatches() {
  const wanted = packagesOf(lockFile);
  const present = packagesOf(npmRecord);
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
  );
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}
