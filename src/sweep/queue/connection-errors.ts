/** What can keep a connection from being there, whatever the server. */

/** Milliseconds until an answer to the first greeting is given up. */
export const GREETING = 5000;
/** Milliseconds between two tries to connect again. */
export const AGAIN = 500;

/** Codes of Node for a connection that is gone or cannot be made. */
const GONE = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  // The socket file of a server on this machine that does not run.
  "ENOENT",
];

export function isConnectionError(thrown: unknown): thrown is Error {
  return thrown instanceof Error && "code" in thrown && GONE.includes(String(thrown.code));
}

/** Why no connection was made, to follow a colon. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = "code" in cause ? String(cause.code) : "";
  const host = "hostname" in cause ? ` \`${String(cause.hostname)}\`` : "";
  const file = "address" in cause ? cause.address : "path" in cause ? cause.path : "";
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: "the connection is refused",
    ENOTFOUND: `there is no host${host}`,
    EAI_AGAIN: `the host${host} cannot be looked up`,
    ETIMEDOUT: "no answer came in time",
    ECONNRESET: "the connection is closed at once",
    ENOENT: `there is no file \`${String(file)}\``,
  };
  return known[code] ?? cause.message.replace(/\.$/, "");
}

/** @throws {Error} when no answer came within the time of a greeting. */
export async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${GREETING / 1000} seconds`)), GREETING);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
