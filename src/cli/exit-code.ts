/** How a command ended. */
export const exitCode = {
  done: 0,
  /** The crisis file has errors. */
  fileErrors: 1,
  /** The command was not used as its help says. */
  wrongUse: 2,
  /** Stopped with Ctrl+C before it was done; what it has is kept. */
  stopped: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
