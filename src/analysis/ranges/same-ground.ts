import type { DrawGround } from "./run-draws.ts";

/** All that makes a ground; the type refuses a list that misses something. */
const PARTS: { readonly [part in keyof Required<DrawGround>]: part } = {
  crisis: "crisis",
  request: "request",
  grades: "grades",
  changes: "changes",
};

/** Whether draws on two grounds have the same results: the request by what it says, all else the very same objects. */
export function sameGround(one: DrawGround, other: DrawGround): boolean {
  return Object.values(PARTS).every((part) =>
    part === "request" ? JSON.stringify(one.request) === JSON.stringify(other.request) : one[part] === other[part],
  );
}
