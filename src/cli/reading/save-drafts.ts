import { resolve } from "node:path";
import { addDrafts } from "../../events/reading/add-drafts.ts";
import type { Draft } from "../../events/reading/draft.ts";
import { isStanding } from "../../events/reading/known-article.ts";
import type { CommandInput } from "../command.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import type { LoadedCrisis } from "../load-crisis.ts";
import { writeTextFile } from "../write-text-file.ts";
import type { ReadDrafts, WrittenDrafts } from "./read-text.ts";

export interface SaveSettings {
  readonly names: { readonly name: string; readonly prefix: string; readonly source: string };
  readonly toldDay: number | undefined;
  readonly loaded: LoadedCrisis;
  readonly input: CommandInput;
}

/**
 * Adds accepted drafts to the file of the crisis that holds its reports. The
 * crisis is read again with them first; where it then has mistakes nothing is
 * written. The file is put in place as a whole.
 *
 * @throws {CommandError} with these mistakes
 */
export async function saveDrafts(
  accepted: readonly Draft[],
  done: ReadDrafts,
  { names, toldDay, loaded, input }: SaveSettings,
): Promise<WrittenDrafts | undefined> {
  if (accepted.length === 0) return undefined;
  const { host, options, texts } = input;
  const own = typeof options.source === "string" ? options.source : undefined;
  if (own !== undefined && !/^[A-Za-z]\w*$/.test(own)) {
    throw wrongUse("bad-source", `\`${own}\` is not a name for a source.`, "use letters, digits and _.", {
      source: own,
    });
  }
  const { name, prefix, source } = names;
  const article = { name, prefix, sentences: done.article.sentences, source: own ?? source, toldDay };
  const into = fileNamed(options.into, texts);
  const earlier = done.drafts.filter((draft) => isStanding(draft, prefix, loaded.crisis));
  const added = addDrafts(accepted, loaded.crisis, texts, { article, earlier, into });
  if ("diagnostics" in added) {
    // Frames around mistakes are cut from the text that has them.
    if (added.failed) texts.set(added.failed.file, added.failed.text);
    throw new CommandError(added.diagnostics, exitCode.fileErrors, "Nothing was written.");
  }
  const { file, text, entries } = added;
  const dry = options.dryRun === true;
  if (!dry && entries.length > 0) writeTextFile(file, text, host.folder);
  return {
    file,
    reports: entries.filter(({ section }) => section === "reports").length,
    estimates: entries.filter(({ section }) => section === "estimates").length,
    dry,
    lines: entries.map(({ section, key, value }) => `${section}: ${key === undefined ? "- " : `${key}: `}${value}`),
  };
}

/** The file of the crisis named by `--into`. */
function fileNamed(into: unknown, texts: ReadonlyMap<string, string>): string | undefined {
  if (typeof into !== "string") return undefined;
  const found = [...texts.keys()].find((name) => resolve("/", name) === resolve("/", into.replaceAll("\\", "/")));
  if (found !== undefined) return found;
  throw wrongUse(
    "not-of-crisis",
    `\`${into}\` is no file of the crisis: it is made of ${[...texts.keys()].join(", ")}.`,
    `name one of these, or include it first: \`include: [${into.split(/[/\\]/).at(-1)}]\`.`,
    { file: into },
  );
}
