import type { Draw } from "./draw.ts";

/** A variable as the random file declares it. */
export interface DrawnVariable {
  readonly name: string;
  /** As written in expressions: names, or numbers from 0. */
  readonly levels: readonly string[];
  readonly calendar: boolean;
}

/** A number with two decimals between −3 and 3. */
export function drawNumber(draw: Draw, lowest = -300, highest = 300): number {
  return draw.int(lowest, highest) / 100;
}

/** A condition over the variables, mostly of one comparison. */
export function drawCondition(draw: Draw, variables: readonly DrawnVariable[], depth = 0): string {
  const kind = depth > 1 ? 0 : draw.int(0, 9);
  if (kind <= 6) return drawComparison(draw, variables);
  const [a, b] = [drawCondition(draw, variables, depth + 1), drawCondition(draw, variables, depth + 1)];
  if (kind === 7) return `(${a}) and (${b})`;
  return kind === 8 ? `(${a}) or (${b})` : `not (${a})`;
}

export function drawComparison(draw: Draw, variables: readonly DrawnVariable[]): string {
  const variable = draw.pick(variables);
  const op = draw.pick(["==", "!=", ">=", "<", ">", "<="]);
  return `${variable.name} ${op} ${draw.pick(variable.levels)}`;
}

/** A payoff or cost in utils. */
export function drawExpression(draw: Draw, variables: readonly DrawnVariable[]): string | number {
  const variable = draw.pick(variables);
  const a = drawNumber(draw);
  switch (draw.int(0, 8)) {
    case 0:
    case 1:
      return a;
    case 2:
    case 3:
      return `${a} * ${variable.name}`;
    case 4:
      return `${a} + stake * (${variable.name} - 1)`;
    case 5:
      return `if(${drawCondition(draw, variables)}, ${a}, ${drawNumber(draw)} / 2)`;
    case 6:
      return `max(${a}, ${variable.name}, -stake) - abs(${drawNumber(draw)})`;
    case 7:
      return `min(${a} * ${variable.name}, 1.5)`;
    default:
      return `-stake + 50% * ${variable.name} * ${draw.pick(variables).name}`;
  }
}

/** A chance that stays in [0, ½] in every state; variables have at most three levels. */
export function drawChance(draw: Draw, variables: readonly DrawnVariable[]): string | number {
  switch (draw.int(0, 4)) {
    case 0:
      return draw.int(1, 50) / 100;
    case 1:
      return `${draw.int(1, 50)}%`;
    case 2:
      return "hazard";
    case 3:
      return `hazard * (${drawComparison(draw, variables)})`;
    default:
      return `0.${draw.int(1, 2)} * ${draw.pick(variables).name}`;
  }
}
