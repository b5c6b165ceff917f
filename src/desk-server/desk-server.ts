import { realpath } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { basename } from "node:path";
import { FileStore, largestFile, type ReadOutcome, type SaveOutcome, type StoredFile } from "../folder/file-store.ts";
import { listCrises } from "../folder/list-crises.ts";
import { refusalOf, safeHeaders, workerPolicy } from "./guard.ts";
import { packPageFile } from "./pack-page-file.ts";
import type { PageFile } from "./page-files.ts";

export interface DeskOptions {
  /** The folder that is served and written; nothing outside it is. */
  readonly folder: string;
  /** Of the built page, by address. */
  readonly page: ReadonlyMap<string, PageFile>;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface RunningDesk {
  /** For instance `http://127.0.0.1:4173/`. */
  readonly address: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

const HOST = "127.0.0.1";
/** A request that takes longer to arrive is dropped, in milliseconds. */
const SLOWEST = 20_000;

/**
 * Serves the desk to this machine only: its page, a list of the crises of one
 * folder, and reading and saving of the YAML files in it.
 *
 * @throws what `listen` throws, for instance where the port is taken.
 */
export async function startDesk(options: DeskOptions): Promise<RunningDesk> {
  const root = await realpath(options.folder);
  const store = new FileStore(root);
  let port = options.port;
  const server = createServer({ requestTimeout: SLOWEST, headersTimeout: SLOWEST, maxHeaderSize: 16_384 });
  server.on("request", (request, response) => {
    answer({ request, root, store, page: options.page, port })
      // Said in general: what went wrong on this machine is not the page's business.
      .catch(() => words(500, "The file could not be read or written."))
      .then((reply) => send(request, response, reply))
      .catch(() => response.destroy());
  });
  port = await listen(server, port);
  return { address: `http://${HOST}:${port}/`, port, close: () => close(server) };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly root: string;
  readonly store: FileStore;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly port: number;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

async function answer(exchange: Exchange): Promise<Reply> {
  const { request, port } = exchange;
  const method = request.method ?? "";
  const refused = refusalOf({ method, headers: request.headers }, port);
  if (refused !== undefined) return words(403, refused);
  const [asked, own] = [request.url ?? "", `http://${HOST}:${port}`];
  if (!URL.canParse(asked, own)) return words(400, "This is no address of the desk.");
  const { pathname, searchParams } = new URL(asked, own);
  if (pathname === "/api/folder") return await folderReply(exchange, method);
  if (pathname === "/api/file") return await fileReply(exchange, method, searchParams.get("path") ?? "");
  return pageReply(exchange, method, pathname);
}

/** The script of the worker that solves, as the page's build names it. */
const solvingWorker = /^\/assets\/worker-[^/]+\.js$/;

function pageReply({ request, page }: Exchange, method: string, path: string): Reply {
  if (method !== "GET" && method !== "HEAD") return notAllowed("GET, HEAD");
  const file = page.get(path);
  if (!file) return words(404, "There is no such page.");
  const { body, encoding } = packPageFile(file, String(request.headers["accept-encoding"] ?? ""));
  const headers = {
    "content-type": file.type,
    ...(encoding ? { "content-encoding": encoding } : {}),
    // Their names change with what is in them.
    ...(path.startsWith("/assets/") ? { "cache-control": "private, max-age=31536000, immutable" } : {}),
    ...(solvingWorker.test(path) ? { "content-security-policy": workerPolicy } : {}),
  };
  return { status: 200, headers, body };
}

async function folderReply({ root, store }: Exchange, method: string): Promise<Reply> {
  if (method !== "GET") return notAllowed("GET");
  const list = { name: basename(root), crises: await listCrises(root, store) };
  const headers = { "content-type": "application/json; charset=utf-8" };
  return { status: 200, headers, body: JSON.stringify(list) };
}

async function fileReply(exchange: Exchange, method: string, name: string): Promise<Reply> {
  if (method === "GET") return readReply(await exchange.store.read(name));
  if (method === "PUT") return await saveFile(exchange, name);
  return notAllowed("GET, PUT");
}

function readReply(found: ReadOutcome): Reply {
  return typeof found === "string" ? refusals[found] : fileText(200, found);
}

async function saveFile({ request, store }: Exchange, name: string): Promise<Reply> {
  const tag = request.headers["if-match"];
  const isNew = request.headers["if-none-match"] === "*";
  if ((tag === undefined) === !isNew) return words(428, "A save must say which text it was made from.");
  const bytes = await readBody(request);
  if (bytes === undefined) return refusals["too-large"];
  if (!isText(bytes)) return words(415, "A crisis file is text in UTF-8.");
  return saveReply(await store.save(name, bytes, tag));
}

function saveReply(outcome: SaveOutcome): Reply {
  if (typeof outcome === "string") return refusals[outcome];
  if ("saved" in outcome) return { status: 204, headers: { etag: outcome.saved }, body: "" };
  return outcome.changed ? fileText(409, outcome.changed) : words(409, "");
}

function fileText(status: number, { bytes, tag }: StoredFile): Reply {
  return { status, headers: { "content-type": plainText, etag: tag }, body: bytes };
}

const plainText = "text/plain; charset=utf-8";

function words(status: number, text: string): Reply {
  return { status, headers: { "content-type": plainText }, body: text };
}

function notAllowed(allow: string): Reply {
  const { headers, ...rest } = words(405, "The desk does not do this here.");
  return { ...rest, headers: { ...headers, allow } };
}

const refusals = {
  absent: words(404, "There is no such file or folder."),
  refused: words(403, "The desk reads and writes YAML files inside its folder only."),
  "too-large": words(413, `A crisis file has at most ${largestFile / 1e6} MB.`),
};

/** The body; undefined where it is larger than a file may be. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > largestFile) return undefined;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) continue;
    size += piece.length;
    if (size > largestFile) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function isText(bytes: Buffer): boolean {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\0");
  } catch {
    return false;
  }
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  // What is left of a refused body is not waited for.
  const closing = request.complete ? {} : { connection: "close" };
  response.writeHead(status, { ...safeHeaders, ...headers, ...closing });
  response.end(request.method === "HEAD" ? undefined : body);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((settle, fail) => {
    server.once("error", fail);
    server.listen(port, HOST, () => {
      server.off("error", fail);
      const address = server.address();
      settle(typeof address === "object" && address ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((settle) => {
    server.close(() => settle());
    server.closeAllConnections();
  });
}
