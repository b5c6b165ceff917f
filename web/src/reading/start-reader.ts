import { scriptAddress } from "../solver/own-script.ts";
import { carried } from "../state/carried.ts";

/**
 * The worker that reads articles. The one-file page carries its script packed,
 * since it holds a dictionary of English.
 */
export async function startReader(): Promise<Worker> {
  const packed = carried("reading");
  if (packed === undefined) return new Worker(new URL("./reading-worker.ts", import.meta.url), { type: "module" });
  return new Worker(scriptAddress(await unpacked(packed.trim())));
}

/** A script that was packed with gzip and written in base 64. */
async function unpacked(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).text();
}
