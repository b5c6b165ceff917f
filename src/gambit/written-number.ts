import { type Fraction, fraction, fractionValue } from "../numeric/fraction.ts";
import type { WrittenNumber } from "./game-file.ts";

/** Powers of ten beyond this are refused: no payoff needs them, and exact arithmetic would drown in them. */
const LARGEST_POWER = 400;

/** A number as written, or nothing where it has no finite value. */
export function writtenNumber(text: string): WrittenNumber | undefined {
  const exact = exactNumber(text);
  if (exact === undefined) return undefined;
  const value = text.includes("/") ? fractionValue(exact) : Number(text);
  return Number.isFinite(value) ? { text, value } : undefined;
}

/** The exact value of `1/3`, `-2.50`, `4e-3`; nothing where it cannot be one. */
export function exactNumber(text: string): Fraction | undefined {
  const [over = "", under] = text.split("/");
  const top = decimal(over);
  const bottom = under === undefined ? undefined : decimal(under);
  if (top === undefined || (under !== undefined && (bottom === undefined || bottom.numerator === 0n))) return undefined;
  if (bottom === undefined) return top;
  return fraction(top.numerator * bottom.denominator, top.denominator * bottom.numerator);
}

function decimal(text: string): Fraction | undefined {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!parts) return undefined;
  const [, sign = "", whole = "", broken = "", power = "0"] = parts;
  const exponent = Number(power) - broken.length;
  if (whole + broken === "" || Math.abs(exponent) > LARGEST_POWER) return undefined;
  const digits = BigInt(`${sign === "-" ? "-" : ""}${whole}${broken}`);
  return exponent >= 0 ? fraction(digits * 10n ** BigInt(exponent)) : fraction(digits, 10n ** BigInt(-exponent));
}
