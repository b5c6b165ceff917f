import { spawnSync } from "node:child_process";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { InMemoryTransport, McpServer } from "@modelcontextprotocol/server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { run } from "../../src/cli/run.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { insertEntries, type NewEntry } from "../../src/events/reading/insert-entries.ts";
import { createToolServer } from "../../src/tool-server/create-tool-server.ts";
import { ToolThreads } from "../../src/tool-server/tool-threads.ts";
import { tools } from "../../src/tool-server/tools.ts";

const root = resolve(import.meta.dirname, "../..");
const worker = join(root, "test/fixtures/tool-worker.mjs");
const here = "there is none, so calls are answered in this thread";

/** An answer of a tool, as a client sees it. */
interface Answer {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text: string }[];
  // What each tool gives is looked at by the tests.
  readonly structuredContent: Record<string, unknown>;
}

let outer: string;
let folder: string;
const open: (() => Promise<void>)[] = [];

beforeAll(() => {
  outer = mkdtempSync(join(tmpdir(), "brink-mcp-"));
  folder = join(outer, "inside");
  mkdirSync(folder);
  for (const name of ["deterrence", "cuba-1962", "caribbean-2025"]) {
    cpSync(join(root, "crises", name), join(folder, name), { recursive: true });
  }
  const text =
    "crisis: Secret\nactors: { a: {} }\nmoves: { a: { hold: nothing } }\nendings: { e: { otherwise: true } }\n";
  writeFileSync(join(outer, "secret.yaml"), text);
  symlinkSync(join(outer, "secret.yaml"), join(folder, "link.yaml"));
  symlinkSync(outer, join(folder, "out"));
  writeFileSync(join(folder, "including.yaml"), `include: [link.yaml]\n${text.replace("Secret", "Including")}`);
  writeFileSync(join(folder, "climbing.yaml"), `include: [../secret.yaml]\n${text.replace("Secret", "Climbing")}`);
  writeFileSync(join(folder, "binary.yaml"), Buffer.from([0, 159, 146, 150]));
  writeFileSync(join(folder, "huge.yaml"), Buffer.alloc(8_100_000, 35));
  writeFileSync(join(folder, "broken.yaml"), "actors: { a: {} }\nturns: [b]\nendings: { e: { otherwise: yes } }\n");
  writeFileSync(join(folder, "notes.txt"), "not a crisis");
});
afterAll(() => rmSync(outer, { recursive: true, force: true }));
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A client connected to a server of the folder. */
async function connect(settings: { readonly workerFile?: string; readonly limit?: number } = {}): Promise<Client> {
  const real = realpathSync(folder);
  const threads = new ToolThreads({ workerFile: settings.workerFile ?? here, limit: settings.limit ?? 60 });
  const server = createToolServer({ McpServer }, { root: real, threads });
  const client = new Client({ name: "test", version: "1.0.0" });
  const [mine, theirs] = InMemoryTransport.createLinkedPair();
  await server.connect(theirs);
  await client.connect(mine);
  open.push(() => client.close());
  return client;
}

async function call(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Answer> {
  // The client's type allows more kinds of content than our tools give.
  return (await client.callTool({ name, arguments: args })) as unknown as Answer;
}

describe("the protocol's own client", () => {
  it("lists the tools with their arguments, none of which writes", async () => {
    const client = await connect();
    const { tools: listed } = await client.listTools();
    expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    for (const { inputSchema, annotations, description } of listed) {
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
      expect(description?.length).toBeGreaterThan(30);
    }
    expect(listed.find(({ name }) => name === "what_if")?.inputSchema).toMatchObject({
      required: ["file"],
      properties: { set: { type: "array", description: expect.stringContaining("war_cost=10") } },
    });
    expect(client.getInstructions()).toContain("must come from a tool call");
  });

  it("lists the crises of the folder, without those that links lead to", async () => {
    const client = await connect();
    const { structuredContent, content } = await call(client, "list_crises");
    expect(structuredContent).toMatchObject({
      brink: "0.1.0",
      crises: expect.arrayContaining([{ file: "deterrence/crisis.yaml", title: "Deterrence in two steps" }]),
    });
    expect(JSON.parse(content[0]!.text)).toEqual(structuredContent);
    expect(content[0]!.text).not.toContain("Secret");
    const below = await call(client, "list_crises", { below: "cuba-1962" });
    expect(below.structuredContent.crises).toEqual([expect.objectContaining({ file: "cuba-1962/crisis.yaml" })]);
  });

  it("gets the odds that the library computes, digit for digit, with method and trail", async () => {
    const client = await connect();
    const { structuredContent, isError } = await call(client, "forecast", { file: "cuba-1962", as_of: "1962-10-24" });
    expect(isError).toBeFalsy();
    const texts = (file: string): string => readFileSync(join(folder, file), "utf8");
    const { crisis } = readCrisis("cuba-1962/crisis.yaml", texts);
    const { result } = await forecast(crisis!, { asOf: "1962-10-24" });
    expect(structuredContent).toMatchObject({
      brink: "0.1.0",
      tool: "forecast",
      file: "cuba-1962/crisis.yaml",
      method: result!.solution.method,
      result: {
        question: { probability: result!.question!.probability },
        asOf: "1962-10-24",
        endings: result!.endings.map(({ name, probability }) => ({ name, probability })),
        baselines: { noStrategy: { probability: result!.baselines.noStrategy.probability } },
      },
      trail: { elements: { "move us.blockade": ["E4", "E5"] } },
    });
    expect(JSON.stringify(structuredContent)).not.toContain("byStep");
    const full = await call(client, "forecast", { file: "cuba-1962", as_of: "1962-10-24", detail: "full" });
    expect(JSON.stringify(full.structuredContent)).toContain("byStep");
  });

  it("gets ranges, explanations, what-ifs and traces", async () => {
    const client = await connect();
    const file = "deterrence/crisis.yaml";
    const ranges = await call(client, "forecast", { file: "deterrence", draws: 4 });
    expect(ranges.structuredContent).toMatchObject({
      result: { ranges: { parameters: 0 } },
    });
    const explained = await call(client, "explain", { file });
    expect(explained.structuredContent).toMatchObject({ tool: "explain", result: { endings: expect.any(Array) } });
    const changed = await call(client, "what_if", { file, forbid: ["defender.resist"] });
    expect(changed.structuredContent).toMatchObject({ result: { question: { difference: expect.any(Number) } } });
    const traced = await call(client, "trace", { file: "cuba-1962", sentence: "E5" });
    const { elements } = traced.structuredContent.result as unknown as { elements: { text: string[] }[] };
    expect(elements.length).toBeGreaterThan(1);
    expect(elements.every(({ text }) => text.includes("E5"))).toBe(true);
    expect(await call(client, "check", { file })).toMatchObject({
      structuredContent: { method: "laid out, not solved", result: { states: expect.any(Number) } },
    });
  });

  it("gets every mistake of a file as the answer of `check`, and as an error of the others", async () => {
    const client = await connect();
    const checked = await call(client, "check", { file: "broken.yaml" });
    expect(checked.isError).toBeFalsy();
    expect(checked.structuredContent).toMatchObject({
      errors: 2,
      diagnostics: [{ span: { line: 2 } }, { span: { line: 3 } }],
    });
    expect(checked.content[0]!.text).toContain("broken.yaml:2:9: error unknown-actor");
    const forecasted = await call(client, "forecast", { file: "broken.yaml" });
    expect(forecasted.isError).toBe(true);
    expect(forecasted.content[0]!.text).toContain("Nothing was computed.");
    expect(JSON.stringify(forecasted)).not.toContain("probability");
  });
});

describe("draft_reports", () => {
  const article = `A fleet was sent. On 12 August 2025 the United States tightened sanctions on Venezuela, an agency said.
Nobody fired. The weather was fine.
`;

  it("gives drafts whose words stand in the article, and writes none of them", async () => {
    writeFileSync(join(folder, "today.txt"), article);
    const client = await connect();
    const before = snapshot(outer);
    for (const given of [{ article: "today.txt" }, { text: article }]) {
      const args = { file: "caribbean-2025", published: "2025-08-14", ...given };
      const { structuredContent, isError } = await call(client, "draft_reports", args);
      expect(isError).toBeFalsy();
      expect(structuredContent).toMatchObject({ brink: "0.1.0", method: expect.stringContaining("no language model") });
      const { drafts, unused } = structuredContent.result as {
        drafts: { span: { start: number; end: number; quote: string }; moves: string[]; when?: { from: string } }[];
        unused: number[];
      };
      expect(drafts.length).toBeGreaterThan(0);
      for (const { span } of drafts) expect(article.slice(span.start, span.end)).toBe(span.quote);
      expect(drafts.some(({ moves }) => moves.includes("us.tighten_sanctions"))).toBe(true);
      expect(drafts.some(({ when }) => when?.from === "2025-08-12")).toBe(true);
      expect(unused.length).toBeGreaterThan(0);
    }
    expect(snapshot(outer)).toEqual(before);
  });

  it("gives the lines that a person would add, with which the crisis still passes", async () => {
    const client = await connect();
    const args = { file: "caribbean-2025", published: "2025-08-14", text: article };
    const { structuredContent } = await call(client, "draft_reports", args);
    const { entries } = structuredContent.result as { entries: NewEntry[] };
    expect(entries.map(({ section }) => section)).toEqual(expect.arrayContaining(["texts", "sources", "reports"]));
    const file = "caribbean-2025/crisis.yaml";
    const added = insertEntries(readFileSync(join(folder, file), "utf8"), entries);
    if (!("text" in added)) throw new Error(added.section);
    const { crisis, diagnostics } = readCrisis(file, (name) =>
      name === file ? added.text : readFileSync(join(folder, name), "utf8"),
    );
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(crisis?.reports.some(({ quote }) => quote === "tightened sanctions")).toBe(true);
  });

  it.each([
    [{}, "give either `article` or `text`"],
    [{ article: "today.txt", text: "x" }, "give either `article` or `text`"],
    [{ article: "../secret.yaml" }, "no text file (.txt or .md) inside the folder"],
    [{ article: "/etc/passwd" }, "Nothing else is read"],
    [{ article: "deterrence/crisis.yaml" }, "no text file"],
    [{ article: "absent.txt" }, "There is no file `absent.txt`"],
    [{ text: "A fleet was sent.", published: "lately" }, "`lately` is not a date"],
    [{ text: "<!doctype html><html><body>Sign in</body></html>" }, "is a web page (HTML)"],
    [{ text: "12 34 !!" }, "article"],
  ])("%j is refused with a reason", async (args, words) => {
    const client = await connect();
    const answer = await call(client, "draft_reports", { file: "caribbean-2025", ...args });
    expect(answer.isError).toBe(true);
    expect(answer.content[0]!.text).toContain(words);
  });
});

describe("misuse", () => {
  it.each([
    ["forecast", {}, "The key `file` is missing in forecast"],
    ["forecast", { file: "deterrence", asof: "1" }, "`asof` is not a key of forecast"],
    ["forecast", { file: "deterrence", draws: 1e9 }, "It must be between 1 and 4096"],
    ["forecast", { file: "deterrence", draws: "many" }, "`draws` must be a whole number"],
    ["forecast", { file: "deterrence", detail: "all" }, "It is one of: summary, full"],
    ["forecast", { file: "deterrence", as_of: "soon" }, "`soon` is not a date"],
    ["forecast", { file: ["deterrence"] }, "`file` must be words"],
    ["what_if", { file: "deterrence" }, "needs something that is done"],
    ["what_if", { file: "deterrence", force: "defender.resist" }, "`force` must be a list"],
    ["what_if", { file: "deterrence", forbid: ["defender.resit"] }, "`defender.resist`"],
    ["what_if", { file: "deterrence", forbid: ["defender.resist"], from: "12" }, "outside the clock"],
    ["forecast", { file: "absent.yaml" }, "There is no file `absent.yaml`"],
    ["forecast", { file: "binary.yaml" }, "is not a text file in UTF-8"],
    ["forecast", { file: "huge.yaml" }, "is too large"],
    ["check", { file: "x".repeat(5000) }, "no YAML file inside"],
  ])("%s %j is refused with a reason", async (name, args, words) => {
    const client = await connect();
    const answer = await call(client, name, args);
    expect(answer.isError).toBe(true);
    expect(answer.content[0]!.text).toContain(words);
    expect(answer.structuredContent).toMatchObject({ brink: "0.1.0", diagnostics: [{ severity: "error" }] });
    expect(JSON.stringify(answer)).not.toContain("probability");
  });

  it("says all mistakes of the arguments at once, and takes null for what is left out", async () => {
    const client = await connect();
    const { content } = await call(client, "forecast", { file: "deterrence", draws: 0, detail: "x", speed: 1 });
    expect(content[0]!.text).toContain("3 errors in arguments. Nothing was computed.");
    const { isError } = await call(client, "forecast", { file: "deterrence", as_of: null, draws: null });
    expect(isError).toBeFalsy();
  });

  it("of the protocol itself ends in an error, and the server goes on", async () => {
    const client = await connect();
    await expect(call(client, "delete_everything")).rejects.toThrow("not found");
    const many = Array.from({ length: 2000 }, (_, i) => `a.b${i}`);
    expect((await call(client, "what_if", { file: "deterrence", forbid: many })).isError).toBe(true);
    expect((await call(client, "check", { file: "deterrence" })).isError).toBeFalsy();
  });
});

describe("nothing outside the folder", () => {
  it.each([
    "../secret.yaml",
    "deterrence/../../secret.yaml",
    "./../secret.yaml",
    "/etc/passwd",
    "out/secret.yaml",
    "link.yaml",
    "..",
    "",
    "~/secret.yaml",
    "C:\\secret.yaml",
    "..\\secret.yaml",
    "%2e%2e/secret.yaml",
    "deterrence/crisis.yaml\u0000.txt",
    "file:///etc/passwd",
    ".hidden.yaml",
    "notes.txt",
  ])("is read as a crisis or its reports: %j", async (file) => {
    const client = await connect();
    for (const args of [{ file }, { file: "deterrence", reports: file }]) {
      const answer = await call(client, "forecast", args);
      expect(answer.isError).toBe(true);
      expect(JSON.stringify(answer)).not.toMatch(/Secret|root:/);
    }
    const absolute = await call(client, "check", { file: join(outer, "secret.yaml") });
    expect(absolute.content[0]!.text).toContain("Nothing else is read");
  });

  it.each(["including.yaml", "climbing.yaml"])("is included: %s", async (file) => {
    const client = await connect();
    const { content } = await call(client, "check", { file });
    expect(content[0]!.text).toMatch(/error (file-missing|include-outside)/);
    expect(content[0]!.text).not.toContain("Secret");
  });

  it("is written, and nothing inside either", async () => {
    const client = await connect();
    const before = snapshot(outer);
    await call(client, "forecast", { file: "deterrence" });
    await call(client, "what_if", { file: "deterrence", forbid: ["defender.resist"] });
    await call(client, "check", { file: "broken.yaml" });
    expect(snapshot(outer)).toEqual(before);
  });
});

/** Every file below a folder with its size and time; links are not followed. */
function snapshot(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    const { size, mtimeMs } = lstatSync(inner);
    return [`${inner} ${size} ${mtimeMs}`, ...(entry.isDirectory() ? snapshot(inner) : [])];
  });
}

describe("long calls", () => {
  it("tell how far they are, and give the same digits in a thread of their own", async () => {
    const client = await connect({ workerFile: worker });
    const seen: number[] = [];
    const args = { file: "cuba-1962" };
    const request = { name: "forecast", arguments: args };
    const threaded = await client.callTool(request, { onprogress: ({ progress }) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    const inline = await call(await connect(), "forecast", args);
    const digits = (answer: unknown): string => JSON.stringify(answer).replace(/\\?"milliseconds\\?":[\d.]+/g, "");
    expect(digits(threaded.structuredContent)).toBe(digits(inline.structuredContent));
  });

  it("can be cancelled, and the next one is answered", async () => {
    const client = await connect({ workerFile: worker });
    const controller = new AbortController();
    const request = { name: "forecast", arguments: { file: "caribbean-2025", draws: 4096 } };
    const started = performance.now();
    // Its first word shows that it is computing.
    const long = client.callTool(request, { signal: controller.signal, onprogress: () => controller.abort() });
    await expect(long).rejects.toThrow();
    expect((await call(client, "check", { file: "deterrence" })).isError).toBeFalsy();
    // 4096 draws take minutes; a call that was not stopped would have kept the next one waiting.
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it("are stopped after the limit, with a reason", async () => {
    const client = await connect({ workerFile: worker, limit: 0.5 });
    const answer = await call(client, "forecast", { file: "caribbean-2025", draws: 4096 });
    expect(answer.isError).toBe(true);
    expect(answer.content[0]!.text).toContain("took longer than this server allows");
  });
});

describe("brink mcp", () => {
  const main = join(root, "src/cli/main.ts");
  const loader = join(root, "node_modules/tsx/dist/esm/index.mjs");

  it("speaks the protocol over standard input and output, and nothing else there", async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: ["--import", loader, main, "mcp", folder],
      stderr: "pipe",
    });
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(transport);
    open.push(() => client.close());
    expect(client.getServerVersion()).toMatchObject({ name: "brink", version: "0.1.0" });
    const { structuredContent } = await call(client, "forecast", { file: "deterrence" });
    expect(structuredContent).toMatchObject({ result: { question: { ending: "war" } } });
    expect((await call(client, "forecast", { file: "../secret.yaml" })).isError).toBe(true);
  });

  it("outlives lines that are no messages, and ends with its input", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", loader, main, "mcp", folder], {
      input: 'rubbish\n{"jsonrpc":"2.0"}\n[]\n{"jsonrpc":"2.0","id":1,"method":"ping"}\n',
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(status).toBe(0);
    for (const line of stdout.trim().split("\n").filter(Boolean))
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
    expect(stderr).toContain("It writes nothing.");
  });

  it("gives up a message that is too large, and says so", () => {
    const input = `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"${"a".repeat(1_200_000)}"}}\n`;
    const options = { input, encoding: "utf8", timeout: 20_000 } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", loader, main, "mcp", folder], options);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("1000000 bytes");
  });

  it("says so where there is no such folder", async () => {
    let err = "";
    const host = {
      out: { write: () => true },
      err: { write: (text: string) => (err += text) },
      environment: {},
      folder,
    };
    expect(await run(["mcp", "nowhere"], host)).toBe(2);
    expect(err).toContain("There is no folder `nowhere`");
    expect(await run(["mcp", "--limit", "0"], host)).toBe(2);
  });
});
