import { CommanderError } from "commander";
import type { Answer, CommandInput } from "./command.ts";
import { CommandError, wrongUse } from "./command-error.ts";
import { commands } from "./commands.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import type { Host } from "./host.ts";
import { type CommandName, createProgram, type Options } from "./program.ts";
import { reportProblems } from "./report-problems.ts";
import { viewOf } from "./terminal/view.ts";

/**
 * Runs one command line.
 *
 * @param args what follows `brink`
 * @returns 0 done, 1 the file has errors, 2 wrong use
 */
export async function run(args: readonly string[], host: Host): Promise<ExitCode> {
  const json = args.includes("--json");
  const texts = new Map<string, string>();
  let exit: ExitCode = exitCode.done;
  const program = createProgram(async (command, file, options) => {
    exit = await answerWith(command, { file, options, host, texts }, json);
  });
  // Commander's own messages are kept back and told in the same form as ours.
  let complaint = "";
  const output = { writeOut: (text: string) => host.out.write(text), writeErr: (text: string) => (complaint += text) };
  for (const command of [program, ...program.commands]) command.exitOverride().configureOutput(output);
  if (args.length === 0) {
    program.outputHelp();
    return exitCode.done;
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return exit;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCode.done;
    const problem = thrown instanceof CommanderError ? misused(complaint, args) : thrown;
    if (!(problem instanceof CommandError)) throw problem;
    reportProblems(host, problem.diagnostics, { json, texts, closing: problem.closing });
    return problem.exit;
  }
}

async function answerWith(command: CommandName, input: CommandInput, json: boolean): Promise<ExitCode> {
  const answer: Answer = await commands[command](input);
  const { host } = input;
  if (json) host.out.write(`${JSON.stringify(answer.data, null, 2)}\n`);
  else host.out.write(answer.text(viewOf(host.out, host.err, host.environment)));
  return answer.exit ?? exitCode.done;
}

/** Commander's words, for instance `error: unknown option '--jsn'\n(Did you mean --json?)`. */
function misused(complaint: string, args: readonly string[]): CommandError {
  const [first = "", suggestion] = complaint.trim().split("\n");
  const message = first.replace(/^error: /, "").replace(/'/g, "`");
  const command = args.find((arg) => !arg.startsWith("-"));
  const known = command !== undefined && Object.hasOwn(commands, command);
  const help = `run \`brink ${known ? `${command} ` : ""}--help\` for what is possible.`;
  const meant = /Did you mean (.+)\?/.exec(suggestion ?? "")?.[1];
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?]$/.test(message) ? "" : "."}`;
  return wrongUse("wrong-use", sentence, meant ? `did you mean \`${meant}\`? Or ${help}` : help);
}

export type { Options };
