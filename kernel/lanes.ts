/**
 * Four games of one structure at once, in AssemblyScript (compiled to
 * WebAssembly by `npm run kernel`): backward induction, and the forward pass of
 * a filter. Each number of a game stands in a row of four, one for each game;
 * what says where it belongs is read once for all four.
 *
 * The sums are those of `TurnStage`, `BackwardStep` and the filter, term by
 * term and in their order, so the digits are theirs (test/lanes). All memory is
 * laid out by the caller (src/lanes): addresses come as arguments, and nothing
 * is kept between calls.
 */
export { chance, endOfStep, turn } from "./backward";
export {
  compose,
  drawResidual,
  goOn,
  spread,
  spreadChoices,
  weigh,
  weighReports,
} from "./forward";
