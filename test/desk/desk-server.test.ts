import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningDesk, startDesk } from "../../src/desk-server/desk-server.ts";
import { largestFile } from "../../src/folder/file-store.ts";
import { rawRequest } from "./raw-request.ts";

const crisisText = 'crisis: "A strait" # kept\nactors: { a: {} }\nendings: { e: { otherwise: true } }\n';

let outer: string;
let folder: string;
let desk: RunningDesk;
let own: string;

beforeEach(async () => {
  outer = mkdtempSync(join(tmpdir(), "brink-desk-"));
  folder = join(outer, "crises");
  mkdirSync(join(folder, "strait"), { recursive: true });
  writeFileSync(join(folder, "strait", "crisis.yaml"), crisisText);
  writeFileSync(join(folder, "strait", "parameters.yaml"), "parameters: {}\n");
  writeFileSync(join(folder, "notes.txt"), "not for the desk");
  writeFileSync(join(outer, "secret.yaml"), "secret: true\n");
  const page = new Map([["/", { bytes: Buffer.from("<!doctype html>"), type: "text/html; charset=utf-8" }]]);
  desk = await startDesk({ folder, page, port: 0 });
  own = desk.address.slice(0, -1);
});

afterEach(async () => {
  await desk.close();
  rmSync(outer, { recursive: true, force: true });
});

const fileAt = (path: string): string => `/api/file?path=${path}`;
const strait = fileAt("strait/crisis.yaml");

async function tagOf(path = strait): Promise<string> {
  const { headers } = await rawRequest(desk.port, path);
  return String(headers.etag);
}

function save(path: string, body: string | Buffer, headers: Record<string, string>) {
  return rawRequest(desk.port, path, { method: "PUT", body, headers: { origin: own, ...headers } });
}

describe("the desk's server", () => {
  it("lists the crises of the folder, by their titles", async () => {
    const { status, text } = await rawRequest(desk.port, "/api/folder");
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      name: "crises",
      crises: [{ file: "strait/crisis.yaml", title: "A strait" }],
    });
  });

  it("gives a file with a tag that changes with it", async () => {
    const first = await rawRequest(desk.port, strait);
    expect(first.text).toBe(crisisText);
    writeFileSync(join(folder, "strait", "crisis.yaml"), `${crisisText}\n`);
    expect(await tagOf()).not.toBe(first.headers.etag);
  });

  it("listens on this machine's own address only", async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === "IPv4" && !internal)
      .map(({ address }) => address);
    for (const host of others) {
      const reached = await new Promise((settle) => {
        const socket = connect({ host, port: desk.port, timeout: 2000 });
        socket
          .on("connect", () => settle(true))
          .on("error", () => settle(false))
          .on("timeout", () => settle(false));
        socket.on("close", () => socket.destroy());
      });
      expect(reached).toBe(false);
    }
  });

  it("sends a strict content policy with every answer", async () => {
    for (const path of ["/", "/nothing", "/api/folder", strait, fileAt("../secret.yaml")]) {
      const { headers } = await rawRequest(desk.port, path);
      const policy = String(headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|http:|https:|\*/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });
});

describe("paths of the desk", () => {
  it.each([
    "../secret.yaml",
    "strait/../../secret.yaml",
    "strait/..%2F..%2Fsecret.yaml",
    "%2e%2e/secret.yaml",
    "%252e%252e/secret.yaml",
    "..%5Csecret.yaml",
    "..%c0%afsecret.yaml",
    "/etc/passwd",
    "%2Fetc%2Fpasswd.yaml",
    "C:%5Csecret.yaml",
    "file:///etc/hosts.yaml",
    "strait/crisis.yaml%00.txt",
    "strait%00/crisis.yaml",
    "strait/crisis.yaml%0a",
    "./strait/crisis.yaml",
    "strait//crisis.yaml",
    "strait/.hidden.yaml",
    ".git/config.yaml",
    "notes.txt",
    "strait",
    "",
    ".",
    "a".repeat(1200),
  ])("refuses %j", async (path) => {
    const read = await rawRequest(desk.port, fileAt(path));
    expect([403, 404]).toContain(read.status);
    expect(read.text).not.toContain("secret: true");
    const written = await save(fileAt(path), "changed: true\n", { "if-none-match": "*" });
    expect([403, 404]).toContain(written.status);
    expect(readFileSync(join(outer, "secret.yaml"), "utf8")).toBe("secret: true\n");
    expect(readdirSync(outer).sort()).toEqual(["crises", "secret.yaml"]);
  });

  it("refuses links that lead out of the folder, and folders that do", async () => {
    symlinkSync(join(outer, "secret.yaml"), join(folder, "link.yaml"));
    symlinkSync(outer, join(folder, "up"));
    symlinkSync(join(outer, "not-there.yaml"), join(folder, "dangling.yaml"));
    for (const path of ["link.yaml", "up/secret.yaml", "dangling.yaml"]) {
      expect((await rawRequest(desk.port, fileAt(path))).status).toBe(403);
      expect((await save(fileAt(path), "x: 1\n", { "if-none-match": "*" })).status).toBe(403);
    }
    expect((await save(fileAt("up/new.yaml"), "x: 1\n", { "if-none-match": "*" })).status).toBe(403);
    expect(readdirSync(outer).sort()).toEqual(["crises", "secret.yaml"]);
    expect((await rawRequest(desk.port, "/api/folder")).text).not.toContain("secret");
  });

  it("follows a link within the folder, and writes where it leads", async () => {
    symlinkSync(join(folder, "strait", "crisis.yaml"), join(folder, "same.yaml"));
    const tag = await tagOf(fileAt("same.yaml"));
    expect((await save(fileAt("same.yaml"), "new: 1\n", { "if-match": tag })).status).toBe(204);
    expect(readFileSync(join(folder, "strait", "crisis.yaml"), "utf8")).toBe("new: 1\n");
  });

  it("packs the page as the browser takes it, and not otherwise", async () => {
    const forms = { "gzip, deflate, br": brotliDecompressSync, gzip: gunzipSync, identity: (bytes: Buffer) => bytes };
    for (const [accepted, open] of Object.entries(forms)) {
      const answer = await rawRequest(desk.port, "/", { headers: { "accept-encoding": accepted } });
      expect(open(answer.bytes).toString(), accepted).toBe("<!doctype html>");
    }
  });

  it("serves no file of the disk as a page", async () => {
    for (const path of [
      "/../secret.yaml",
      "/..%2fsecret.yaml",
      "//etc/passwd",
      "/strait/crisis.yaml",
      "/index.html/..",
    ]) {
      const { text } = await rawRequest(desk.port, path);
      expect(text).not.toContain("secret: true");
      expect(text).not.toContain("root:");
      expect(text).not.toContain("A strait");
    }
  });
});

describe("who may ask the desk", () => {
  it.each(["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", "[::1]:80"])(
    "refuses the host %j",
    async (host) => {
      const { status, text } = await rawRequest(desk.port, strait, { headers: { host } });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain("A strait");
    },
  );

  it.each(["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])(
    "refuses the origin %j",
    async (origin) => {
      const headers = { origin, "if-match": await tagOf() };
      for (const method of ["GET", "PUT"]) {
        const body = method === "PUT" ? { body: "x: 1\n" } : {};
        expect((await rawRequest(desk.port, strait, { method, headers, ...body })).status).toBe(403);
      }
      expect(readFileSync(join(folder, "strait", "crisis.yaml"), "utf8")).toBe(crisisText);
    },
  );

  it("refuses a change that does not say where it comes from, and reads of other sites", async () => {
    const headers = { "if-match": await tagOf() };
    expect((await rawRequest(desk.port, strait, { method: "PUT", headers, body: "x: 1\n" })).status).toBe(403);
    for (const site of ["cross-site", "same-site"]) {
      expect((await rawRequest(desk.port, strait, { headers: { "sec-fetch-site": site } })).status).toBe(403);
    }
    expect((await rawRequest(desk.port, strait, { headers: { "sec-fetch-site": "same-origin" } })).status).toBe(200);
  });

  it("knows two methods and says which", async () => {
    for (const method of ["POST", "DELETE", "PATCH", "OPTIONS"]) {
      const { status, headers } = await rawRequest(desk.port, strait, { method, headers: { origin: own } });
      expect([status, headers.allow]).toEqual([405, "GET, PUT"]);
    }
  });
});

describe("saving", () => {
  it("writes what was made from the text that is there, and keeps who may read it", async () => {
    chmodSync(join(folder, "strait", "crisis.yaml"), 0o640);
    const answer = await save(strait, "crisis: new\n", { "if-match": await tagOf() });
    expect(answer.status).toBe(204);
    expect(readFileSync(join(folder, "strait", "crisis.yaml"), "utf8")).toBe("crisis: new\n");
    expect(statSync(join(folder, "strait", "crisis.yaml")).mode & 0o777).toBe(0o640);
    expect(answer.headers.etag).toBe(await tagOf());
    expect(readdirSync(join(folder, "strait")).sort()).toEqual(["crisis.yaml", "parameters.yaml"]);
  });

  it("never overwrites what was changed on disk meanwhile, and says what is there", async () => {
    const tag = await tagOf();
    writeFileSync(join(folder, "strait", "crisis.yaml"), "crisis: by an editor\n");
    const answer = await save(strait, "crisis: by the desk\n", { "if-match": tag });
    expect([answer.status, answer.text]).toEqual([409, "crisis: by an editor\n"]);
    expect(answer.headers.etag).toBe(await tagOf());
    expect(readFileSync(join(folder, "strait", "crisis.yaml"), "utf8")).toBe("crisis: by an editor\n");
    rmSync(join(folder, "strait", "crisis.yaml"));
    expect((await save(strait, "x: 1\n", { "if-match": tag })).status).toBe(409);
  });

  it("lets one of many tabs save, and tells the others", async () => {
    const tag = await tagOf();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, tab) => save(strait, `crisis: tab ${tab}\n`, { "if-match": tag })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 7 }, () => 409)]);
    const kept = answers.findIndex(({ status }) => status === 204);
    expect(readFileSync(join(folder, "strait", "crisis.yaml"), "utf8")).toBe(`crisis: tab ${kept}\n`);
  });

  it("makes a new file, once, in a folder that is there", async () => {
    const path = fileAt("strait/reports.yaml");
    expect((await save(path, "reports: []\n", { "if-none-match": "*" })).status).toBe(204);
    expect((await save(path, "reports: [1]\n", { "if-none-match": "*" })).status).toBe(409);
    expect(readFileSync(join(folder, "strait", "reports.yaml"), "utf8")).toBe("reports: []\n");
    expect((await save(fileAt("nowhere/reports.yaml"), "x: 1\n", { "if-none-match": "*" })).status).toBe(404);
  });

  it("asks what a text was made from, and takes text only", async () => {
    expect((await save(strait, "x: 1\n", {})).status).toBe(428);
    const tag = await tagOf();
    expect((await save(strait, Buffer.from([0xff, 0xfe]), { "if-match": tag })).status).toBe(415);
    expect((await save(strait, "x: \0\n", { "if-match": tag })).status).toBe(415);
    expect(readFileSync(join(folder, "strait", "crisis.yaml"), "utf8")).toBe(crisisText);
  });

  it("refuses what is too large, to write and to read", async () => {
    const tag = await tagOf();
    const large = Buffer.alloc(largestFile + 1, "a");
    const answer = await save(strait, large, { "if-match": tag }).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
    expect(readFileSync(join(folder, "strait", "crisis.yaml"), "utf8")).toBe(crisisText);
    writeFileSync(join(folder, "large.yaml"), large);
    expect((await rawRequest(desk.port, fileAt("large.yaml"))).status).toBe(413);
  });

  it("leaves a second name of a file alone", async () => {
    linkSync(join(folder, "strait", "crisis.yaml"), join(outer, "hard.yaml"));
    expect((await save(strait, "crisis: new\n", { "if-match": await tagOf() })).status).toBe(204);
    expect(readFileSync(join(outer, "hard.yaml"), "utf8")).toBe(crisisText);
  });
});
