import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askEach } from "../../../src/cli/reading/choose.ts";
import { readCrisis } from "../../../src/crisis/read-crisis.ts";
import { readArticle } from "../../../src/events/reading/read-article.ts";
import { brinkIn, type Ran } from "../../cli/brink-in.ts";
import { crisisAt } from "./score.ts";
import { tools } from "./tools.ts";

const articles = join(import.meta.dirname, "articles");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-read-"));
  cpSync(join(articles, "island.yaml"), join(folder, "crisis.yaml"));
  cpSync(join(articles, "ferry.txt"), join(folder, "ferry.txt"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function brink(...args: readonly string[]): Promise<Ran> {
  return await brinkIn(folder, args);
}

const file = (name: string): string => readFileSync(join(folder, name), "utf8");
const reading = (...args: readonly string[]) =>
  brink("read", "ferry.txt", "--crisis", "crisis.yaml", "--date", "2031-04-21", ...args);

describe("brink read", () => {
  it("shows drafts and writes nothing where nobody accepts", async () => {
    const before = file("crisis.yaml");
    const { exit, out } = await reading();
    expect(exit).toBe(0);
    expect(out).toContain("norland.inspect");
    expect(out).toContain("Sentences that fed nothing");
    expect(out).toContain("Nothing was written.");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(file("crisis.yaml")).toBe(before);
  });

  it("adds what is accepted, keeps every line that was there, and leaves a crisis that passes", async () => {
    const before = file("crisis.yaml").split("\n");
    expect(await reading("--accept", "all")).toMatchObject({ exit: 0 });
    const after = file("crisis.yaml").split("\n");
    // What was there stands in the same order, to the letter.
    let at = 0;
    for (const line of after) if (line === before[at]) at++;
    expect(at).toBe(before.length);
    const { crisis, diagnostics } = readCrisis("crisis.yaml", file);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(crisis!.reports.length).toBeGreaterThan(8);
    expect(crisis!.estimates).toMatchObject([{ probability: 0.12, horizon: "2031-12-31" }]);
    expect(crisis!.texts).toMatchObject([{ prefix: "Ferry", sentences: 14 }]);
    expect(readdirSync(folder)).toEqual(["crisis.yaml", "ferry.txt"]);
    // What is only planned, or lies before the clock, weighs nothing.
    const said = crisis!.reports.filter(({ says }) => says);
    expect(said.map(({ says }) => says)).toEqual([
      expect.stringContaining("plans: "),
      expect.stringContaining("tells: "),
    ]);
  });

  it("accepts by number, shows what it would add, and joins an article read twice", async () => {
    const dry = await reading("--accept", "2,3", "--dry-run");
    expect(dry.out).toContain("Would be added to crisis.yaml (2 reports)");
    expect(file("crisis.yaml")).not.toContain("ferry_");
    await reading("--accept", "2-3");
    const data = JSON.parse((await reading("--json")).out);
    expect(data.drafts[1]).toMatchObject({ moves: ["norland.inspect"], id: "ferry_3" });
    expect(data.drafts[1]).not.toHaveProperty("sameAs");
    expect(data.drafts[0]).toMatchObject({ sameAs: "ferry_3" });
    expect(await reading("--accept", "all")).toMatchObject({ exit: 0 });
  });

  it("reads an article again as the same one: no second text or source of it, and nothing that stands twice", async () => {
    // Accepted in two goes, by another name the second time, it comes to what it comes to in one.
    await reading("--accept", "all");
    const whole = file("crisis.yaml");
    expect((await reading("--accept", "all")).out).toContain("stands in crisis.yaml already; nothing was written");
    expect(file("crisis.yaml")).toBe(whole);
    cpSync(join(articles, "island.yaml"), join(folder, "crisis.yaml"));
    await reading("--accept", "1-5");
    const { out } = await reading("--accept", "all", "--name", "the ferry story");
    expect(out.match(/in the crisis already/g)?.length).toBe(5);
    const told = (text: string): unknown =>
      readCrisis("crisis.yaml", () => text).crisis!.reports.map(({ sameAs, source, quote, says, text: at }) => {
        return { sameAs, source, quote, says, at };
      });
    expect(told(file("crisis.yaml"))).toEqual(told(whole));
    const { crisis } = readCrisis("crisis.yaml", file);
    expect(crisis!.texts).toHaveLength(1);
    expect(crisis!.estimates).toHaveLength(1);
    expect(crisis!.sources.map(({ name }) => name)).toEqual(
      readCrisis("crisis.yaml", () => whole).crisis!.sources.map(({ name }) => name),
    );
  });

  it("takes another article of the same name and length for another one", async () => {
    await reading("--accept", "1-5");
    writeFileSync(
      join(folder, "ferry.txt"),
      file("ferry.txt").replace(/\b(?:boarded|ordered|sent|imposed)\b/g, "inspected ships and $&"),
    );
    await reading("--accept", "all");
    expect(readCrisis("crisis.yaml", file).crisis!.texts).toHaveLength(1);
    writeFileSync(join(folder, "ferry.txt"), "Norland searched ships on 2 May 2031. It rained.\n".repeat(7));
    await reading("--accept", "1");
    expect(readCrisis("crisis.yaml", file).crisis!.texts).toMatchObject([{ sentences: 14 }, { sentences: 14 }]);
  });

  it("joins what is accepted later to what stands of the same event, as long as that still tells it", async () => {
    writeFileSync(
      join(folder, "ferry.txt"),
      "Norland boarded a ferry on 3 March 2031. It rained. Norland searched ships.\n",
    );
    await reading("--accept", "1");
    const first = file("crisis.yaml");
    await reading("--accept", "2");
    expect(file("crisis.yaml")).toMatch(/same_as: ferry_1, .*text: \[Ferry3\]/);
    writeFileSync(
      join(folder, "crisis.yaml"),
      first.replace(/(id: ferry_1, .*)norland: inspect/, "$1norland: blockade"),
    );
    await reading("--accept", "2");
    expect(file("crisis.yaml")).toContain("text: [Ferry3]");
    expect(file("crisis.yaml")).not.toContain("same_as: ferry_1");
  });

  it("knows what stands by its words where it was edited in the file", async () => {
    await reading("--accept", "2");
    const edited = file("crisis.yaml").replace(
      /(id: ferry_3, .*)saw: \{ norland: inspect \}/,
      "$1saw: { norland: blockade }",
    );
    expect(edited).not.toBe(file("crisis.yaml"));
    writeFileSync(join(folder, "crisis.yaml"), edited);
    await reading("--accept", "2");
    expect(file("crisis.yaml")).toBe(edited);
  });

  it("refuses numbers that are no drafts", async () => {
    const { exit, err } = await reading("--accept", "99");
    expect(exit).toBe(2);
    expect(err).toContain("no draft `99`");
  });

  it("writes nothing where the crisis would then have mistakes", async () => {
    writeFileSync(
      join(folder, "crisis.yaml"),
      `${file("crisis.yaml")}ended: { ending: peace, date: 2031-01-31 }\n`.replace(/reports:\n.*\n/, ""),
    );
    const before = file("crisis.yaml");
    const { exit, err } = await reading("--accept", "2");
    expect(exit).toBe(1);
    expect(err).toContain("after-end");
    expect(err).toContain("Nothing was written.");
    expect(file("crisis.yaml")).toBe(before);
  });

  it("adds between brackets where a section stands so, and writes into another file of the crisis", async () => {
    writeFileSync(
      join(folder, "crisis.yaml"),
      file("crisis.yaml").replace(/reports:\n {2}- (.*)\n/, "reports: [$1]\ninclude: more.yaml\n"),
    );
    writeFileSync(join(folder, "more.yaml"), "unused: {}\n");
    expect(await reading("--accept", "1")).toMatchObject({ exit: 0 });
    expect(file("crisis.yaml")).toMatch(/^reports: \[\{ id: first_search.* \}, \{ id: ferry_1, .* \}\]$/m);
    expect(await reading("--accept", "2", "--into", "more.yaml")).toMatchObject({ exit: 0 });
    expect(file("more.yaml")).toContain("id: ferry2_3,");
    expect((await reading("--accept", "2", "--into", "other.yaml")).err).toContain("no file of the crisis");
  });
});

describe("bad articles", () => {
  it.each([
    ["binary", Buffer.from([1, 2, 0, 3]), "binary"],
    ["PDF", Buffer.from("%PDF-1.7 …"), "a PDF"],
    ["another encoding", Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x20]), "not text in UTF-8"],
    ["HTML", Buffer.from("<!DOCTYPE html><html><body>Norland</body></html>"), "web page"],
    ["nothing", Buffer.from(" \n\n"), "no words"],
    ["10 MB", Buffer.alloc(10_000_000, "Norland boarded a ferry. "), "10 MB"],
    ["another script", Buffer.from("北方登上了渡轮。".repeat(20)), "English only"],
  ])("%s", async (_, content, words) => {
    writeFileSync(join(folder, "bad.txt"), content);
    const before = file("crisis.yaml");
    const { exit, err } = await brink("read", "bad.txt", "--crisis", "crisis.yaml", "--accept", "all");
    expect(exit).toBe(1);
    expect(err).toContain(words);
    expect(file("crisis.yaml")).toBe(before);
  });

  it("no file, and no day", async () => {
    expect(await brink("read", "no.txt", "--crisis", "crisis.yaml")).toMatchObject({ exit: 2 });
    expect(await brink("read", "ferry.txt", "--crisis", "crisis.yaml", "--date", "spring")).toMatchObject({ exit: 2 });
  });
});

describe("asking for each draft", () => {
  const island = crisisAt(join(articles, "island.yaml"));
  const { drafts } = readArticle(
    "Norland boarded a ferry on 3 May. The League offered to mediate. Estmark closed its embassy.",
    island,
    tools,
    { prefix: "a" },
  );

  async function answers(...lines: string[]) {
    const shown: string[] = [];
    const rest = [...lines];
    const question = async (): Promise<string | undefined> => rest.shift();
    const accepted = await askEach(
      drafts,
      island,
      question,
      (text) => shown.push(text),
      ({ id }) => [id],
    );
    return { accepted, shown: shown.join("") };
  }

  it("accepts, rejects and stops", async () => {
    expect((await answers("a", "r", "a")).accepted.map(({ id }) => id)).toEqual(["a_1", "a_3"]);
    expect((await answers("r", "l")).accepted.map(({ id }) => id)).toEqual(["a_2", "a_3"]);
    expect((await answers("a")).accepted.map(({ id }) => id)).toEqual(["a_1"]);
    expect((await answers("a", "e")).accepted.map(({ id }) => id)).toEqual(["a_1"]);
    expect((await answers("a", "q")).accepted.map(({ id }) => id)).toEqual(["a_1"]);
  });

  it("edits move, date, credibility and who tells, and asks again for what cannot be", async () => {
    const { accepted, shown } = await answers(
      "e",
      "norland.dance",
      "norland.blockade",
      "32 May",
      "2031-05",
      "9",
      "2",
      "gossip",
      "herald",
      "a",
      "q",
    );
    expect(accepted).toMatchObject([
      {
        moves: ["norland.blockade"],
        credibility: 2,
        when: { basis: "text" },
        chain: [{ words: "the Estmark Herald", source: "herald" }],
      },
    ]);
    expect(shown).toContain("The moves are:");
    expect(shown).toContain("Write - for the article itself, or a source: ");
  });
});

describe("a language model", () => {
  let server: Server;
  let reply: { status: number; body: string };
  let asked: string;
  beforeEach(async () => {
    asked = "";
    server = createServer((request, response) => {
      request.on("data", (part) => (asked += part));
      request.on("end", () => response.writeHead(reply.status).end(reply.body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    server.close();
  });

  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
  const content = (drafts: unknown): string =>
    JSON.stringify({ choices: [{ message: { content: JSON.stringify({ drafts }) } }] });
  const good = {
    sentence: 3,
    quote: "boarded a ferry",
    move: "norland.inspect",
    from: "2031-04-18",
    to: null,
    never: false,
    plan: false,
    opinion: false,
    voice: null,
    confidence: 0.9,
    reason: "boarded",
  };

  it("drafts by the same rules: what breaks one is refused", async () => {
    reply = {
      status: 200,
      body: content([
        good,
        { ...good, quote: "sank a ferry" },
        { ...good, move: "norland.dance" },
        { ...good, sentence: 99 },
        { ...good, from: "tomorrow" },
        { ...good, move: ["norland.inspect"] },
        "nonsense",
        null,
      ]),
    };
    const { exit, out } = await reading("--llm", url(), "--json");
    expect(exit).toBe(0);
    const data = JSON.parse(out);
    expect(data.drafts).toHaveLength(1);
    expect(data.drafts[0]).toMatchObject({ moves: ["norland.inspect"], span: { quote: "boarded a ferry" } });
    expect(data.refused).toHaveLength(7);
    expect(JSON.parse(asked).response_format.type).toBe("json_schema");
    expect(await reading("--llm", url(), "--accept", "all")).toMatchObject({ exit: 0 });
    expect(file("crisis.yaml")).toContain("ferry_3m1");
  });

  it("may send its JSON as a block of code", async () => {
    const block = `\`\`\`json\n${JSON.stringify({ drafts: [good] })}\n\`\`\``;
    reply = { status: 200, body: JSON.stringify({ choices: [{ message: { content: block } }] }) };
    expect(JSON.parse((await reading("--llm", url(), "--json")).out).drafts).toHaveLength(1);
  });

  it.each([
    ["status 500", 500, "oops", "status 500"],
    ["no JSON", 200, "<html>", "not JSON"],
    ["no drafts", 200, JSON.stringify({ choices: [] }), "no list of drafts"],
    [
      "words in place of JSON",
      200,
      JSON.stringify({ choices: [{ message: { content: "Sure! Here …" } }] }),
      "no list of drafts",
    ],
    ["an endless answer", 200, "x".repeat(5_000_000), "more than 4 MB"],
  ])("that misbehaves is an error: %s", async (_, status, body, words) => {
    reply = { status, body };
    const before = file("crisis.yaml");
    const { exit, err } = await reading("--llm", url(), "--accept", "all");
    expect(exit).toBe(1);
    expect(err).toContain(words);
    expect(file("crisis.yaml")).toBe(before);
  });

  it("that breaks off is an error", async () => {
    server.removeAllListeners("request");
    server.on("request", (_, response) => {
      response.writeHead(200, { "content-length": 1000 });
      response.write('{"choices":[');
      setTimeout(() => response.destroy(), 20);
    });
    expect((await reading("--llm", url())).err).toContain("its answer broke off");
  });

  it("that is not there is an error", async () => {
    server.close();
    expect((await reading("--llm", "http://127.0.0.1:9")).err).toContain("cannot be reached");
    expect((await reading("--llm", "nowhere")).err).toContain("no address");
  });
});
