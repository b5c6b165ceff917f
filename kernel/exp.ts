import { HALF } from "./rows";

const STEPS_PER_UNIT: f64 = 128 / 0.6931471805599453;
const ROUNDER: f64 = 6755399441055744;
const UNDERFLOW: f64 = -745.1332191019412;
const OVERFLOW: f64 = 709.782712893384;
const WIDE: f64 = 700;

/**
 * e^x, with the digits of `src/numeric/exp.ts`, whose tables stand at `tables`:
 * ln 2 / 128 in two parts, then 2^(j/128) in two parts for each j.
 */
// @ts-ignore: decorator
@inline
export function exp(x: v128, tables: usize): v128 {
  const near = v128.and(f64x2.gt(x, f64x2.splat(-WIDE)), f64x2.lt(x, f64x2.splat(WIDE)));
  if (!i64x2.all_true(near)) {
    return f64x2.replace_lane(
      f64x2.splat(expOne(f64x2.extract_lane(x, 0), tables)),
      1,
      expOne(f64x2.extract_lane(x, 1), tables),
    );
  }
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(STEPS_PER_UNIT)), f64x2.splat(ROUNDER));
  const n = f64x2.sub(shifted, f64x2.splat(ROUNDER));
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(n, v128.load64_splat(tables))),
    f64x2.mul(n, v128.load64_splat(tables, 8)),
  );
  const square = f64x2.mul(r, r);
  // r + square · (1/2 + r/6 + square · (1/24 + r/120)), in the order of `exp`.
  const inner = f64x2.add(
    f64x2.add(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(1.0 / 6.0))),
    f64x2.mul(square, f64x2.add(f64x2.splat(1.0 / 24.0), f64x2.mul(r, f64x2.splat(1.0 / 120.0)))),
  );
  const rest = f64x2.add(r, f64x2.mul(square, inner));
  const whole = i32x4.trunc_sat_f64x2_s_zero(n);
  const one = i32x4.extract_lane(whole, 0);
  const two = i32x4.extract_lane(whole, 1);
  const powerOne = v128.load(tables + ((<usize>(one & 127)) << 4), HALF);
  const powerTwo = v128.load(tables + ((<usize>(two & 127)) << 4), HALF);
  const high = v128.shuffle<f64>(powerOne, powerTwo, 0, 2);
  const missing = v128.shuffle<f64>(powerOne, powerTwo, 1, 3);
  const mantissa = f64x2.add(high, f64x2.add(missing, f64x2.mul(high, rest)));
  // 2^k as a number: k + 1023 in the bits of the exponent.
  const k = i32x4.add(i32x4.shr_s(whole, 7), i32x4.splat(1023));
  const octave = i64x2.shl(i64x2.extend_low_i32x4_s(k), 52);
  return f64x2.mul(mantissa, octave);
}

function expOne(x: f64, tables: usize): f64 {
  if (!(x >= UNDERFLOW)) return x < UNDERFLOW ? 0 : NaN;
  if (x > OVERFLOW) return Infinity;
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const whole = <i32>n;
  const r = x - n * load<f64>(tables) - n * load<f64>(tables, 8);
  const square = r * r;
  const p = r + square * (0.5 + r * (1.0 / 6.0) + square * (1.0 / 24.0 + r * (1.0 / 120.0)));
  const j = (<usize>(whole & 127)) << 4;
  const high = load<f64>(tables + j, 16);
  const y = high + (load<f64>(tables + j, 24) + high * p);
  const k = whole >> 7;
  // As in `exp` near 0; beyond, no factor is below the smallest normal number or above the largest.
  if (x > -WIDE && x < WIDE) return y * octaveOf(k);
  return k > 0 ? y * 2 * octaveOf(k - 1) : y * octaveOf(k + 60) * 8.673617379884035e-19;
}

/** 2^k for k = −1022 … 1023. */
// @ts-ignore: decorator
@inline
function octaveOf(k: i32): f64 {
  return reinterpret<f64>((<i64>(k + 1023)) << 52);
}
