/** Links lead somewhere, crises in pages are read without findings, commands and scripts named are there. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CommandName, createProgram } from "../../src/cli/program.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { fencedBlocks, pages, root, textOfPage, withoutBlocks } from "./pages.ts";

function scriptsOf(workspace: string): object {
  return (JSON.parse(readFileSync(join(root, workspace, "package.json"), "utf8")) as { scripts: object }).scripts;
}

describe("links", () => {
  it.each(pages)("of %s lead somewhere", (page) => {
    const targets = [...withoutBlocks(textOfPage(page)).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
    const local = targets.filter((target) => !/^[a-z]+:/.test(target));
    expect(local.filter((target) => !leadsSomewhere(page, target))).toEqual([]);
  });

  it("lead from the README to every page", () => {
    const seen = new Set<string>();
    const visit = (page: string): void => {
      if (seen.has(page)) return;
      seen.add(page);
      for (const [, target = ""] of withoutBlocks(textOfPage(page)).matchAll(/\]\(([^)\s#]+\.md)(?:#[^)]*)?\)/g)) {
        visit(join(dirname(page), target).replaceAll("\\", "/"));
      }
    };
    visit("README.md");
    expect(pages.filter((page) => !seen.has(page))).toEqual([]);
  });
});

/** A file that is there, with a heading of that name where one is asked for. */
function leadsSomewhere(page: string, target: string): boolean {
  const [file = "", heading] = target.split("#");
  const path = file === "" ? join(root, page) : join(root, dirname(page), file);
  if (!existsSync(path)) return false;
  return heading === undefined || headingsOf(readFileSync(path, "utf8")).includes(heading);
}

function headingsOf(text: string): readonly string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

const crises = pages.flatMap((page) =>
  fencedBlocks(textOfPage(page))
    .filter(({ language, content }) => language === "yaml" && /^crisis:/m.test(content) && !/^sweep:/m.test(content))
    .map(({ content, above, line }) => ({ place: `${page}:${line}`, content, above })),
);
const flawed = (block: { readonly above: string }): boolean => block.above.includes("with mistakes");

describe("crises in pages", () => {
  it("are there", () => {
    expect(crises.length).toBeGreaterThan(8);
  });

  it.each(crises.filter((block) => !flawed(block)))("$place is read without findings", ({ content }) => {
    const { crisis, diagnostics } = readCrisis("crisis.yaml", (file) => (file === "crisis.yaml" ? content : undefined));
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(crisis).toBeDefined();
  });

  it.each(crises.filter(flawed))("$place has mistakes", ({ content }) => {
    expect(readCrisis("crisis.yaml", () => content).crisis).toBeUndefined();
  });

  it("the README's stays within twenty lines", () => {
    const own = crises.find(({ place }) => place.startsWith("README.md"));
    expect(own?.content.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
  });
});

describe("commands in pages", () => {
  const program = createProgram(async () => {});
  const commands = new Map(program.commands.map((command) => [command.name(), command]));

  /** What is wrong with the words of a command line. */
  function problemOf(line: string, files: string): string | undefined {
    const [, name = "", ...rest] = line.trim().split(/\s+/);
    if (name.startsWith("-")) return undefined;
    if (name === "help") return rest.every((word) => commands.has(word)) ? undefined : `${line}: unknown command`;
    const command = commands.get(name as CommandName);
    if (!command) return `${line}: unknown command`;
    const known = command.options.flatMap(({ long, short }) => [long, short]);
    const option = rest.find((word) => word.startsWith("-") && !known.includes(word));
    if (option !== undefined) return `${line}: unknown option ${option}`;
    const lost = rest.find((word) => word.startsWith("crises/") && !existsSync(join(root, word)));
    if (lost !== undefined) return `${line}: ${lost} is not there`;
    const [file = ""] = rest;
    const own = !file.endsWith(".yaml") || file.includes("/") || /^(reef|my-crisis)\.yaml$/.test(file);
    return own || files.includes(`<!-- file: ${file}`) ? undefined : `${line}: ${file} is not in the page`;
  }

  it.each(pages)("of %s exist", (page) => {
    const text = textOfPage(page);
    const typed = fencedBlocks(text)
      .filter(({ language }) => language !== "yaml")
      .flatMap(({ content }) => content.match(/^(?:\$ )?brink .+$/gm) ?? []);
    const inline = [...withoutBlocks(text).matchAll(/`(brink [a-z][^`]*)`/g)].map((match) => match[1]!);
    const lines = [...typed.map((line) => line.replace(/^\$ /, "")), ...inline];
    expect(lines.flatMap((line) => problemOf(line, text) ?? [])).toEqual([]);
  });

  it.each(pages)("and scripts of package.json named in %s exist", (page) => {
    const named = textOfPage(page).matchAll(/\bnpm (?:run ([a-z:]+)|(start|test))\b( --workspace (\w+))?/g);
    for (const [, run, short, , workspace = "."] of named) expect(scriptsOf(workspace)).toHaveProperty([run ?? short!]);
  });

  it("the README has an example of each, and no other", () => {
    const rows = [...textOfPage("README.md").matchAll(/^\| `([a-z-]+)` \|.*`brink ([a-z-]+) /gm)];
    expect(rows.map((row) => row[1])).toEqual(rows.map((row) => row[2]));
    expect(rows.map((row) => row[1]).sort()).toEqual([...commands.keys()].filter((name) => name !== "help").sort());
  });
});
