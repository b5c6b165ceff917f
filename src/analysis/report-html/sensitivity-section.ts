/** What the odds hang on: a tornado, which factors matter alone and together, tipping points, what to learn. */
import { percent, points } from "../odds-in-words.ts";
import type { IndicesSummary, SensitivityResult, Share, TornadoBar } from "../sensitivity/sensitivity-result.ts";
import { shownValue } from "../sensitivity/spread-in-words.ts";
import { fitLabel, roundScale } from "./axis.ts";
import { type Html, html } from "./html.ts";
import type { ReportInput } from "./report-input.ts";
import { scrollable } from "./tables.ts";

const MOST_ROWS = 10;
/** An effect below this many points is not listed. */
const WORTH_SHOWING = 0.05;

/** Null where no sensitivity analysis was asked for, or the crisis asks no question. */
export function sensitivitySection({ sensitivity }: ReportInput): Html | null {
  if (!sensitivity?.question) return null;
  const { indices, screening, factors } = sensitivity;
  const kept = indices.factors.length;
  return html`<section id="sensitivity" aria-labelledby="sensitivity-title" class="long"><h2 id="sensitivity-title">What it hangs on</h2>
<p class="lead">Of ${factors.length} numbers that could be otherwise, these ${kept} move the question most (${screening.paths} paths of Morris' screening). Everything here is solved again for each of ${sensitivity.solves} sets of values; all sets count the same.</p>
${unmeasured(sensitivity)}
${tornadoFigure(sensitivity)}
${togetherFigure(sensitivity, indices)}
${tippingTable(sensitivity)}
${knowingTable(sensitivity)}</section>`;
}

function unmeasured({ factors }: SensitivityResult): Html | null {
  const names = factors.filter(({ effects }) => (effects[0]?.size ?? null) === null).map(({ label }) => label);
  if (names.length === 0) return null;
  return html`<p>Could not be measured, for want of draws that make a game: ${names.join(", ")}.</p>`;
}

function labelOf({ factors }: SensitivityResult, name: string): string {
  return factors.find((factor) => factor.name === name)?.label ?? name;
}

function tornadoFigure(sensitivity: SensitivityResult): Html {
  const bars = [...sensitivity.tornado].sort((a, b) => spanOf(b) - spanOf(a));
  const title = "Odds of the question with each factor alone at the 10% and the 90% end of what is thought possible";
  const rows = bars.map(
    (bar) =>
      html`<tr><th scope="row">${bar.label}</th>${(["low", "high"] as const).map(
        (end) =>
          html`<td class="number">${atInWords(sensitivity, bar, end)}</td><td class="number">${oddsInCell(bar[end].odds[0])}</td>`,
      )}</tr>`,
  );
  const table = html`<table><caption>${title}</caption><thead><tr><th scope="col">Factor</th><th scope="col" class="number">Low</th><th scope="col" class="number">Odds</th><th scope="col" class="number">High</th><th scope="col" class="number">Odds</th></tr></thead><tbody>${rows}</tbody></table>`;
  return html`<h3>One at a time</h3>
<figure>${tornadoDrawing(sensitivity, bars, { width: 960, className: "wide" }, title)}${tornadoDrawing(sensitivity, bars, { width: 360, className: "narrow" }, title)}
<figcaption>All else as in the file. The line is the forecast; the bar runs from the low end of the factor (light) to its high end (dark).</figcaption></figure>
<details><summary>The numbers as a table</summary>${scrollable(title, table)}</details>`;
}

interface Frame {
  readonly width: number;
  readonly className: string;
}

function tornadoDrawing(
  sensitivity: SensitivityResult,
  bars: readonly TornadoBar[],
  { width, className }: Frame,
  title: string,
): Html {
  const now = sensitivity.question?.probability ?? 0;
  const all = [now, ...bars.flatMap(({ low, high }) => [low.odds[0] ?? now, high.odds[0] ?? now])];
  const { limit, ticks } = roundScale(Math.max(...all));
  const left = Math.min(width * 0.36, Math.max(5, ...bars.map(({ label }) => label.length)) * 6.8 + 12);
  const x = (odds: number): number => round(left + ((width - left - 24) * odds) / limit);
  const bottom = 10 + 28 * bars.length;
  const grid = ticks.map(
    (tick) => html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="6" y2="${bottom}"/>
<text x="${x(tick)}" y="${bottom + 16}" text-anchor="middle">${percent(tick)}</text>`,
  );
  const rows = bars.map(({ label, low, high }, row) => {
    const y = 12 + 28 * row;
    const piece = (odds: number | null | undefined, opacity: number): Html | null => {
      if (odds === null || odds === undefined) return null;
      const [from, to] = [Math.min(x(odds), x(now)), Math.max(x(odds), x(now))];
      return html`<rect class="cell" x="${from}" y="${y}" width="${round(Math.max(1, to - from))}" height="18" fill-opacity="${opacity}"/>`;
    };
    return html`<text x="${round(left - 8)}" y="${y + 13}" text-anchor="end">${fitLabel(label, left - 8)}</text>
${piece(low.odds[0], 0.4)}${piece(high.odds[0], 0.9)}`;
  });
  return html`<svg class="${className}" viewBox="0 0 ${width} ${bottom + 24}" role="img" aria-label="${title}">
${grid}${rows}<line class="divide" x1="${x(now)}" x2="${x(now)}" y1="2" y2="${bottom}"/></svg>`;
}

function togetherFigure(
  sensitivity: SensitivityResult,
  { factors, outputs, rows, leftOut }: IndicesSummary,
): Html | null {
  const own = outputs[0];
  if (rows > 0 && leftOut === rows) {
    return html`<h3>Alone and together</h3><p>This could not be measured: each of the ${rows} rows of values holds one that makes no game.</p>`;
  }
  if (!own || own.alone.every(({ share }) => share === null)) return null;
  const title = "Shares of the variance of the question, of each factor alone and of each two together";
  const cells = factors.map((name, i) => {
    const share = own.alone[i]!;
    const all = own.total[i]!;
    return html`<tr><th scope="row">${labelOf(sensitivity, name)}</th><td class="number">${shareInWords(share)}</td><td class="number">${shareInWords(all)}</td></tr>`;
  });
  const pairs = own.pairs.map(
    (pair) =>
      html`<tr><th scope="row">${pair.between.map((name) => labelOf(sensitivity, name)).join(" × ")}</th><td class="number">${shareInWords(pair)}</td><td class="number"></td></tr>`,
  );
  const table = html`<table><caption>${title}</caption><thead><tr><th scope="col">Factor</th><th scope="col" class="number">Alone</th><th scope="col" class="number">With all it mixes with</th></tr></thead><tbody>${cells}${pairs}</tbody></table>`;
  return html`<h3>Alone and together</h3>
<figure>${togetherDrawing(sensitivity, own, factors, { width: 960, className: "wide" }, title)}${togetherDrawing(sensitivity, own, factors, { width: 360, className: "narrow" }, title)}
<figcaption>While these factors vary over their whole ranges, the odds are ${percent(own.mean)} on average with a standard deviation of ${points(100 * own.deviation).replace("+", "")} points. A square's area is a share of that variance (Sobol indices, ${rows} rows): on the diagonal of a factor alone, beside it of two together beyond what each does alone. Pale: its 95% interval reaches 0.</figcaption></figure>
<details><summary>The numbers as a table, with 95% intervals</summary>${scrollable(title, table)}</details>`;
}

function togetherDrawing(
  sensitivity: SensitivityResult,
  own: IndicesSummary["outputs"][number],
  factors: readonly string[],
  { width, className }: Frame,
  title: string,
): Html {
  const labels = factors.map((name) => labelOf(sensitivity, name));
  const left = Math.min(width * 0.36, Math.max(5, ...labels.map((label) => label.length)) * 6.8 + 12);
  const cell = Math.min(56, (width - left - 4) / factors.length);
  const square = (i: number, j: number, { share, error }: Share): Html => {
    const side = round(Math.sqrt(Math.max(0, Math.min(1, share ?? 0))) * (cell - 4));
    const [x, y] = [round(left + j * cell), round(4 + i * cell)];
    const corner = { x: round(x + (cell - side) / 2), y: round(y + (cell - side) / 2) };
    const text = share !== null && share >= 0.005 ? `${Math.round(100 * share)}` : "";
    // Pale where it may as well be nothing.
    const strength = (share ?? 0) <= (error ?? 0) ? 0.2 : i === j ? 0.7 : 0.5;
    return html`<rect class="frame" x="${x}" y="${y}" width="${round(cell)}" height="${round(cell)}"/>
<rect class="cell" x="${corner.x}" y="${corner.y}" width="${side}" height="${side}" fill-opacity="${strength}"/>
<text class="digits" x="${round(x + 4)}" y="${y + 12}">${text}</text>`;
  };
  const squares = factors.map((name, i) => [
    square(i, i, own.alone[i]!),
    ...own.pairs
      .filter(({ between }) => between[1] === name)
      .map((pair) => square(i, factors.indexOf(pair.between[0]), pair)),
  ]);
  const names = labels.map(
    (label, i) =>
      html`<text x="${round(left - 8)}" y="${round(4 + (i + 0.5) * cell + 4)}" text-anchor="end">${fitLabel(label, left - 8)}</text>`,
  );
  return html`<svg class="${className}" viewBox="0 0 ${width} ${round(8 + factors.length * cell)}" role="img" aria-label="${title}">${names}${squares}</svg>`;
}

function tippingTable(sensitivity: SensitivityResult): Html | null {
  const { tipping, endings } = sensitivity;
  if (tipping.looked.length === 0) return null;
  const leader = endings.find(({ name }) => name === tipping.leader)?.label ?? tipping.leader;
  const rows = tipping.found.slice(0, 2 * MOST_ROWS).map(({ what, changes, leader: then, question }) => {
    const words = changes
      .map(({ label, from, to, spread, place }) => {
        const start = spread.scale === "odds" ? "" : `${shownValue(spread, from)} → `;
        return `${label} ${start}${shownValue(spread, to)} (at ${Math.round(100 * place)}% of its range)`;
      })
      .join(" with ");
    const effect =
      what === "leader"
        ? `likeliest: ${endings.find(({ name }) => name === then)?.label ?? then}`
        : `the question at ${percent(question ?? 0)}`;
    return html`<tr><th scope="row">${words}</th><td>${effect}</td></tr>`;
  });
  const lead = `The smallest changes, of one parameter or of two that move by the same share of their ranges, after which ${leader} is no longer the likeliest ending, or the question has moved by ${tipping.points} points.`;
  return html`<h3>Tipping points</h3><p>${lead}</p>
${rows.length === 0 ? html`<p>There is none within the ranges.</p>` : html`<figure><table><thead><tr><th scope="col">Change</th><th scope="col">Then</th></tr></thead><tbody>${rows}</tbody></table></figure>`}`;
}

function knowingTable({ knowing, report }: SensitivityResult): Html | null {
  const shown = knowing.filter(({ change }) => change >= WORTH_SHOWING).slice(0, MOST_ROWS);
  if (shown.length === 0) return null;
  const rows = shown.map(
    ({ kind, label, change, share }) =>
      html`<tr><th scope="row">${kind === "report" ? `a report of ${label}` : label}</th><td class="number">${change.toFixed(1)}</td><td class="number">${percent(share)}</td></tr>`,
  );
  return html`<h3>What would be worth knowing</h3>
<p>By how many points the question's odds would move on average were this learned, and which share of the variance of whether it happens would go. Reports have the grade ${report} and tell of the step of the as-of date.</p>
<table><thead><tr><th scope="col">Learned</th><th scope="col" class="number">Points</th><th scope="col" class="number">Share</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function atInWords({ factors }: SensitivityResult, bar: TornadoBar, end: "low" | "high"): string {
  const spreads = factors.find(({ name }) => name === bar.factor)?.spreads ?? [];
  return bar[end].at.map((value, k) => shownValue(spreads[k] ?? { scale: "value" }, value)).join(", ");
}

function oddsInCell(odds: number | null | undefined): string {
  return odds === null || odds === undefined ? "no game" : percent(odds);
}

function shareInWords({ share, error }: Share): string {
  if (share === null) return "–";
  const spread = error === null ? "" : ` ± ${Math.round(100 * error)}`;
  return `${Math.max(0, Math.round(100 * share))}%${spread}`;
}

function spanOf({ low, high }: TornadoBar): number {
  return Math.abs((high.odds[0] ?? 0) - (low.odds[0] ?? 0));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
