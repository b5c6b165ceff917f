import { CHANCE, type GameTree, TERMINAL } from "../../tree/game-tree.ts";

export interface PerfectEquilibria {
  /** Flat pure profiles; the one that takes the first of tied actions everywhere stands first. */
  readonly profiles: readonly Float64Array[];
  /** False where there are more than are listed. */
  readonly complete: boolean;
}

/** Equilibria that are listed, and numbers they have in all: of a large tree fewer are. */
const MOST = 256;
const MOST_NUMBERS = 500_000;
/** Best replies closer than this, as a share of the payoff range, are ties. */
const TIE = 1e-12;

/** One equilibrium of the part below a node. */
interface Part {
  readonly payoffs: Float64Array;
  /** Action at this node; −1 where nobody moves. */
  readonly action: number;
  /** Of each child, by action. */
  readonly below: readonly Part[];
}

/**
 * All pure subgame-perfect equilibria of a tree of perfect information, from
 * its ends to its root: for every choice of equilibria below a node, every
 * action that is best there. Which of tied actions is taken below decides what
 * is best above, so they are not a product of the ties.
 *
 * @param range largest payoff range, the unit of ties.
 *
 * Cost: linear in the nodes without ties; with ties up to 256 equilibria are
 * kept at each node, fewer where a profile has more than 2000 entries.
 */
export function perfectEquilibria(tree: GameTree, range: number): PerfectEquilibria {
  const players = tree.players.length;
  const parts: (readonly Part[])[] = new Array(tree.infoset.length);
  const most = Math.max(1, Math.min(MOST, Math.floor(MOST_NUMBERS / tree.first[tree.infosets.length]!)));
  let complete = true;
  for (let n = tree.infoset.length - 1; n >= 0; n--) {
    const h = tree.infoset[n]!;
    if (h === TERMINAL) {
      parts[n] = [{ payoffs: tree.payoff.slice(n * players, (n + 1) * players), action: -1, below: [] }];
      continue;
    }
    const children = Array.from(tree.child.subarray(tree.childStart[n]!, tree.childStart[n + 1]!));
    const found: Part[] = [];
    complete =
      eachChoice(
        children.map((child) => parts[child]!),
        (below) => {
          if (h === CHANCE) found.push({ payoffs: mean(tree, n, below, players), action: -1, below });
          else {
            const own = below.map(({ payoffs }) => payoffs[tree.infosets[h]!.player]!);
            const best = Math.max(...own) - TIE * range;
            own.forEach((value, action) => {
              if (value >= best) found.push({ payoffs: below[action]!.payoffs, action, below });
            });
          }
          return found.length <= most;
        },
      ) && complete;
    parts[n] = found.slice(0, most);
    // What is above refers to what it needs.
    for (const child of children) parts[child] = [];
  }
  return { profiles: parts[0]!.map((part) => flat(tree, part)), complete };
}

/** Every way to take one part of each child, the last child's changing fastest. False where it was stopped. */
function eachChoice(lists: readonly (readonly Part[])[], visit: (below: readonly Part[]) => boolean): boolean {
  const at = lists.map(() => 0);
  for (;;) {
    if (!visit(lists.map((list, k) => list[at[k]!]!))) return false;
    let k = lists.length - 1;
    for (; k >= 0; k--) {
      at[k]! += 1;
      if (at[k]! < lists[k]!.length) break;
      at[k] = 0;
    }
    if (k < 0) return true;
  }
}

function mean(tree: GameTree, n: number, below: readonly Part[], players: number): Float64Array {
  const payoffs = new Float64Array(players);
  below.forEach((part, a) => {
    const chance = tree.chance[tree.childStart[n]! + a]!;
    for (let i = 0; i < players; i++) payoffs[i] = payoffs[i]! + chance * part.payoffs[i]!;
  });
  return payoffs;
}

function flat(tree: GameTree, root: Part): Float64Array {
  const profile = new Float64Array(tree.first[tree.infosets.length]!);
  const open: { readonly n: number; readonly part: Part }[] = [{ n: 0, part: root }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { n, part } = at;
    if (part.action >= 0) profile[tree.first[tree.infoset[n]!]! + part.action] = 1;
    part.below.forEach((below, a) => {
      open.push({ n: tree.child[tree.childStart[n]! + a]!, part: below });
    });
  }
  return profile;
}
