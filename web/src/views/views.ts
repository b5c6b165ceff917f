import type { Component } from "svelte";

/** One page of the desk. To add one: write `views/<id>.svelte`, and name it here. */
export interface ViewEntry {
  /** Stands in links: `#ladder`. */
  readonly id: string;
  readonly title: string;
  /** Heading in the navigation under which it stands. */
  readonly group: string;
  /** Loaded when it is first opened. */
  readonly load: () => Promise<{ readonly default: Component }>;
}

export const views: readonly ViewEntry[] = [
  { id: "answer", title: "Answer", group: "Forecast", load: () => import("./answer.svelte") },
];

export function viewOf(id: string): ViewEntry {
  return views.find((view) => view.id === id) ?? views[0]!;
}
