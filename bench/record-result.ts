import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";

/** Print a result and keep it in bench/results/NAME.json with machine, date and commit. */
export function recordResult(name: string, result: object): void {
  const record = {
    name,
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    node: process.version,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${platform()} ${arch()}`,
    ...result,
  };
  const folder = new URL("./results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify(record, null, 2);
  writeFileSync(new URL(`${name}.json`, folder), `${text}\n`);
  console.log(text);
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}
