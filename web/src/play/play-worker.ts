/** The worker of the play: compiles and solves the part that was drawn, and plays in it. */
import { GameError } from "brink";
import type { PlayAsk, PlayTold } from "./play-protocol.ts";
import { PlayTable } from "./play-table.ts";

/** Steps of ever longer clocks are many and short. */
const EVERY = 50;

let table: PlayTable | undefined;

self.onmessage = ({ data }: MessageEvent<PlayAsk>): void => {
  const tell = (told: PlayTold): void => self.postMessage(told);
  try {
    answer(data, tell);
  } catch (thrown) {
    if (!(thrown instanceof GameError)) throw thrown;
    tell({ id: data.id, refused: thrown.message });
  }
};

function answer(ask: PlayAsk, tell: (told: PlayTold) => void): void {
  const { id } = ask;
  if (ask.kind === "open") {
    table = undefined;
    const opened = PlayTable.open(ask.crisis, ask.seed, ask.run, (done, all) => {
      if (all === undefined) {
        if (done % EVERY === 0) tell({ id, progress: { done } });
      } else if (done % 4 === 0 || done === all) tell({ id, progress: { done, all } });
    });
    if (!(opened instanceof PlayTable)) {
      tell({ id, refused: opened.map(({ message }) => message).join(" ") });
      return;
    }
    table = opened;
    tell({ id, facts: opened.facts, clock: opened.clock });
  } else if (!table) tell({ id, refused: "No play is open." });
  else if (ask.kind === "play") tell({ id, state: table.play(ask.seat, ask.choices) });
  else tell({ id, hints: table.hint(ask.seat, ask.choices) });
}
