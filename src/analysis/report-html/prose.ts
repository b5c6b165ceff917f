import { type Html, html } from "./html.ts";

/** A text in which backticks mark what is typed or named, for instance `--draws`: those parts as code. */
export function prose(text: string): Html {
  // Every second piece stood between two backticks; an odd last one stays as written.
  const pieces = text.split(/`([^`]+)`/);
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}
