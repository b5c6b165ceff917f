import { randomStream } from "../src/numeric/random.ts";
import type { StageGame } from "../src/numeric/stage-game.ts";

/** Every player has the same number of actions; payoffs even in [0, 1]. */
export function randomTable(players: number, actions: number, seed: number): StageGame {
  const random = randomStream(seed, players * 100 + actions);
  const payoff = Float64Array.from({ length: actions ** players * players }, () => random.next());
  return { players, counts: new Int32Array(players).fill(actions), payoff };
}

/** The table as an .nfg file, the first player's strategy changing fastest. */
export function tableText({ players, counts, payoff }: StageGame): string {
  const names = Array.from({ length: players }, (_, i) => `"${i + 1}"`).join(" ");
  const profiles = payoff.length / players;
  const rows: string[] = [];
  for (let k = 0; k < profiles; k++) {
    let rest = k;
    let at = 0;
    let stride = profiles;
    for (let i = 0; i < players; i++) {
      stride /= counts[i]!;
      at += (rest % counts[i]!) * stride;
      rest = Math.floor(rest / counts[i]!);
    }
    rows.push([...payoff.subarray(at * players, (at + 1) * players)].join(" "));
  }
  return `NFG 1 R "random" { ${names} } { ${[...counts].join(" ")} }\n${rows.join("\n")}\n`;
}
