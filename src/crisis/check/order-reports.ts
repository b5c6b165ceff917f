import type { ReportEntry } from "../file/entries.ts";
import type { CheckContext } from "./context.ts";

/** Which report each one is the same as, and an order in which none comes before the one it inherits from. */
export interface ReportOrder {
  /** Index of the report named by `same_as`, −1 where there is none. */
  readonly parent: readonly number[];
  /** Index of the first report of the class. */
  readonly root: readonly number[];
  readonly sequence: readonly number[];
}

/** Follows `same_as`; ids given twice, unknown ids and circles are noted. */
export function orderReports(entries: readonly ReportEntry[], context: CheckContext): ReportOrder {
  const ids = indexById(entries, context);
  const parent = entries.map((entry) => {
    if (!entry.same_as) return -1;
    const index = ids.get(entry.same_as.value);
    if (index === undefined && !context.scope.isFaulty(entry.same_as.value)) {
      context.findings.add("unknown-report", entry.same_as.at, { name: entry.same_as.value, valid: [...ids.keys()] });
    }
    return index ?? -1;
  });
  const root: number[] = new Array(entries.length).fill(-1);
  const sequence: number[] = [];
  const onPath = new Uint8Array(entries.length);
  for (let start = 0; start < entries.length; start++) {
    const path: number[] = [];
    let at = start;
    while (at >= 0 && root[at]! < 0 && onPath[at] === 0) {
      onPath[at] = 1;
      path.push(at);
      at = parent[at]!;
    }
    if (at >= 0 && root[at]! < 0) {
      context.findings.add("same-as-cycle", entries[at]!.same_as!.at, { report: entries[at]!.id.value });
      parent[at] = -1;
      at = -1;
    }
    const top = at >= 0 ? root[at]! : path.at(-1)!;
    for (const index of path.reverse()) {
      root[index] = top;
      onPath[index] = 0;
      sequence.push(index);
    }
  }
  return { parent, root, sequence };
}

function indexById(entries: readonly ReportEntry[], context: CheckContext): Map<string, number> {
  const ids = new Map<string, number>();
  entries.forEach((entry, index) => {
    const id = entry.id;
    const earlier = ids.get(id.value);
    if (earlier === undefined) ids.set(id.value, index);
    else
      context.findings.add("duplicate-report", id.at, { report: id.value }, [
        { span: entries[earlier]!.id.at, note: "first" },
      ]);
  });
  return ids;
}
