/** What the play view asks its worker, and what it is told. */
import type { Crisis, MoveWorth } from "brink";
import type { PlayState } from "./play-state.ts";

export type PlayHint = MoveWorth & { readonly name: string };
export type PlayFacts = readonly { readonly label: string; readonly level: string }[];

export type PlayAsk =
  | { readonly id: number; readonly kind: "open"; readonly crisis: Crisis; readonly seed: number; readonly run: number }
  | { readonly id: number; readonly kind: "play"; readonly seat: string; readonly choices: readonly string[] }
  | { readonly id: number; readonly kind: "hint"; readonly seat: string; readonly choices: readonly string[] };

export type PlayTold =
  /** Steps solved, of how many where that is known. */
  | { readonly id: number; readonly progress: { readonly done: number; readonly all?: number } }
  | { readonly id: number; readonly facts: PlayFacts; readonly clock: string }
  | { readonly id: number; readonly state: PlayState }
  | { readonly id: number; readonly hints: readonly PlayHint[] }
  /** Why it cannot be played, in words. */
  | { readonly id: number; readonly refused: string };
