import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const main = join(root, "dist/cli/main.js");
const built = existsSync(main);
const strait = join(root, "test/fixtures/strait.yaml");

function brink(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const environment = { ...process.env, NO_COLOR: "1" };
  return spawnSync(process.execPath, [main, ...args], { cwd: root, encoding: "utf8", env: environment });
}

describe.skipIf(!built)(`the built program${built ? "" : " (skipped: run `npm run build` first)"}`, () => {
  it("gives the same digits for any number of threads", () => {
    const answers = ["1", "2", "8"].map((threads) => {
      const { status, stdout } = brink("forecast", strait, "--json", "--threads", threads);
      expect(status).toBe(0);
      return stdout.replace(/"milliseconds": [\d.e-]+/, "");
    });
    expect(answers[1]).toBe(answers[0]);
    expect(answers[2]).toBe(answers[0]);
  });

  it("ends with 0, 1 or 2", () => {
    expect(brink("check", strait).status).toBe(0);
    expect(brink("check", join(root, "package.json")).status).toBe(1);
    expect(brink("chekc", strait)).toMatchObject({ status: 2, stdout: "" });
  });

  it("writes no escape codes into a pipe", () => {
    const { stdout, stderr } = brink("forecast", strait);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    expect(stdout + stderr).not.toMatch(/\u001b/);
  });

  it.skipIf(process.platform === "win32")("takes a reader that stops early for no error", () => {
    const command = `"${process.execPath}" "${main}" explain "${strait}" | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const text = execFileSync("bash", ["-c", command], { cwd: root, encoding: "utf8" });
    expect(text).toBe("Standoff in a strait as of 2031-03\n0\n");
  });

  it("gives the worker only what a part needs, and the library no Node", () => {
    // The engine's own way to write down a crisis for all threads; no package.
    expect(packagesOf("dist/cli/part-worker.js")).toEqual(["node:v8"]);
    expect(packagesOf("dist/index.js").filter((name) => name.startsWith("node:"))).toEqual([]);
  });
});

/** Packages and Node modules that a built file loads, through its own chunks. */
function packagesOf(file: string): readonly string[] {
  const folder = join(root, file, "..");
  const chunks = new Set(readdirSync(folder));
  const seen = new Set<string>();
  const open = [join(root, file)];
  const found: string[] = [];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const [, target = ""] of readFileSync(path, "utf8").matchAll(
      /^(?:import|export)\b[^"';]*["']([^"']+)["']/gm,
    )) {
      if (target.startsWith("./") && chunks.has(target.slice(2))) open.push(join(folder, target.slice(2)));
      else found.push(target);
    }
  }
  return found;
}
