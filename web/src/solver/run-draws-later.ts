/** Draws of the parameters: a script of its own, since nobody waits for them at first. */
export { runDraws } from "brink";
