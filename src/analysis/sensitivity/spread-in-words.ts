import { percent } from "../odds-in-words.ts";
import type { Spread } from "./factor-space.ts";

/** A value in the numbers shown: chances as percent, others with three digits. */
export function shownValue({ scale }: Pick<Spread, "scale">, value: number): string {
  if (scale === "chance") return percent(value);
  const digits = String(Number(value.toPrecision(3)));
  return scale === "odds" ? `odds × ${digits}` : digits;
}

/** What a factor was varied over: `8, varied from 4 to 12 utils`, `40.0%, varied from 25.0% to 57.1% (no range given)`. */
export function spreadInWords(spread: Spread): string {
  const { value, low, high, unit, scale, assumed } = spread;
  const [at, from, to] = [value, low, high].map((number) => shownValue(spread, number));
  const given = scale === "odds" ? "" : `${at}, `;
  return `${given}varied from ${from} to ${to}${unit ? ` ${unit}` : ""}${assumed ? " (no range given)" : ""}`;
}
