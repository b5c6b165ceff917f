/** The few looks the terminal output has: one accent colour, bold, dim, and red and yellow for mistakes. */
export interface Style {
  accent(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
  error(text: string): string;
  warning(text: string): string;
}

/** No escape codes at all: pipes, files, NO_COLOR. */
export const plainStyle: Style = {
  accent: (text) => text,
  bold: (text) => text,
  dim: (text) => text,
  error: (text) => text,
  warning: (text) => text,
};

/** ANSI escape codes. */
export const colourStyle: Style = {
  accent: (text) => paint(36, 39, text),
  bold: (text) => paint(1, 22, text),
  dim: (text) => paint(2, 22, text),
  error: (text) => paint(31, 39, text),
  warning: (text) => paint(33, 39, text),
};

/** What is known of a stream's terminal; `hasColors` reads NO_COLOR, FORCE_COLOR and TERM. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
}

/** Colours on a terminal that has them, unless NO_COLOR is set. */
export function styleFor(stream: TerminalStream, environment: Readonly<Record<string, string | undefined>>): Style {
  if (environment.NO_COLOR) return plainStyle;
  return stream.isTTY === true && stream.hasColors?.() === true ? colourStyle : plainStyle;
}

function paint(on: number, off: number, text: string): string {
  return text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`;
}
