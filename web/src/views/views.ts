import type { Component } from "svelte";

/** One page of the desk. To add one: write `views/<id>.svelte`, and name it here. */
export interface ViewEntry {
  /** Stands in links: `#ladder`. */
  readonly id: string;
  readonly title: string;
  /** Heading in the navigation under which it stands. */
  readonly group: string;
  /** Works without an answer, and shows the mistakes of the file itself. */
  readonly alone?: true;
  /** Loaded when it is first opened. */
  readonly load: () => Promise<{ readonly default: Component }>;
}

export const views: readonly ViewEntry[] = [
  { id: "answer", title: "Answer", group: "Forecast", load: () => import("./answer.svelte") },
  { id: "ladder", title: "Ladder", group: "Forecast", load: () => import("./ladder.svelte") },
  { id: "moves", title: "Next moves", group: "Forecast", load: () => import("./moves.svelte") },
  { id: "paths", title: "Paths", group: "Forecast", load: () => import("./paths.svelte") },
  { id: "what-if", title: "What if", group: "Forecast", load: () => import("./what-if.svelte") },
  { id: "sensitivity", title: "Sensitivity", group: "Forecast", load: () => import("./sensitivity.svelte") },
  { id: "reports", title: "Reports", group: "Evidence", load: () => import("./reports.svelte") },
  { id: "drafts", title: "From news", group: "Evidence", load: () => import("./drafts.svelte") },
  { id: "hidden", title: "Hidden", group: "Evidence", load: () => import("./hidden.svelte") },
  { id: "trail", title: "Trail", group: "Evidence", load: () => import("./trail.svelte") },
  { id: "map", title: "Map", group: "Crisis", load: () => import("./map.svelte") },
  { id: "play", title: "Play", group: "Crisis", load: () => import("./play.svelte") },
  { id: "compare", title: "Compare", group: "Crisis", load: () => import("./compare.svelte") },
  { id: "export", title: "Export", group: "Crisis", load: () => import("./export.svelte") },
  { id: "file", title: "File", group: "Crisis", alone: true, load: () => import("./file.svelte") },
];

export function viewOf(id: string): ViewEntry {
  return views.find((view) => view.id === id) ?? views[0]!;
}
