import { download } from "../edit/download.ts";
import type { TableData } from "../parts/data-table.ts";
import { pngOf, svgText } from "./picture-file.ts";
import { fileName, toCsv } from "./to-csv.ts";

export function saveSvg(picture: SVGSVGElement, title: string): void {
  download(fileName(title, "svg"), svgText(picture), "image/svg+xml");
}

/** Whether the browser could draw it. */
export async function savePng(picture: SVGSVGElement, title: string): Promise<boolean> {
  try {
    download(fileName(title, "png"), await pngOf(picture));
    return true;
  } catch {
    return false;
  }
}

export function saveCsv(table: TableData, title: string = table.caption): void {
  download(fileName(title, "csv"), toCsv(table), "text/csv;charset=utf-8");
}
