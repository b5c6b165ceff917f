import type { Solver } from "../solver/solver.ts";
import type { Library } from "../state/library.ts";

/** All texts of a crisis of the library: its file and what that includes, as far as they are there. */
export async function readTexts(
  library: Library,
  solver: Solver,
  file: string,
  given: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = { ...given };
  const absent = new Set<string>();
  let wanted = Object.hasOwn(texts, file) ? [] : [file];
  for (;;) {
    for (const name of wanted) {
      const found = await library.read(name);
      if (found) texts[name] = found.text;
      else absent.add(name);
    }
    const read = await solver.ask("read-other", { kind: "read", source: { file, texts, off: [] } });
    wanted = (read?.missing ?? []).filter((name) => !absent.has(name));
    if (wanted.length === 0) return texts;
  }
}
