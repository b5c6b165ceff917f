import { type DrawGround, DrawRun } from "./run-draws.ts";

/**
 * The ground that was drawn on last, with the structures its draws have laid
 * out: more draws on it go on from there. Only the last, for its memory.
 */
export class DrawKeeper {
  private key: string | undefined;
  private run: DrawRun | undefined;

  /** @param key tells one ground from another; `ground` is asked for where it is not at hand. */
  on(key: string, ground: () => DrawGround): DrawRun {
    if (this.run === undefined || this.key !== key) {
      this.run = new DrawRun(ground());
      this.key = key;
    }
    return this.run;
  }
}
