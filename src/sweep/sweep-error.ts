/** What keeps a sweep from going on, for a person to mend; what was computed so far is kept. */
export type SweepErrorCode =
  | "package-missing"
  | "other-sweep-there"
  | "folder-is-file"
  | "folder-not-writable"
  | "disk-full"
  | "job-failed"
  | "bad-queue-url"
  | "queue-unreachable"
  | "queue-lost"
  | "queue-refuses"
  | "queue-too-old"
  | "clock-off"
  | "version-mismatch"
  | "worker-not-built"
  | "sweep-cancelled";

/** Ends a sweep or a worker with a sentence of fact and one thing to do. */
export class SweepError extends Error {
  readonly code: SweepErrorCode;
  readonly hint: string;
  readonly params: Readonly<Record<string, unknown>>;

  constructor(code: SweepErrorCode, message: string, hint: string, params: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = "SweepError";
    this.code = code;
    this.hint = hint;
    this.params = params;
  }
}

/** The package a part of the program needs and that is not installed by default. */
export function packageMissing(names: readonly string[], what: string): SweepError {
  const list = names.map((name) => `\`${name}\``).join(" and ");
  return new SweepError(
    "package-missing",
    `${what} needs the ${names.length === 1 ? "package" : "packages"} ${list}, which ${names.length === 1 ? "is" : "are"} not installed.`,
    `npm install ${names.join(" ")}`,
    { packages: names },
  );
}
