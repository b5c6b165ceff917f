import type { CallToolResult, McpServer, ServerContext, StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { version } from "../analysis/version.ts";
import { FileStore } from "../folder/file-store.ts";
import { listCrises } from "../folder/list-crises.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { LineIndex } from "../text/line-index.ts";
import { renderDiagnostics } from "../text/render-diagnostics.ts";
import { readArticleText, readTexts } from "./read-texts.ts";
import { ARGUMENTS, type ToolOptions } from "./tool-arguments.ts";
import { ToolStopped, type ToolThreads } from "./tool-threads.ts";
import { type Tool, tools } from "./tools.ts";

/** The part of the protocol's library that is used; loaded by the command that needs it. */
export interface ToolServerLibrary {
  readonly McpServer: typeof McpServer;
}

export interface ToolServerOptions {
  /** Real path of the folder that is read; nothing outside it is, and nothing is written. */
  readonly root: string;
  readonly threads: ToolThreads;
}

/** The folder with what reads it. */
type Place = ToolServerOptions & { readonly store: FileStore };

/** Told to the assistant once. */
const instructions = `Brink turns a crisis file into a game and computes odds. Every number you give as Brink's must come from a tool call of this conversation, with its as-of date; if a tool fails, say so and give none. Odds hold for the game as written: give the baselines beside a forecast, and the sentences under "trail" for what an element rests on. Ask list_crises for files. Nothing can be written through these tools.`;

/** Values an assistant may send in one call. */
const MOST_VALUES = 500;
/** Characters of an answer. */
const LONGEST_ANSWER = 1_000_000;

/** A server of the Model Context Protocol for the crises of one folder, ready to be connected. */
export function createToolServer({ McpServer: Server }: ToolServerLibrary, options: ToolServerOptions): McpServer {
  const server = new Server(
    { name: "brink", title: "Brink", version },
    { instructions, capabilities: { tools: {} }, maxToolInputElements: MOST_VALUES },
  );
  const place: Place = { ...options, store: new FileStore(options.root) };
  for (const tool of tools) {
    const { name, title, description } = tool;
    const annotations = { readOnlyHint: true, idempotentHint: true, destructiveHint: false, openWorldHint: false };
    server.registerTool(
      name,
      { title, description, inputSchema: schemaOf(tool), annotations },
      async (given: unknown, context: ServerContext) => await answer(tool, given, context, place),
    );
  }
  return server;
}

/** The schema is shown to the assistant; what it sends is read by us, with all mistakes at once. */
function schemaOf({ schema }: Tool): StandardSchemaWithJSON {
  const written = (): Record<string, unknown> => ({ ...schema });
  return {
    "~standard": {
      version: 1,
      vendor: "brink",
      validate: (value) => ({ value }),
      jsonSchema: { input: written, output: written },
    },
  };
}

async function answer(
  tool: Tool,
  given: unknown,
  context: ServerContext,
  { root, store, threads }: Place,
): Promise<CallToolResult> {
  const read = tool.read(given);
  if (!read.options) return refusal(read.diagnostics, new Map([[ARGUMENTS, read.text]]));
  const options = withFile(read.options);
  if (tool.name === "list_crises") {
    const below = options.below === undefined ? "" : `${options.below.replace(/\/+$/, "")}/`;
    const crises = (await listCrises(root, store)).filter(({ file }) => file.startsWith(below));
    return found({ brink: version, tool: tool.name, crises });
  }
  const texts = await readTexts(store, options);
  if ("diagnostics" in texts) return refusal(texts.diagnostics, new Map());
  const { signal } = context.mcpReq;
  const article = options.article === undefined ? undefined : await readArticleText(store, options.article);
  if (typeof article === "object") return refusal([article], new Map());
  try {
    const task = { tool: tool.name, options, texts: texts.texts, ...(article === undefined ? {} : { article }) };
    const { data, diagnostics } = await threads.run(task, signal, progressOf(context));
    const placed = diagnostics.map((diagnostic) => withLine(diagnostic, texts.texts));
    if (!data && tool.name === "check") return checkFailed(options.file, placed, diagnostics, texts.texts);
    return data ? found({ ...data, warnings: placed }) : refusal(diagnostics, texts.texts);
  } catch (thrown) {
    if (!(thrown instanceof ToolStopped)) throw thrown;
    return refusal([stopped(thrown)], new Map());
  }
}

/** A folder stands for the `crisis.yaml` in it. */
function withFile(options: ToolOptions): ToolOptions {
  const { file } = options;
  if (file === "" || /\.[A-Za-z0-9]+$/.test(file)) return options;
  return { ...options, file: `${file.replace(/\/+$/, "")}/crisis.yaml` };
}

/** Tells the assistant how far a call is, where it asked to be told. */
function progressOf({ mcpReq }: ServerContext): (done: number, total: number) => void {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  let last = -1;
  return (progress, total) => {
    // The protocol wants it to grow with every notification.
    if (progress <= last || mcpReq.signal.aborted) return;
    last = progress;
    const params = { progressToken, progress, total };
    // A client that has gone is told nothing more.
    mcpReq.notify({ method: "notifications/progress", params }).catch(() => undefined);
  };
}

function found(data: Record<string, unknown>): CallToolResult {
  const text = JSON.stringify(data);
  if (text.length > LONGEST_ANSWER) return refusal([tooLong(text.length)], new Map());
  return { content: [{ type: "text", text }], structuredContent: data };
}

/** For `check`, mistakes of the file are the answer. */
function checkFailed(
  file: string,
  placed: readonly Diagnostic[],
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
): CallToolResult {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const data = { brink: version, tool: "check", file, errors, diagnostics: placed };
  const rendered = renderDiagnostics(diagnostics, texts, { file });
  return { content: [{ type: "text", text: rendered }], structuredContent: { ...data, rendered } };
}

function refusal(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>): CallToolResult {
  const shown = hasErrors(diagnostics) ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
  const text = renderDiagnostics(shown, texts, { closing: "Nothing was computed." });
  const placed = shown.map((diagnostic) => withLine(diagnostic, texts));
  return {
    content: [{ type: "text", text }],
    structuredContent: { brink: version, diagnostics: placed },
    isError: true,
  };
}

function withLine(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>): Diagnostic {
  const text = diagnostic.span ? texts.get(diagnostic.span.file) : undefined;
  if (!diagnostic.span || text === undefined) return diagnostic;
  return { ...diagnostic, span: { ...diagnostic.span, ...new LineIndex(text).at(diagnostic.span.start) } };
}

const stops: Readonly<Record<ToolStopped["reason"], readonly [message: string, hint: string]>> = {
  cancelled: ["The call was cancelled.", "ask again if it is still wanted."],
  "too-slow": [
    "The call took longer than this server allows.",
    "ask for fewer `draws`, or start it with a longer `--limit`.",
  ],
  "too-much-memory": [
    "The call needed more memory than this server allows.",
    "`check` says what makes the crisis large.",
  ],
};

function stopped({ reason }: ToolStopped): Diagnostic {
  const [message, hint] = stops[reason];
  return { code: reason, severity: "error", message, hint, params: {} };
}

function tooLong(characters: number): Diagnostic {
  return {
    code: "answer-too-long",
    severity: "error",
    message: `The answer has ${characters} characters; at most ${LONGEST_ANSWER} are sent.`,
    hint: "ask with `detail: summary`, or for less at a time.",
    params: { characters },
  };
}
