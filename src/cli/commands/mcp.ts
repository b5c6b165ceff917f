import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { version } from "../../analysis/version.ts";
import { createToolServer } from "../../tool-server/create-tool-server.ts";
import { ToolThreads } from "../../tool-server/tool-threads.ts";
import type { CommandRun } from "../command.ts";
import { wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { optionalPackage } from "../optional-package.ts";
import { statOf } from "../stat-of.ts";

/** Seconds a call may take. */
const DEFAULT_LIMIT = 300;
/** Bytes of one message; a larger one ends the connection. */
const limits = { maxBufferSize: 1_000_000 };

/** The worker of the built program; run from its sources, calls are answered in this thread. */
const workerFile = fileURLToPath(new URL("./tool-worker.js", import.meta.url));

/** `brink mcp`: the tools of an assistant, over standard input and output, until the assistant ends. */
export const mcpCommand: CommandRun = async ({ file, options, host }) => {
  const folder = resolve(host.folder, file);
  if (!statOf(folder)?.isDirectory()) {
    throw wrongUse("no-such-folder", `There is no folder \`${file}\`.`, "name a folder with crisis files in it.", {
      file,
    });
  }
  const name = "@modelcontextprotocol/server";
  const load = async () => ({
    ...(await import("@modelcontextprotocol/server")),
    ...(await import("@modelcontextprotocol/server/stdio")),
  });
  const library = await optionalPackage(name, "2.4.0", "The tool server", load);
  const root = realpathSync(folder);
  const limit = typeof options.limit === "number" ? options.limit : DEFAULT_LIMIT;
  const threads = new ToolThreads({ workerFile, limit });
  const ended = endOf(process.stdin);
  const transport = watched(new library.StdioServerTransport(process.stdin, process.stdout, limits), ended.settle);
  const handle = library.serveStdio(() => createToolServer(library, { root, threads }), {
    transport,
    onerror: (error) => host.err.write(`brink mcp: ${error.message}\n`),
  });
  host.err.write(
    `Brink ${version} serves the crises in ${folder} to an assistant. It writes nothing. Stop it with Ctrl+C.\n`,
  );
  const byInput = await ended.promise;
  await handle.close();
  // A connection that was given up in the middle was not used as it should be; why was said above.
  return { data: undefined, text: () => "", exit: byInput ? exitCode.done : exitCode.wrongUse };
};

/** Settles with true when the input ends, with false when the connection is given up before. */
function endOf(input: NodeJS.ReadStream): { readonly promise: Promise<boolean>; readonly settle: () => void } {
  let settle = (): void => undefined;
  const promise = new Promise<boolean>((done) => {
    settle = () => done(false);
    input.once("end", () => done(true));
    input.once("close", () => done(true));
  });
  return { promise, settle };
}

/** The same transport, which says when it closes. */
function watched<Watched extends { close(): Promise<void> }>(transport: Watched, onClose: () => void): Watched {
  const close = transport.close.bind(transport);
  transport.close = async () => {
    await close();
    onClose();
  };
  return transport;
}
