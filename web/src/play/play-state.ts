/** What a person at the table is shown. Plain data that a worker can send. */
import type { Crisis } from "brink";

export interface PlayEvent {
  /** From 0. */
  readonly step: number;
  readonly kind: "own" | "other" | "chance" | "end";
  /** Label of who acts, or of the driver. */
  readonly who: string;
  /** What is done; empty for a driver. */
  readonly what: string;
  /** What changed, for instance `pressure: fleet`. */
  readonly changes: readonly string[];
}

export interface OpenMove {
  /** Identifier of the move; empty for doing nothing where no move is open. */
  readonly move: string;
  readonly label: string;
  readonly why: string;
  /** In utils, to the seat. */
  readonly cost: number;
}

export interface PlayState {
  readonly step: number;
  readonly events: readonly PlayEvent[];
  /** Events already there when the seat chose last. */
  readonly seen: number;
  readonly levels: readonly { readonly variable: string; readonly label: string; readonly level: string }[];
  /** Moves of the seat; empty once the crisis has ended. */
  readonly open: readonly OpenMove[];
  /** The seat has had no choice for many steps: the one thing open is to let more of them pass. */
  readonly waiting: boolean;
  readonly ended: { readonly ending: string; readonly label: string } | undefined;
  /** Discounted, costs taken off, by actors that choose; with private information once the crisis has ended, as it would tell secrets. */
  readonly received: readonly { readonly actor: string; readonly label: string; readonly value: number }[];
  /** Choices that were made; fewer than asked for where one was not open. */
  readonly made: number;
}

/** Actors a person can play. */
export function seatsOf(crisis: Crisis): readonly { readonly name: string; readonly label: string }[] {
  return crisis.actors
    .filter(({ actsByChance }, actor) => !actsByChance && crisis.turns.some((group) => group.includes(actor)))
    .map(({ name, label }) => ({ name, label }));
}
