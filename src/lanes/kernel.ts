import { expTables } from "../numeric/exp.ts";
import { KERNEL_BYTES } from "./kernel-bytes.ts";

/** Games solved at once: numbers in a row, one for each. */
export const LANES = 4 as const;
/** Bytes of such a row. */
export const ROW_BYTES: number = 8 * LANES;

/** Addresses in the kernel's memory, and counts; kernel/backward.ts and kernel/forward.ts say what each is. */
type Kernel = Readonly<
  Record<
    | "chance"
    | "turn"
    | "endOfStep"
    | "weigh"
    | "compose"
    | "spread"
    | "spreadChoices"
    | "drawResidual"
    | "goOn"
    | "weighReports",
    (...numbers: number[]) => void
  >
>;

/** Memory that only grows; whoever looked at it before looks at nothing then. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The kernel with memory of its own. */
export interface KernelInstance {
  readonly kernel: Kernel;
  readonly memory: KernelMemory;
}

/** What we use of the engine's WebAssembly, which the language's own library does not describe. */
interface Engine {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Kernel };
  readonly Memory: new (size: { readonly initial: number }) => KernelMemory;
}
declare const WebAssembly: Engine | undefined;

let compiled: object | null | undefined;

/** A kernel; undefined where the engine has none (no vectors, or a page that forbids compiling). */
export function createKernel(): KernelInstance | undefined {
  if (compiled === undefined) compiled = compile();
  if (compiled === null) return undefined;
  const memory = new WebAssembly!.Memory({ initial: 0 });
  return { memory, kernel: new WebAssembly!.Instance(compiled, { env: { memory } }).exports };
}

function compile(): object | null {
  if (typeof WebAssembly === "undefined") return null;
  const bytes = Uint8Array.from(KERNEL_BYTES.match(/../g)!, (digits) => Number.parseInt(digits, 16));
  if (!WebAssembly.validate(bytes)) return null;
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    // The bytes are valid, so it is the page that forbids compiling, each engine in its own words. Games are solved one
    // by one then, with the same digits.
    return null;
  }
}

/** What the kernel's exponential needs. */
export const kernelTables: Float64Array = expTables();
