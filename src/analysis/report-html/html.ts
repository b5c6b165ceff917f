import { safeText } from "../safe-text.ts";

/** A piece of markup that is safe to put into a page. Only the `html` tag makes one. */
export class Html {
  readonly #markup: string;

  /** @internal */
  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template: text is escaped, markup stays, lists are joined, null is nothing. */
export type HtmlValue = Html | string | number | null | readonly HtmlValue[];

/**
 * Template tag for markup. Every value is escaped unless it is markup itself,
 * so that no label of a crisis file can become an element or an attribute.
 * Attribute values in templates stand in double quotes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = parts[0] ?? "";
  values.forEach((value, index) => {
    markup += markupOf(value) + (parts[index + 1] ?? "");
  });
  return new Html(markup);
}

function markupOf(value: HtmlValue): string {
  if (value === null) return "";
  if (value instanceof Html) return value.toString();
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escapeText(value);
  return value.map(markupOf).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return safeText(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
