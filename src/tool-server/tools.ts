import type { JsonSchema } from "../crisis/shape/shape.ts";
import { argumentSchema, argumentShape, type ReadArguments, readArguments } from "./tool-arguments.ts";

/** Names of the tools. */
export type ToolName = "list_crises" | "check" | "forecast" | "explain" | "what_if" | "trace" | "draft_reports";

/** A tool as an assistant sees it. */
export interface Tool {
  readonly name: ToolName;
  readonly title: string;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly read: (given: unknown) => ReadArguments;
}

function tool(name: ToolName, title: string, description: string, takes: Parameters<typeof argumentShape>[2]): Tool {
  const shape = argumentShape(name, description, takes);
  return { name, title, description, schema: argumentSchema(shape), read: (given) => readArguments(shape, given) };
}

/** All tools. None of them writes. */
export const tools: readonly Tool[] = [
  tool("list_crises", "List crises", "Names the crisis files inside the folder of this server.", ["below"]),
  tool(
    "check",
    "Check a crisis file",
    "Finds every mistake of a crisis file, with line, column, frame and a hint each, and says how large its game is.",
    ["file", "reports"],
  ),
  tool(
    "forecast",
    "Forecast",
    "Solves a crisis and computes the odds of each ending, next moves, hidden facts and the weight of each report, with base rate, no change, no strategy and cited odds beside them.",
    ["file", "reports", "as_of", "draws", "seed", "detail"],
  ),
  tool(
    "explain",
    "Explain a forecast",
    "Computes the likeliest ways to each ending, why each actor prefers its next move (in parts of payoff), and which reports moved the odds.",
    ["file", "reports", "as_of", "paths", "detail"],
  ),
  tool(
    "what_if",
    "What if",
    "Sets, forces or forbids something from a date on, and computes the odds with and without it. At least one of `set`, `force`, `forbid`.",
    ["file", "reports", "as_of", "set", "force", "forbid", "from", "until", "detail"],
  ),
  tool(
    "trace",
    "Trace elements to sentences",
    "Says which element of a crisis rests on which sentences of the source texts, and which sentences nothing rests on.",
    ["file", "reports", "sentence", "element"],
  ),
  tool(
    "draft_reports",
    "Draft reports from an article",
    "Reads an English article by fixed rules (no language model) and drafts reports of the crisis: who did what, when, said by whom, each with its quote, a confidence and a reason. Drafts are proposals: a person checks each and writes it into the file. Nothing is written.",
    ["file", "article", "text", "published"],
  ),
];
