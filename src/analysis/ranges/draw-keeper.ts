import { type DrawWork, drawWork } from "./draw-work.ts";
import type { DrawGround } from "./run-draws.ts";

/**
 * The ground that was drawn on last, with the structures its draws have laid
 * out: more draws on it go on from there. Only the last, for its memory.
 */
export class DrawKeeper {
  private key: string | undefined;
  private work: DrawWork | undefined;

  /** @param key tells one ground from another; `ground` is asked for where it is not at hand. */
  on(key: string, ground: () => DrawGround): DrawWork {
    if (this.work === undefined || this.key !== key) {
      this.work = drawWork(ground());
      this.key = key;
    }
    return this.work;
  }
}
