import type { Command } from "commander";
import type { Execute, Options } from "./program.ts";

/** News in: `read`. */
export function addRead(program: Command, execute: Execute): void {
  program
    .command("read")
    .summary("draft reports from a news article; those you accept are written into the crisis")
    .description(
      "Drafts reports from the text of an article: who did what, when, by whose word. A draft\nis a proposal: only what you accept is written into the crisis file, which keeps its\ncomments and order.",
    )
    .usage("ARTICLE --crisis FILE [options]")
    .argument("<article>", "text of one article (UTF-8)")
    .requiredOption("--crisis <file>", "crisis file (YAML) the article is read for")
    .option("--date <day>", 'date of the article, for "last Tuesday" (read from its dateline by default)')
    .option("--source <name>", "source of the crisis that the article comes from (a new one by default)")
    .option("--name <words>", "what the article is called (its file's name by default)")
    .option("--accept <numbers>", "accept drafts without asking: all, or numbers such as 1,3-5")
    .option("--into <file>", "file of the crisis to write to (where its reports stand by default)")
    .option("--dry-run", "show what would be added, write nothing")
    .option("--llm <url>", "draft with a language model at this address (OpenAI's form) instead")
    .option("--model <name>", "with --llm: name of the model")
    .option("--json", "print data instead of text, mistakes included")
    .helpOption("-h, --help", "print this help")
    .addHelpText(
      "after",
      `
In a terminal each draft is shown and asked for: accept, edit or reject.
It needs three more packages: npm install wink-nlp wink-eng-lite-web-model chrono-node
A key for --llm is taken from the variable BRINK_LLM_KEY.

Examples:
  brink read article.txt --crisis crises/caribbean-2025/crisis.yaml --date 2025-08-01
  brink read article.txt --crisis crisis.yaml --accept 1,3-5 --dry-run`,
    )
    .action(async (article: string, options: Options) => {
      await execute("read", article, options);
    });
}
