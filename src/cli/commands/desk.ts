import { resolve } from "node:path";
import { version } from "../../analysis/version.ts";
import { startDesk } from "../../desk-server/desk-server.ts";
import { pageFolder, readPageFiles } from "../../desk-server/page-files.ts";
import type { CommandInput, CommandRun } from "../command.ts";
import { wrongUse } from "../command-error.ts";
import { statOf } from "../stat-of.ts";

/** `brink desk`: serves the page on which crises are read, questioned and edited, until it is stopped. */
export const deskCommand: CommandRun = async (input) => {
  const folder = folderOf(input);
  const page = readPageFiles(pageFolder);
  if (!page) {
    throw wrongUse("desk-not-built", "The page of the desk has not been built.", "run `npm run desk:build` once.");
  }
  const { port } = input.options;
  const desk = await startDesk({ folder, page, port: typeof port === "number" ? port : 0 }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw wrongUse("desk-not-started", `The desk cannot be served: ${reason}.`, "choose another port with `--port`.");
  });
  return {
    data: { brink: version, address: desk.address, folder },
    text: () =>
      `The desk is at ${desk.address}\nIt shows and saves the crises in ${folder}, to this machine only. Stop it with Ctrl+C.\n`,
  };
};

function folderOf({ file, host }: CommandInput): string {
  const folder = resolve(host.folder, file);
  if (statOf(folder)?.isDirectory()) return folder;
  throw wrongUse("no-such-folder", `There is no folder \`${file}\`.`, "name a folder with crisis files in it.", {
    file,
  });
}
