import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { PageFile } from "./page-files.ts";

/** Small enough for a first view, and done in a tenth of a second for the largest file. */
const BROTLI_QUALITY = 9;

export interface Packed {
  readonly body: Buffer;
  /** As in `content-encoding`; undefined where nothing was packed. */
  readonly encoding: "br" | "gzip" | undefined;
}

const known = { br: new WeakMap<PageFile, Buffer>(), gzip: new WeakMap<PageFile, Buffer>() };

/**
 * A file of the page as small as the browser takes it; packed once, then kept.
 *
 * @param accepted what the request says in `accept-encoding`
 */
export function packPageFile(file: PageFile, accepted: string): Packed {
  const encoding = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : undefined;
  if (encoding === undefined) return { body: file.bytes, encoding };
  const body = known[encoding].get(file) ?? pack(file.bytes, encoding);
  known[encoding].set(file, body);
  return { body, encoding };
}

function pack(bytes: Buffer, encoding: "br" | "gzip"): Buffer {
  if (encoding === "gzip") return gzipSync(bytes);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(bytes, {
    params: { [BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}
