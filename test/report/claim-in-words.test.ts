import { describe, expect, it } from "vitest";
import { claimInWords, datesInWords } from "../../src/analysis/claim-in-words.ts";
import type { Crisis, Report } from "../../src/crisis/model.ts";

/** Only what a claim about moves reads. */
const crisis = {
  actors: [{ label: "United States executive" }],
  moves: [
    { actor: 0, label: "strike" },
    { actor: 0, label: "land troops" },
  ],
} as unknown as Crisis;

function claim(never: boolean, moves: readonly number[]): string {
  const any = moves.map((move) => ({ kind: "move", move }));
  return claimInWords(crisis, { claim: [{ never, any }] } as unknown as Report);
}

describe("a claim in words", () => {
  it("says what was seen, and what was not", () => {
    expect(claim(false, [0])).toBe("United States executive: strike");
    expect(claim(true, [0])).toBe("never United States executive: strike");
    expect(claim(true, [0, 1])).toBe(
      "none of: United States executive: strike or United States executive: land troops",
    );
  });

  it("writes an interval of one date as that date", () => {
    expect(datesInWords("2025-01..2025-01")).toBe("2025-01");
    expect(datesInWords("2025-01..2025-04")).toBe("2025-01..2025-04");
    expect(datesInWords("2025")).toBe("2025");
  });
});
