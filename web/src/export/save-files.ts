import { download } from "../edit/download.ts";
import type { TableData } from "../parts/data-table.ts";
import { fileName, toCsv } from "./to-csv.ts";

export async function saveSvg(picture: SVGSVGElement, title: string): Promise<void> {
  const { svgText } = await import("./picture-file.ts");
  download(fileName(title, "svg"), svgText(picture), "image/svg+xml");
}

/** Whether the browser could draw it. */
export async function savePng(picture: SVGSVGElement, title: string): Promise<boolean> {
  try {
    const { pngOf } = await import("./picture-file.ts");
    download(fileName(title, "png"), await pngOf(picture));
    return true;
  } catch {
    return false;
  }
}

export function saveCsv(table: TableData, title: string = table.caption): void {
  download(fileName(title, "csv"), toCsv(table), "text/csv;charset=utf-8");
}
