import type { CommandRun } from "./command.ts";
import { checkCommand } from "./commands/check.ts";
import { deskCommand } from "./commands/desk.ts";
import { explainCommand } from "./commands/explain.ts";
import { exportCommand } from "./commands/export.ts";
import { forecastCommand } from "./commands/forecast.ts";
import { importCommand } from "./commands/import.ts";
import { mcpCommand } from "./commands/mcp.ts";
import { readCommand } from "./commands/read.ts";
import { reportCommand } from "./commands/report.ts";
import { sensitivityCommand } from "./commands/sensitivity.ts";
import { solveCommand } from "./commands/solve.ts";
import { stabilityCommand } from "./commands/stability.ts";
import { sweepCommand } from "./commands/sweep.ts";
import { traceCommand } from "./commands/trace.ts";
import { whatIfCommand } from "./commands/what-if.ts";
import { workerCommand } from "./commands/worker.ts";
import type { CommandName } from "./program.ts";

export const commands: Readonly<Record<CommandName, CommandRun>> = {
  check: checkCommand,
  forecast: forecastCommand,
  explain: explainCommand,
  trace: traceCommand,
  "what-if": whatIfCommand,
  sensitivity: sensitivityCommand,
  report: reportCommand,
  solve: solveCommand,
  stability: stabilityCommand,
  export: exportCommand,
  desk: deskCommand,
  import: importCommand,
  read: readCommand,
  mcp: mcpCommand,
  sweep: sweepCommand,
  worker: workerCommand,
};
