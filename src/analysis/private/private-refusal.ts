import { privateVariables } from "../../crisis/compile/private-variables.ts";
import { gameDiagnostic } from "../../crisis/compile/problems.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";

/**
 * Why a crisis of private information cannot be solved, if so: an endless
 * clock, shocks that are counted, or an actor of infinite precision.
 */
export function privateRefusal(crisis: Crisis): Diagnostic | undefined {
  const secret = privateVariables(crisis);
  if (secret.length === 0) return undefined;
  const reason = reasonOf(crisis);
  if (reason === undefined) return undefined;
  const variables = secret.map((v) => crisis.variables[v]!.name);
  return gameDiagnostic("private-not-solved", crisis.at, { variables, reason });
}

function reasonOf(crisis: Crisis): "endless" | "shocks" | "infinite" | undefined {
  if (crisis.clock.steps === undefined) return "endless";
  if (crisis.shocks === "counted") return "shocks";
  return crisis.actors.some(({ precision }) => precision === "infinite") ? "infinite" : undefined;
}
