import { answerHeader, baselinesSection, endingsSection } from "./answer-section.ts";
import { hiddenSection, movesSection, sourcesSection } from "./belief-sections.ts";
import { type Html, html } from "./html.ts";
import { limitsSection, methodSection } from "./method-sections.ts";
import type { ReportInput } from "./report-input.ts";
import { reportsSection } from "./reports-section.ts";
import { sensitivitySection } from "./sensitivity-section.ts";
import { styleSheet } from "./style-sheet.ts";
import { ladderSection, longRunSection, timeSection } from "./time-section.ts";
import { trailSection } from "./trail-section.ts";

/**
 * A forecast as one self-contained page: no script, no font, no request. It
 * follows the reader's light or dark setting, prints, and has a table beside
 * each picture. Every text of the crisis file is escaped.
 *
 * @returns a whole HTML document, UTF-8.
 *
 * Pure: the same input gives the same text.
 * Tests: test/report/.
 */
export function reportHtml(input: ReportInput): string {
  const { result } = input;
  const parts: readonly (readonly [id: string, title: string, content: Html | null])[] = [
    ["endings", "How it ends", endingsSection(result)],
    ["baselines", "Yardsticks", baselinesSection(input)],
    ["time", "Over time", timeSection(input)],
    ["ladder", "Ladder", ladderSection(input)],
    ["long-run", "Long run", longRunSection(input)],
    ["moves", "Next moves", movesSection(input)],
    ["hidden", "Unseen", hiddenSection(input)],
    ["reports", "Reports", reportsSection(input)],
    ["sources", "Sources", sourcesSection(input)],
    ["sensitivity", "What it hangs on", sensitivitySection(input)],
    ["trail", "Trail", trailSection(input)],
    ["method", "Method", methodSection(input)],
    ["limits", "Limits", limitsSection(input)],
  ];
  const present = parts.filter(([, , content]) => content !== null);
  const links = present.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${result.question?.ask ?? result.crisis} · ${result.asOf} · Brink</title>
<style>${trusted(styleSheet)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the forecast</a>
${answerHeader(input)}
<nav aria-label="Sections"><ul>${links}</ul></nav>
<main id="main">
${present.map(([, , content]) => content)}
</main>
<footer><p>${result.crisis}, forecast as of ${result.asOf}, computed by Brink ${result.brink} from ${input.file}. This page holds everything it shows and asks the network for nothing.</p></footer>
</body>
</html>
`.toString();
}

/** The style sheet is our own constant; it must not be escaped. */
function trusted(css: string): Html {
  const parts = Object.assign([css], { raw: [css] });
  return html(parts);
}
