import asc from "assemblyscript/asc";

const OPTIONS = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd", "-o", "lanes.wasm"];

/**
 * The source file that holds the kernel's bytes, compiled from kernel/lanes.ts.
 *
 * @throws with what the compiler says where it does not compile.
 */
export async function kernelSource(root: string): Promise<string> {
  const stderr = asc.createMemoryStream();
  let bytes = new Uint8Array(0);
  const writeFile = (name: string, contents: Uint8Array | string): void => {
    if (name.endsWith(".wasm") && typeof contents !== "string") bytes = new Uint8Array(contents);
  };
  const { error } = await asc.main(["kernel/lanes.ts", "--baseDir", root, ...OPTIONS], { stderr, writeFile });
  if (error) throw new Error(`${stderr.toString()}${error.message}`);
  const lines = Buffer.from(bytes)
    .toString("hex")
    .match(/.{1,112}/g)!;
  return [
    "// Compiled from kernel/lanes.ts by `npm run kernel`; a test compares them.",
    "",
    "/** The kernel's bytes in hexadecimal digits. */",
    "export const KERNEL_BYTES: string =",
    `${lines.map((line) => `  "${line}"`).join(" +\n")};`,
    "",
  ].join("\n");
}
