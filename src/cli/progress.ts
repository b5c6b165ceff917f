import { Presets, SingleBar } from "cli-progress";
import type { Output } from "./host.ts";

/** Nothing is shown for what ends sooner. */
const patience = 1000;
/** Off a terminal: milliseconds between two lines. */
const lineEvery = 5000;

/** Tells a waiting person how far a computation is. */
export interface Progress {
  update(done: number, total: number): void;
  /** Takes the bar away; the answer follows. */
  stop(): void;
}

/**
 * A bar on a terminal, a plain line now and then elsewhere; nothing at all
 * where the work ends within a second.
 *
 * @param what said in front, for instance `Solving`
 * @param now  milliseconds, for tests
 */
export function progressOn(output: Output, what: string, now: () => number = Date.now): Progress {
  return output.isTTY === true ? barProgress(output, what, now) : lineProgress(output, what, now);
}

function barProgress(output: Output, what: string, now: () => number): Progress {
  const started = now();
  let bar: SingleBar | undefined;
  return {
    update(done, total) {
      if (now() - started < patience || done >= total) return;
      if (!bar) {
        // The types want a Node stream; what is used of it is `write` and its width.
        const stream = output as unknown as NodeJS.WritableStream;
        bar = new SingleBar(
          // Ctrl+C ends the process at once: a hidden cursor, or lines that no longer wrap, would stay so.
          {
            stream,
            format: `${what} {bar} {value}/{total}`,
            clearOnComplete: true,
            hideCursor: false,
            linewrap: true,
          },
          Presets.shades_classic,
        );
        bar.start(total, done);
      }
      bar.update(done);
    },
    stop() {
      bar?.stop();
    },
  };
}

function lineProgress(output: Output, what: string, now: () => number): Progress {
  const started = now();
  let last = started + patience - lineEvery;
  return {
    update(done, total) {
      if (now() - started < patience || now() - last < lineEvery || done >= total) return;
      last = now();
      output.write(`${what}: ${done} of ${total}\n`);
    },
    stop() {},
  };
}
