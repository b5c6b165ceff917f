import { privateVariables } from "../../crisis/compile/private-variables.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Sight } from "../../solvers/private/sight.ts";
import { gameVariableIndexes } from "../forecast-tables.ts";

/** Who sees what in a crisis, in terms of the variables of its games; undefined where all actors see everything. */
export function sightOf(crisis: Crisis): Sight | undefined {
  const secret = privateVariables(crisis);
  if (secret.length === 0) return undefined;
  const places = gameVariableIndexes(crisis);
  return {
    hidden: secret.map((v) => places.indexOf(v)),
    sees: crisis.actors.map((_, actor) =>
      secret.map((v) => {
        const { seenBy } = crisis.variables[v]!;
        return seenBy === "all" || seenBy.includes(actor);
      }),
    ),
  };
}
