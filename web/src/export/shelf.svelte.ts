import { getContext, setContext, untrack } from "svelte";
import type { TableData } from "../parts/data-table.ts";

/** A table of a view, and the picture it stands beside where there is one. */
export interface Ware {
  /** Title of the view. */
  readonly view: string;
  readonly table: TableData;
  readonly picture: (() => SVGSVGElement | undefined) | undefined;
}

const VIEW = "view whose tables and pictures are offered";

/** What the views under a studio hold, for the view that lists all of it. */
class Shelf {
  #wares: readonly { readonly ware: () => Ware | undefined }[] = $state.raw([]);

  get wares(): readonly Ware[] {
    return this.#wares.flatMap(({ ware }) => ware() ?? []);
  }

  put(ware: () => Ware | undefined): () => void {
    const own = { ware };
    this.#wares = [...this.#wares, own];
    return () => {
      this.#wares = untrack(() => this.#wares).filter((other) => other !== own);
    };
  }
}

export const shelf: Shelf = new Shelf();

/** Tables and pictures set up below are put on the shelf. */
export function offerAllOf(view: string): void {
  setContext(VIEW, view);
}

/**
 * Puts a table on the shelf while its component is there and has one; does
 * nothing outside of a studio.
 */
export function offer(table: () => TableData | undefined, picture?: () => SVGSVGElement | undefined): void {
  const view = getContext<string | undefined>(VIEW);
  if (view === undefined) return;
  const wareOf = (): Ware | undefined => {
    const found = table();
    return found && { view, table: found, picture };
  };
  // What is put there is read by others: it must not be put again when the shelf changes.
  $effect(() => untrack(() => shelf.put(wareOf)));
}
