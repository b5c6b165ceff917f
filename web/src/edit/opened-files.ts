/** Files that were opened from the machine: all texts by name, and which of them is the crisis. */
export interface OpenedFiles {
  readonly main: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** With several files the main one is the one that has actors, the others are what it includes; undefined for none. */
export async function openedFiles(
  files: readonly { readonly name: string; readonly text: () => Promise<string> }[],
): Promise<OpenedFiles | undefined> {
  const entries = await Promise.all(files.map(async (file) => [file.name, await file.text()] as const));
  const main = entries.find(([, text]) => /^actors\s*:/m.test(text)) ?? entries[0];
  return main && { main: main[0], texts: Object.fromEntries(entries) };
}

/** A name for a copy beside a file, `crisis-copy.yaml`. */
export function nameOfCopy(file: string): string {
  return file.replace(/(\.ya?ml)$/, "-copy$1");
}
