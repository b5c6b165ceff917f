import { type Bar, fullWidth, valueText } from "./bar.ts";
import { fitLabel } from "./direct-labels.ts";

const WIDTH = 720;
const ROW = 26;
const NAME = 250;
const VALUE = 130;
const NAMESPACE = "http://www.w3.org/2000/svg";

/** Odds as bars, as one picture: on the page they are a list, which reads and wraps better. */
export function barsDrawing(bars: readonly Bar[], label: string): SVGSVGElement {
  const picture = element("svg", {
    viewBox: `0 0 ${WIDTH} ${bars.length * ROW + 12}`,
    role: "img",
    "aria-label": label,
  });
  const look = getComputedStyle(document.documentElement);
  const colour = (name: string): string => look.getPropertyValue(`--${name}`).trim();
  const limit = fullWidth(bars);
  const left = NAME + VALUE + 16;
  const x = (odds: number): number => left + ((WIDTH - left - 8) * odds) / limit;
  const type = { "font-family": look.fontFamily, "font-size": "13px" };
  bars.forEach((bar, k) => {
    const middle = 6 + (k + 0.5) * ROW;
    const ink = { ...type, fill: colour(bar.strong ? "accent" : "ink"), "font-weight": bar.strong ? "700" : "400" };
    const write = (text: string, at: number, anchor: string): void => {
      const written = element("text", { ...ink, x: at, y: middle + 4.5, "text-anchor": anchor });
      written.textContent = text;
      picture.append(written);
    };
    const draw = (from: number, to: number, height: number, fill: string): void => {
      const size = { x: from, y: middle - height / 2, width: Math.max(1, to - from), height };
      picture.append(element("rect", { ...size, fill: colour(fill) }));
    };
    write(fitLabel(bar.label, NAME - 12, bar.strong), 8, "start");
    write(valueText(bar), NAME + (bar.change === undefined ? VALUE : VALUE - 62), "end");
    if (bar.change !== undefined) write(bar.change, NAME + VALUE, "end");
    if (bar.odds !== null) draw(left, x(bar.odds), 13, bar.strong ? "accent" : "quiet");
    if (bar.range) draw(x(bar.range[0]), x(bar.range[1]), 2, "ink");
    if (bar.mark !== undefined) draw(x(bar.mark) - 1, x(bar.mark) + 1, 18, "ink");
  });
  return picture;
}

function element<Name extends "svg" | "text" | "rect">(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
