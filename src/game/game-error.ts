/** Why a game cannot be solved or filtered as asked; recognised by its code, not by its words. */
export type GameErrorCode =
  /** A precision is missing, negative or not a number. */
  | "bad-precision"
  /** λ = ∞ for an actor that moves at the same time as another. */
  | "infinite-precision-together"
  /** λ = ∞ or λ = 0 while shocks are counted. */
  | "precision-with-shocks"
  /** A discount factor outside (0, 1], or of 1 on an endless clock. */
  | "bad-discount"
  /** A finite clock is needed. */
  | "needs-finite-clock"
  /** An endless clock is needed. */
  | "needs-endless-clock"
  /** The as-of step is not one of the clock's. */
  | "step-outside-clock"
  /** More hidden yes-or-no facts at one time than a filter can hold. */
  | "filter-too-large"
  /** The belief grid of a game of private information, or the beliefs it leads to, do not fit. */
  | "private-too-large"
  /** More nodes may have several equilibria than a search can look through. */
  | "too-many-equilibria"
  /** The long run of a game without a last step has too many states to be solved for. */
  | "chain-too-large"
  /** The solver did not get where it was asked to go. */
  | "not-converged"
  /** Stopped on request. */
  | "cancelled";

/** Misuse of a solver or filter, or a run that could not be finished. */
export class GameError extends Error {
  readonly code: GameErrorCode;

  constructor(code: GameErrorCode, message: string) {
    super(message);
    this.name = "GameError";
    this.code = code;
  }
}
