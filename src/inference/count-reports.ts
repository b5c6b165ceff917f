import type { Evidence, EvidenceReport } from "../game/evidence.ts";

/** A report as it counts: alone, or for all reports of the event along one `via` line. */
export interface CountedReport {
  /** The report that stands for the line, and carries its surprise and effect. */
  readonly index: number;
  readonly chain: readonly number[];
  readonly hit: number;
  readonly to: number;
  readonly toldDay: number;
  readonly toldStep: number;
  readonly sameAs: number;
  readonly claim: EvidenceReport["claim"];
}

/**
 * The reports that count, in the order in which they count: told, then file.
 *
 * Within a class of `same_as`, two reports are on one line when they come from
 * the same source, or when the source of one passes on what the other's source
 * says (it is a later link of that chain). A line starts at each source that
 * passes on no other source of the class, and holds everything told by it or by
 * a later link of its chain; so what two members said through one newspaper are
 * two lines, and the newspaper's own telling is on both and counts on neither
 * side as a third. A line is one report: the starting source's chain, the
 * earliest telling (with the claim as far as it reached by then), the highest
 * credibility. The first report of the starting source, in file order, stands for it.
 *
 * @param told says which reports have been told; the others are left out.
 */
export function countReports(evidence: Evidence, told: (report: EvidenceReport) => boolean): CountedReport[] {
  const classes = new Map<number, number[]>();
  evidence.reports.forEach((report, index) => {
    if (!told(report)) return;
    const members = classes.get(report.sameAs);
    if (members === undefined) classes.set(report.sameAs, [index]);
    else members.push(index);
  });
  const counted: CountedReport[] = [];
  for (const members of classes.values()) countClass(evidence, members, counted);
  return counted.sort((one, other) => one.toldDay - other.toldDay || one.index - other.index);
}

function countClass(evidence: Evidence, members: readonly number[], counted: CountedReport[]): void {
  const report = (index: number): EvidenceReport => evidence.reports[index]!;
  const passedOn = new Set<number>();
  for (const index of members) for (const link of report(index).chain.slice(1)) passedOn.add(link);
  const started = new Set<number>();
  for (const index of members) {
    const { chain, sameAs } = report(index);
    const origin = chain[0] ?? -1;
    if (passedOn.has(origin) || started.has(origin)) continue;
    started.add(origin);
    const line = members.map(report).filter((other) => {
      const source = other.chain[0] ?? -1;
      return source === origin || chain.includes(source);
    });
    let first = line[0]!;
    let hit = first.hit;
    for (const other of line) {
      if (other.toldDay < first.toldDay) first = other;
      hit = Math.max(hit, other.hit);
    }
    const { to, toldDay, toldStep, claim } = first;
    counted.push({ index, chain, hit, to, toldDay, toldStep, sameAs, claim });
  }
}
