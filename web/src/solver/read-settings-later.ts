/** Reads the words of a what-if: a script of its own, since the first view has none. */
export { quickSettings } from "brink";
