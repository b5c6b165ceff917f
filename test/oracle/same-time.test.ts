import { describe, expect, test } from "vitest";
import { type StageGame, solveStageGame } from "./same-time.ts";

function bimatrix(row: number[][], column: number[][], members: StageGame["members"]): StageGame {
  return {
    options: [row.length, row[0]!.length],
    members,
    payoff: (m, [a, b]) => (m === 0 ? row : column)[a!]![b!]!,
  };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe("the oracle's stage game", () => {
  test("a constant temptation gives the logit of it", () => {
    const [row, column] = solveStageGame(
      bimatrix(
        [
          [3, 0],
          [4, 1],
        ],
        [
          [3, 4],
          [0, 1],
        ],
        [2, 0.5],
      ),
    );
    expect(row![1]).toBeCloseTo(sigmoid(2), 12);
    expect(column![1]).toBeCloseTo(sigmoid(0.5), 12);
  });

  test("pure coordination stays on the symmetric branch beyond its fork", () => {
    const same = [
      [1, 0],
      [0, 1],
    ];
    const [row, column] = solveStageGame(bimatrix(same, same, [5, 5]));
    expect(row![0]).toBeCloseTo(0.5, 12);
    expect(column![0]).toBeCloseTo(0.5, 12);
  });

  test("lopsided coordination follows the branch of the better equilibrium", () => {
    const payoffs = [
      [2, 0],
      [0, 1],
    ];
    const [row, column] = solveStageGame(bimatrix(payoffs, payoffs, [4, 4]));
    expect(row![0]).toBeCloseTo(sigmoid(4 * (2 * column![0]! - column![1]!)), 12);
    expect(row![0]).toBeGreaterThan(0.99);
  });

  test("a member that acts by chance keeps its probabilities", () => {
    const payoffs = [
      [1, 0],
      [0, 1],
    ];
    const [row, column] = solveStageGame(bimatrix(payoffs, payoffs, [3, [0.8, 0.2]]));
    expect(column).toEqual([0.8, 0.2]);
    expect(row![0]).toBeCloseTo(sigmoid(3 * 0.6), 12);
  });
});
