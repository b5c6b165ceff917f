/** Changes to a checked crisis under which its odds must stay what they are. None changes its input. */
import type { Expression } from "../../src/crisis/expression.ts";
import type { Crisis, Move, PayoffPart, Report } from "../../src/crisis/model.ts";

function number(crisis: Crisis, value: number): Expression {
  return { kind: "number", value, at: crisis.at };
}

function times(left: Expression, right: Expression): Expression {
  return { kind: "binary", op: "*", left, right, at: left.at };
}

/** True where another actor's payoff contains this one's. */
export function isLiked(crisis: Crisis, actor: number): boolean {
  const lists = [...crisis.payoffs, ...crisis.endings.flatMap((ending) => ending.payoffs)];
  return lists.some((parts) => parts.some((part) => "like" in part && part.like === actor));
}

function mapAt<T>(list: readonly T[], index: number, length: number, change: (item: T | undefined) => T): T[] {
  return Array.from({ length }, (_, i) => (i === index ? change(list[i]) : list[i]!));
}

/** Add c to every ending payoff of an actor and (1 − δ)·c to each of its step payoffs. */
export function shiftPayoffs(crisis: Crisis, actor: number, c: number): Crisis {
  const constant = number(crisis, c);
  const discount = crisis.actors[actor]!.discount;
  const rest: Expression = { kind: "binary", op: "-", left: number(crisis, 1), right: discount, at: discount.at };
  const add = (value: Expression) => (parts: readonly PayoffPart[] | undefined) => [
    ...(parts ?? []),
    { name: "shift", value, at: crisis.at },
  ];
  const n = crisis.actors.length;
  return {
    ...crisis,
    payoffs: mapAt(crisis.payoffs, actor, n, add(times(rest, constant))),
    endings: crisis.endings.map((e) => ({ ...e, payoffs: mapAt(e.payoffs, actor, n, add(constant)) })),
  };
}

/** Double an actor's payoffs and costs and halve its λ. What others take from its payoffs is halved in return. */
export function doublePayoffs(crisis: Crisis, actor: number): Crisis {
  const by = (e: Expression, factor: number): Expression => times(number(crisis, factor), e);
  const change = (owner: number) => (part: PayoffPart) => {
    const factor = owner === actor ? 2 : 1;
    if (!("like" in part)) return { ...part, value: by(part.value, factor) };
    return { ...part, weight: by(part.weight, part.like === actor ? factor / 2 : factor) };
  };
  const all = (lists: readonly (readonly PayoffPart[])[]): PayoffPart[][] =>
    lists.map((parts, owner) => (parts ?? []).map(change(owner)));
  return {
    ...crisis,
    payoffs: all(crisis.payoffs),
    endings: crisis.endings.map((e) => ({ ...e, payoffs: all(e.payoffs) })),
    moves: crisis.moves.map((m) => (m.actor === actor && m.cost ? { ...m, cost: by(m.cost, 2) } : m)),
    actors: crisis.actors.map((a, j) => {
      if (j !== actor || a.precision === undefined || a.precision === "infinite") return a;
      return { ...a, precision: by(a.precision, 0.5) };
    }),
  };
}

/** A move whose condition never holds, for every actor that chooses. */
export function addImpossibleMoves(crisis: Crisis): Crisis {
  const added = crisis.actors.flatMap((actor, j): Move[] => {
    if (actor.actsByChance) return [];
    const { at } = actor;
    const base = {
      name: "never_at_all",
      label: "never at all",
      at,
      text: [],
      actor: j,
      outcomes: [],
      codes: [],
      cues: [],
    };
    return [{ ...base, when: number(crisis, 0), cost: number(crisis, -50) }];
  });
  return { ...crisis, moves: [...crisis.moves, ...added] };
}

export function withoutReports(crisis: Crisis): Crisis {
  return { ...crisis, reports: [] };
}

/** The same report once more through `same_as`, by the same source, not before the first. */
export function repeatReport(crisis: Crisis, index: number): Crisis {
  const report = crisis.reports[index]!;
  const repeated: Report = { ...report, name: "told_again", label: "told again" };
  return { ...crisis, reports: [...crisis.reports, repeated] };
}

/** Variables in another order: `order[new] = old`. */
export function reorderVariables(crisis: Crisis, order: readonly number[]): Crisis {
  const place = order.map((_, old) => order.indexOf(old));
  const remapped = remapKey(crisis, "variable", (old) => place[old]!) as Crisis;
  return { ...remapped, variables: order.map((old) => remapped.variables[old]!) };
}

/** Reports in another order; those told on the same day keep theirs. */
export function reorderReports(crisis: Crisis, order: readonly number[]): Crisis {
  const byDay = new Map<number, number[]>();
  crisis.reports.forEach((report, r) => {
    byDay.set(report.toldDay, [...(byDay.get(report.toldDay) ?? []), r]);
  });
  const taken = order.map((r) => byDay.get(crisis.reports[r]!.toldDay)!.shift()!);
  const roots = new Map<number, number>();
  taken.forEach((old, r) => {
    const root = crisis.reports[old]!.sameAs;
    if (!roots.has(root)) roots.set(root, r);
  });
  const reports = taken.map((old) => {
    const report = crisis.reports[old]!;
    return { ...report, sameAs: roots.get(report.sameAs)! };
  });
  return { ...crisis, reports };
}

/** New names for everything that has one, in another alphabetical order; `back` undoes it. */
export function renameEverything(crisis: Crisis): { readonly crisis: Crisis; readonly back: Map<string, string> } {
  const back = new Map<string, string>();
  let count = 0;
  const rename = (name: string): string => {
    const known = [...back].find(([, old]) => old === name)?.[0];
    if (known !== undefined) return known;
    const fresh = `z${String(9999 - count++)}`;
    back.set(fresh, name);
    return fresh;
  };
  const all = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
    list.map((item) => ({ ...item, name: rename(item.name) }));
  const renamed = {
    ...crisis,
    name: "Renamed",
    actors: all(crisis.actors),
    parameters: all(crisis.parameters),
    variables: all(crisis.variables).map((v) => ({ ...v, levels: v.levels.map(rename) })),
    drivers: all(crisis.drivers),
    moves: all(crisis.moves),
    endings: all(crisis.endings),
    sources: all(crisis.sources),
    reports: all(crisis.reports),
  };
  return { crisis: renamed, back };
}

/** A copy in which every number under this key is replaced. */
function remapKey(value: unknown, key: string, change: (old: number) => number): unknown {
  if (Array.isArray(value)) return value.map((item) => remapKey(item, key, change));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([k, item]) =>
    k === key && typeof item === "number" ? [k, change(item)] : [k, remapKey(item, key, change)],
  );
  return Object.fromEntries(entries);
}
