import { run } from "../../src/cli/run.ts";

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** A command line in this process, one thread, as it would run in a folder: in a pipe, or on a terminal so many columns wide. */
export async function brinkIn(folder: string, args: readonly string[], columns?: number): Promise<Ran> {
  const written = { out: "", err: "" };
  const exit = await run(args, {
    out: { write: (text) => (written.out += text), ...(columns === undefined ? {} : { columns }) },
    err: { write: (text) => (written.err += text) },
    environment: {},
    folder,
  });
  return { exit, ...written };
}
