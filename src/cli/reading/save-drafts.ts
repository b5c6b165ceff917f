import { resolve } from "node:path";
import { isMap, parseDocument } from "yaml";
import { readCrisis } from "../../crisis/read-crisis.ts";
import type { Draft } from "../../events/reading/draft.ts";
import { insertEntries } from "../../events/reading/insert-entries.ts";
import { readingMistake } from "../../events/reading/reading-mistakes.ts";
import { draftEntries } from "../../events/reading/write-drafts.ts";
import { hasErrors } from "../../text/diagnostic.ts";
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
  const target = targetOf(options.into, loaded, texts);
  const own = typeof options.source === "string" ? options.source : undefined;
  const known = own !== undefined && loaded.crisis.sources.some(({ name }) => name === own);
  if (own !== undefined && !known && !/^[A-Za-z]\w*$/.test(own)) {
    throw wrongUse("bad-source", `\`${own}\` is not a name for a source.`, "use letters, digits and _.", {
      source: own,
    });
  }
  const article = {
    name: names.name,
    prefix: names.prefix,
    sentences: done.article.sentences,
    source: own ?? names.source,
    known,
    toldDay,
  };
  const entries = draftEntries(accepted, article, loaded.crisis);
  const added = insertEntries(texts.get(target) ?? "", entries);
  if ("section" in added) {
    refuse([readingMistake("section-not-block", { file: target, section: added.section })]);
  }
  const changed = new Map(texts).set(target, added.text);
  const { diagnostics } = readCrisis(loaded.file, (name) => changed.get(name));
  if (hasErrors(diagnostics)) {
    texts.set(target, added.text);
    refuse([
      ...diagnostics.filter(({ severity }) => severity === "error"),
      readingMistake("drafts-refused", { file: target }),
    ]);
  }
  const dry = options.dryRun === true;
  if (!dry) writeTextFile(target, added.text, host.folder);
  return {
    file: target,
    reports: entries.filter(({ section }) => section === "reports").length,
    estimates: entries.filter(({ section }) => section === "estimates").length,
    dry,
    lines: entries.map(({ section, key, value }) => `${section}: ${key === undefined ? "- " : `${key}: `}${value}`),
  };
}

function refuse(diagnostics: CommandError["diagnostics"]): never {
  throw new CommandError(diagnostics, exitCode.fileErrors, "Nothing was written.");
}

/** The file named by `--into`, else the one that holds the reports, else the main one. */
function targetOf(into: unknown, { file }: LoadedCrisis, texts: ReadonlyMap<string, string>): string {
  if (typeof into === "string") {
    const found = [...texts.keys()].find((name) => resolve("/", name) === resolve("/", into.replaceAll("\\", "/")));
    if (found !== undefined) return found;
    throw wrongUse(
      "not-of-crisis",
      `\`${into}\` is no file of the crisis: it is made of ${[...texts.keys()].join(", ")}.`,
      `name one of these, or include it first: \`include: [${into.split(/[/\\]/).at(-1)}]\`.`,
      { file: into },
    );
  }
  const hasReports = (name: string): boolean => {
    const { contents } = parseDocument(texts.get(name) ?? "");
    return isMap(contents) && contents.has("reports");
  };
  return hasReports(file) ? file : ([...texts.keys()].find(hasReports) ?? file);
}
