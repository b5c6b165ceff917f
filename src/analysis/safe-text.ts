/** Control characters (escape codes among them) and marks that turn the direction of text round. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text from a file, safe to print on a terminal or a page: line breaks and tabs become spaces, other controls `�`. */
export function safeText(text: string): string {
  return text.replace(unsafe, (character) => ("\n\r\t".includes(character) ? " " : "�"));
}

/** The same data with every string made safe to print, keys included. */
export function safeData<Data>(data: Data): Data {
  // The shape stays the same; only strings change.
  return clean(data) as Data;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return safeText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [safeText(key), clean(entry)]));
}
