import type { Evidence } from "../../game/evidence.ts";

/** A source whose odds of being reliable are those of the file times the value of a parameter. */
export interface DrawnGrade {
  readonly source: number;
  readonly parameter: number;
}

/** Evidence with the reliabilities of a draw; the very same object where neither evidence nor factors changed. */
export class GradedEvidence {
  private readonly grades: readonly DrawnGrade[];
  private readonly known = new WeakMap<Evidence, { readonly factors: string; readonly evidence: Evidence }>();

  constructor(grades: readonly DrawnGrade[]) {
    this.grades = grades;
  }

  of(told: Evidence, parameters: Float64Array): Evidence {
    const { grades } = this;
    if (grades.length === 0) return told;
    const factors = grades.map(({ parameter }) => parameters[parameter]!);
    const key = factors.join();
    const known = this.known.get(told);
    if (known?.factors === key) return known.evidence;
    const sources = told.sources.map((source, s) => {
      const place = grades.findIndex((grade) => grade.source === s);
      return place < 0 ? source : { ...source, reliability: scaledOdds(source.reliability, factors[place]!) };
    });
    const evidence = { ...told, sources };
    this.known.set(told, { factors: key, evidence });
    return evidence;
  }
}

/** The probability whose odds are `factor` times those of p; 0 and 1 stay. */
export function scaledOdds(p: number, factor: number): number {
  return (factor * p) / (1 + (factor - 1) * p);
}
