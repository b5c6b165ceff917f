import { percent } from "brink";

/** How the cells of a column are written; the numbers themselves stay as they are for export. */
export type CellKind = "text" | "odds" | "points" | "bits" | "number";

export interface Column {
  readonly label: string;
  readonly kind?: CellKind;
}

export type Cell = string | number | null;

export interface TableData {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell as a person reads it. */
export function cellText(cell: Cell, kind: CellKind = "text"): string {
  if (cell === null) return "–";
  if (typeof cell === "string") return cell;
  if (kind === "odds") return percent(cell);
  if (kind === "points") return points(cell);
  if (kind === "bits") return cell.toFixed(2);
  return String(cell);
}

/** A difference in percentage points with its sign; no sign where it rounds to nothing. */
export function points(difference: number, decimals = 1): string {
  const digits = Math.abs(difference).toFixed(decimals);
  if (Number(digits) === 0) return digits;
  return `${difference < 0 ? "−" : "+"}${digits}`;
}
