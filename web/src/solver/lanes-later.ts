/** What solves several parts at once: a script of its own, since the first view solves each once only. */
export { quickPartsAtOnce } from "brink";
