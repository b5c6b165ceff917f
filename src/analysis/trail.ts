import type { Crisis, Element } from "../crisis/model.ts";

/** Element ↔ sentence, both ways. */
export interface Trail {
  readonly texts: readonly { readonly prefix: string; readonly label: string; readonly sentences: number }[];
  /** Everything in the file that can rest on sentences. */
  readonly elements: readonly TrailElement[];
  /** Sentences deliberately left out, with the reason. */
  readonly unused: readonly { readonly sentence: string; readonly reason: string }[];
  /** Sentences that are neither used nor listed as left out. */
  readonly unmapped: readonly string[];
}

export interface TrailElement {
  /** What it is, for instance `move` or `report`. */
  readonly kind: string;
  /** Identifier as a person would write it, for instance `us.strike`. */
  readonly name: string;
  readonly label: string;
  readonly text: readonly string[];
  readonly why: string | null;
}

/** Which element of a crisis rests on which sentences, and which sentences nothing rests on. */
export function trailOf(crisis: Crisis): Trail {
  const elements = [...elementsOf(crisis)];
  const used = new Set(elements.flatMap((element) => element.text));
  const unused = crisis.unused.map(({ sentence, reason }) => ({ sentence, reason }));
  const leftOut = new Set(unused.map(({ sentence }) => sentence));
  const all = crisis.texts.flatMap(({ prefix, sentences }) =>
    Array.from({ length: sentences }, (_, i) => `${prefix}${i + 1}`),
  );
  return {
    texts: crisis.texts.map(({ prefix, label, sentences }) => ({ prefix, label, sentences })),
    elements,
    unused,
    unmapped: all.filter((sentence) => !used.has(sentence) && !leftOut.has(sentence)),
  };
}

function* elementsOf(crisis: Crisis): Generator<TrailElement> {
  const named = (kind: string, element: Element, name = element.name): TrailElement => {
    const { label, text, why } = element;
    return { kind, name, label, text, why: why ?? null };
  };
  if (crisis.question) {
    yield { kind: "question", name: "question", label: crisis.question.ask, text: crisis.question.text, why: null };
  }
  for (const source of crisis.sources) yield named("source", source);
  for (const actor of crisis.actors) yield named("actor", actor);
  for (const parameter of crisis.parameters) yield named("parameter", parameter);
  for (const { one, other, text, why = null } of crisis.correlations) {
    const [first, second] = [crisis.parameters[one]!, crisis.parameters[other]!];
    const name = `${first.name}, ${second.name}`;
    yield { kind: "correlation", name, label: `${first.label} goes with ${second.label}`, text, why };
  }
  for (const variable of crisis.variables) if (variable.origin === "declared") yield named("variable", variable);
  // An arrival is part of its move.
  for (const driver of crisis.drivers) if (!driver.name.startsWith("underway.")) yield named("driver", driver);
  for (const move of crisis.moves) yield named("move", move, `${crisis.actors[move.actor]!.name}.${move.name}`);
  for (const ending of crisis.endings) yield named("ending", ending);
  for (const report of crisis.reports) yield named("report", report);
  for (const { by, text, ending } of crisis.estimates) {
    const name = `${by}: ${crisis.endings[ending]!.name}`;
    yield { kind: "estimate", name, label: `odds cited from ${by}`, text, why: null };
  }
  for (const rate of crisis.baseRates) {
    const name = crisis.endings[rate.ending]!.name;
    yield { kind: "base rate", name, label: rate.class, text: rate.text, why: rate.why ?? null };
  }
}
