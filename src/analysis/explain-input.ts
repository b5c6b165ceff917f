import type { Crisis } from "../crisis/model.ts";
import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import type { PartBelief } from "../inference/belief.ts";
import type { FilterRequest } from "../inference/filter-request.ts";
import type { PublicBeliefs } from "./private/public-beliefs.ts";

/** A part that is compiled, solved and filtered. */
export interface ExplainInput {
  readonly crisis: Crisis;
  readonly game: Game;
  readonly policy: Policy;
  readonly belief: Pick<PartBelief, "mass" | "alive">;
  readonly request: FilterRequest;
  /** Level of each variable that keeps it in this part, −1 for the others. */
  readonly fixedLevels: Int32Array;
  readonly parameters: Float64Array;
  /** With private information: what everybody believes, by which actors weigh what they do not see. */
  readonly beliefs?: PublicBeliefs | undefined;
}
