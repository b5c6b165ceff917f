/** Verdicts against a slow second way that follows the definitions, and changes that must change nothing. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coalitionStabilityOf } from "../../src/stability/coalitions.ts";
import { type ConflictGraph, moveLists, movesFrom, ranksOf } from "../../src/stability/conflict-graph.ts";
import { reasonsFor } from "../../src/stability/reasons.ts";
import { requirementFor } from "../../src/stability/requirements.ts";
import { CONCEPTS, type Concept, stabilityOf } from "../../src/stability/stability.ts";
import { randomGraph } from "./random-graph.ts";

const conflicts = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  actors: fc.integer({ min: 1, max: 4 }),
  states: fc.integer({ min: 1, max: 7 }),
});
const runs = { seed: 1987, numRuns: 150 };

/** Everything that sequences of moves reach, by plain recursion over who moved last. */
function reachable(graph: ConflictGraph, movers: readonly number[], from: number, onlyGains: boolean): Set<number> {
  const found = new Set<number>();
  const seen = new Set<string>();
  const go = (s: number, last: number): void => {
    for (const i of movers) {
      if (i === last) continue;
      for (const to of movesFrom(graph, i, s)) {
        if (onlyGains && !(graph.rank[i]![to]! > graph.rank[i]![s]!)) continue;
        if (seen.has(`${to} ${i}`)) continue;
        seen.add(`${to} ${i}`);
        found.add(to);
        go(to, i);
      }
    }
  };
  go(from, -1);
  return found;
}

function plainVerdict(graph: ConflictGraph, i: number, s: number, concept: Concept): boolean {
  const rank = graph.rank[i]!;
  const others = Array.from({ length: graph.actors }, (_, j) => j).filter((j) => j !== i);
  const gains = [...movesFrom(graph, i, s)].filter((to) => rank[to]! > rank[s]!);
  const noBetter = (to: number): boolean => rank[to]! <= rank[s]!;
  if (concept === "nash") return gains.length === 0;
  return gains.every((to) => {
    const answers = [...reachable(graph, others, to, concept === "sequential")];
    if (concept !== "symmetric") return answers.some(noBetter);
    return answers.some((answer) => noBetter(answer) && [...movesFrom(graph, i, answer)].every(noBetter));
  });
}

const all = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

describe("stability of states", () => {
  it("is what the definitions say", () => {
    fc.assert(
      fc.property(conflicts, ({ seed, actors, states }) => {
        const graph = randomGraph(seed, actors, states);
        const { stable, equilibria } = stabilityOf(graph);
        for (const concept of CONCEPTS) {
          const plain = all(actors).map((i) => all(states).map((s) => plainVerdict(graph, i, s, concept)));
          expect(stable[concept].map((own) => [...own].map(Boolean))).toEqual(plain);
          expect(equilibria[concept]).toEqual(all(states).filter((s) => plain.every((own) => own[s])));
        }
      }),
      runs,
    );
  });

  it("grows weaker from Nash over the two in between to general metarationality", () => {
    fc.assert(
      fc.property(conflicts, ({ seed, actors, states }) => {
        const { stable } = stabilityOf(randomGraph(seed, actors, states));
        for (const i of all(actors)) {
          for (const s of all(states)) {
            for (const between of ["sequential", "symmetric"] as const) {
              expect(stable[between][i]![s]!).toBeGreaterThanOrEqual(stable.nash[i]![s]!);
              expect(stable.general[i]![s]!).toBeGreaterThanOrEqual(stable[between][i]![s]!);
            }
          }
        }
      }),
      runs,
    );
  });

  it("hangs on the order of preferences alone, not on numbers or on the names of states", () => {
    fc.assert(
      fc.property(conflicts, ({ seed, actors, states }) => {
        const graph = randomGraph(seed, actors, states);
        const stretched = { ...graph, rank: graph.rank.map((own) => own.map((value) => Math.exp(value) - 5)) };
        expect(stabilityOf(stretched)).toEqual(stabilityOf(graph));
        // State s becomes state states − 1 − s.
        const turn = (s: number): number => states - 1 - s;
        const turned: ConflictGraph = {
          ...graph,
          moves: graph.moves.map((_, i) =>
            moveLists(all(states).map((s) => [...movesFrom(graph, i, turn(s))].map(turn))),
          ),
          rank: graph.rank.map((own) => own.slice().reverse()),
        };
        const mirrored = stabilityOf(turned).equilibria;
        for (const concept of CONCEPTS) {
          expect(mirrored[concept].map(turn).reverse()).toEqual(stabilityOf(graph).equilibria[concept]);
        }
      }),
      runs,
    );
  });

  it("is accounted for by moves that exist and answers that deter", () => {
    fc.assert(
      fc.property(conflicts, ({ seed, actors, states }) => {
        const graph = randomGraph(seed, actors, states);
        const { stable } = stabilityOf(graph);
        for (const concept of CONCEPTS) {
          for (const i of all(actors)) {
            for (const s of all(states)) {
              const temptations = reasonsFor(graph, i, s, concept);
              expect(temptations.every(({ answer }) => answer)).toBe(stable[concept][i]![s] === 1);
              for (const { to, answer } of temptations) {
                expect(graph.rank[i]![to]).toBeGreaterThan(graph.rank[i]![s]!);
                let at = to;
                let last = i;
                for (const move of answer ?? []) {
                  expect(move.actor === i || move.actor === last).toBe(false);
                  expect([...movesFrom(graph, move.actor, at)]).toContain(move.state);
                  if (concept === "sequential") {
                    expect(graph.rank[move.actor]![move.state]).toBeGreaterThan(graph.rank[move.actor]![at]!);
                  }
                  at = move.state;
                  last = move.actor;
                }
                if (answer) expect(graph.rank[i]![at]!).toBeLessThanOrEqual(graph.rank[i]![s]!);
              }
            }
          }
        }
      }),
      { ...runs, numRuns: 40 },
    );
  });
});

describe("what would have to be preferred", () => {
  /** The order of i with the states given brought down to s, all else kept. */
  const lowered = (graph: ConflictGraph, i: number, s: number, way: readonly number[]): ConflictGraph => ({
    ...graph,
    rank: graph.rank.map((own, j) => (j === i ? own.map((value, t) => (way.includes(t) ? own[s]! : value)) : own)),
  });

  it("makes the state stable, is the smallest change that does, and is all of those", () => {
    fc.assert(
      fc.property(conflicts, ({ seed, actors, states }) => {
        const graph = randomGraph(seed, actors, states);
        const s = seed % states;
        const i = seed % actors;
        for (const concept of CONCEPTS) {
          const { ways, complete } = requirementFor(graph, i, s, concept);
          const works = (way: readonly number[]): boolean =>
            stabilityOf(lowered(graph, i, s, way)).stable[concept][i]![s] === 1;
          const better = all(states).filter((t) => graph.rank[i]![t]! > graph.rank[i]![s]!);
          const sets = all(2 ** better.length).map((mask) => better.filter((_, k) => (mask >> k) & 1));
          const enough = sets.filter(works);
          const minimal = enough.filter(
            (set) => !enough.some((other) => other.length < set.length && other.every((t) => set.includes(t))),
          );
          const text = (list: readonly (readonly number[])[]): readonly string[] =>
            list.map((set) => set.join()).sort();
          if (complete) expect(text(ways)).toEqual(text(minimal));
          else for (const way of ways) expect(text(minimal)).toContain(way.join());
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });
});

describe("coalitions", () => {
  const dilemma: ConflictGraph = {
    actors: 2,
    states: 4,
    // 0 both defect, 1 the first cooperates, 2 the second cooperates, 3 both cooperate.
    moves: [moveLists([[1], [0], [3], [2]]), moveLists([[2], [3], [0], [1]])],
    rank: [Float64Array.of(1, 0, 3, 2), Float64Array.of(1, 3, 0, 2)],
  };

  it("leave the prisoners' dilemma together", () => {
    const [both] = coalitionStabilityOf(dilemma);
    expect(both!.members).toEqual([0, 1]);
    expect(both!.improvements[0]).toEqual([3]);
    for (const concept of CONCEPTS) expect(both!.upset[concept]).toEqual([0]);
  });

  it("follow the definitions on random conflicts", () => {
    fc.assert(
      fc.property(conflicts, ({ seed, actors, states }) => {
        const graph = randomGraph(seed, actors, states);
        for (const { members, upset, improvements } of coalitionStabilityOf(graph)) {
          const others = all(actors).filter((i) => !members.includes(i));
          const joint = (group: readonly number[], s: number): readonly number[] =>
            [...reachable(graph, group, s, false)].filter((to) =>
              group.every((i) => graph.rank[i]![to]! > graph.rank[i]![s]!),
            );
          const groups = all(2 ** others.length)
            .map((mask) => others.filter((_, k) => (mask >> k) & 1))
            .filter((group) => group.length > 0);
          /** Sequences of joint improvements by coalitions of the others, none twice in a row. */
          const answersOf = (from: number): ReadonlySet<number> => {
            const seen = new Set<string>();
            const found = new Set<number>();
            const go = (s: number, last: number): void => {
              groups.forEach((group, g) => {
                if (g === last) return;
                for (const to of joint(group, s)) {
                  if (seen.has(`${to} ${g}`)) continue;
                  seen.add(`${to} ${g}`);
                  found.add(to);
                  go(to, g);
                }
              });
            };
            go(from, -1);
            return found;
          };
          for (const s of all(states)) {
            const gains = joint(members, s);
            expect([...improvements[s]!].sort()).toEqual([...gains].sort());
            const deters = (to: number): boolean => members.some((i) => graph.rank[i]![to]! <= graph.rank[i]![s]!);
            const plain: Readonly<Record<Concept, boolean>> = {
              nash: gains.length === 0,
              general: gains.every((to) => [...reachable(graph, others, to, false)].some(deters)),
              symmetric: gains.every((to) =>
                [...reachable(graph, others, to, false)].some(
                  (answer) => deters(answer) && [...reachable(graph, members, answer, false)].every(deters),
                ),
              ),
              sequential: gains.every((to) => [...answersOf(to)].some(deters)),
            };
            for (const concept of CONCEPTS) expect(upset[concept].includes(s)).toBe(!plain[concept]);
          }
        }
      }),
      { ...runs, numRuns: 60 },
    );
  });
});

describe("ranks", () => {
  it("join what is as good within the tolerance", () => {
    expect([...ranksOf(Float64Array.of(3, 1, 1 + 1e-13, -2), 1e-12)]).toEqual([2, 1, 1, 0]);
  });
});
