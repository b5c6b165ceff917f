import { plainStyle, type Style, styleFor, type TerminalStream } from "./style.ts";

/** What a renderer has to know of the place it writes to. */
export interface View {
  readonly columns: number;
  readonly style: Style;
}

/** Widths that are laid out; a narrower terminal breaks the lines itself, a wider one stays partly empty. */
const narrowest = 60;
const widest = 120;
const usual = 80;

/** The view of a stream; a pipe takes the width of the terminal behind `other`, or 80. */
export function viewOf(
  stream: TerminalStream,
  other: TerminalStream,
  environment: Readonly<Record<string, string | undefined>>,
): View {
  const named = Number(environment.COLUMNS);
  const columns = stream.columns ?? (named > 0 ? named : undefined) ?? other.columns ?? usual;
  return { columns: limited(columns), style: styleFor(stream, environment) };
}

/** Without colours, as wide as asked. */
export function plainView(columns: number): View {
  return { columns: limited(columns), style: plainStyle };
}

function limited(columns: number): number {
  return Math.max(narrowest, Math.min(widest, Math.floor(columns)));
}
