import { exportEfg } from "../../analysis/export-efg.ts";
import { version } from "../../analysis/version.ts";
import { writeGameFile } from "../../gambit/write-game-file.ts";
import type { CommandRun } from "../command.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { loadForCommand } from "../load-for-command.ts";
import { checkNotRead, checkTarget, writeTextFile } from "../write-text-file.ts";

/** `brink export --efg`: a small crisis as the tree of its histories. */
export const exportCommand: CommandRun = async (input) => {
  const { options, host } = input;
  if (options.efg !== true) {
    throw wrongUse("no-format", "No format was named.", "write `--efg` for Gambit's extensive games.");
  }
  const target = typeof options.output === "string" ? options.output : undefined;
  if (target !== undefined) checkTarget(target, host.folder);
  const { crisis } = loadForCommand(input);
  if (target !== undefined) checkNotRead(target, host.folder, input.texts.keys());
  const { game, diagnostics } = exportEfg(crisis);
  if (!game) throw new CommandError(diagnostics, exitCode.fileErrors);
  const text = writeGameFile(game);
  if (target !== undefined) writeTextFile(target, text, host.folder);
  const sizes = { nodes: game.nodes.length, informationSets: game.infosets.length };
  const data = {
    brink: version,
    crisis: crisis.name,
    format: "efg",
    ...sizes,
    ...(target === undefined ? { text } : { file: target }),
  };
  const words = `${sizes.nodes} nodes and ${sizes.informationSets} information sets are in ${target}.\n`;
  return { data, text: () => (target === undefined ? text : words) };
};
