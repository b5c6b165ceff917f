import { type Crisis, percent, steerableDrivers } from "brink";

/** A number of the file that a slider can move: a parameter, or how likely a driver is. */
export interface Assumption {
  readonly kind: "parameter" | "driver";
  /** As `--set` takes it: `war_cost`, `driver.unrest`. */
  readonly name: string;
  readonly label: string;
  readonly why?: string;
  /** Ends of the slider and what the file says, in places along it. */
  readonly low: number;
  readonly high: number;
  readonly own: number;
  readonly step: number;
  /** What stands after `name=` for a place. */
  write(place: number): string;
  /** The place of what is written; NaN for what is not a number. */
  read(written: string): number;
  /** As a person reads it. */
  show(place: number): string;
}

/** Drivers are moved from an eighth to eight times their odds. */
const DOUBLINGS = 3;

/** Parameters with a range, then drivers, in file order. */
export function assumptionsOf(crisis: Crisis): readonly Assumption[] {
  const parameters = crisis.parameters.flatMap(({ name, label, value, range, unit, why }): Assumption[] => {
    if (!range) return [];
    const [low, high] = range;
    return [
      {
        kind: "parameter",
        name,
        label,
        ...(why === undefined ? {} : { why }),
        low,
        high,
        own: value,
        step: stepOf(range),
        write: digits,
        read: Number,
        show: (place) => `${digits(place)}${unit ? ` ${unit}` : ""}`,
      },
    ];
  });
  return [...parameters, ...steerableDrivers(crisis).map(driverAssumption)];
}

/** Its places are doublings of the odds of the file. */
function driverAssumption({ name, label, chance }: ReturnType<typeof steerableDrivers>[number]): Assumption {
  const common = {
    kind: "driver",
    name: `driver.${name}`,
    label,
    low: -DOUBLINGS,
    high: DOUBLINGS,
    own: 0,
    step: 0.05,
  };
  if (chance === null) {
    return {
      ...common,
      kind: "driver",
      write: (place) => `x${digits(2 ** place, 3)}`,
      read: (written) => Math.log2(Number(written.replace(/^[x×]/, ""))),
      show: oddsTimes,
    };
  }
  const odds = chance / (1 - chance);
  const at = (place: number): number => (odds * 2 ** place) / (1 + odds * 2 ** place);
  return {
    ...common,
    kind: "driver",
    write: (place) => `${digits(100 * at(place), 3)}%`,
    read: (written) => {
      if (/^[x×]/.test(written)) return Math.log2(Number(written.slice(1)));
      const value = written.endsWith("%") ? Number(written.slice(0, -1)) / 100 : Number(written);
      return Math.log2(value / (1 - value) / odds);
    },
    show: (place) => percent(at(place)),
  };
}

function oddsTimes(place: number): string {
  if (place === 0) return "as in the file";
  return place > 0 ? `odds × ${digits(2 ** place, 3)}` : `odds ÷ ${digits(2 ** -place, 3)}`;
}

/** Hundred places along the range, without digits that mean nothing. */
function stepOf([low, high]: readonly [number, number]): number {
  const rough = (high - low) / 100;
  return rough > 0 ? 10 ** Math.floor(Math.log10(rough)) : 0.01;
}

function digits(value: number, significant = 4): string {
  return String(Number(value.toPrecision(significant)));
}
