import { SweepError } from "../sweep-error.ts";

/** Where a queue is. */
export interface QueueAddress {
  readonly kind: "redis" | "postgres";
  readonly url: string;
  /** Without the password, to be shown. */
  readonly shown: string;
}

/**
 * The address of a queue as given on the command line.
 *
 * @throws {SweepError} `bad-queue-url`.
 */
export function queueAddress(text: string): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^postgres(ql)?:$/.test(url.protocol)) return postgresAddress(text, url);
  if (url && /^rediss?:$/.test(url.protocol) && url.hostname !== "") return redisAddress(text, url);
  const shown = hideSecrets(text);
  throw badUrl(text, `\`${shown}\` is not the address of a Redis or a Postgres.`, eitherWay);
}

function redisAddress(text: string, url: URL): QueueAddress {
  // A lone user may be a password whose colon was forgotten.
  const shown = hideSecrets(text).replace(/(\/\/)[^/:@]+@/, "$1***@");
  if (/^\/?\d*$/.test(url.pathname)) return { kind: "redis", url: text, shown };
  throw badUrl(text, `What follows the host in \`${shown}\` must be the number of a database.`, redisWay);
}

function postgresAddress(text: string, url: URL): QueueAddress {
  const shown = hideSecrets(text);
  if (url.hostname === "" && !url.searchParams.has("host")) {
    throw badUrl(text, `\`${shown}\` names no host.`, postgresWay);
  }
  if (!/^\/[^/]+$/.test(url.pathname)) {
    throw badUrl(text, `What follows the host in \`${shown}\` must be the name of a database.`, postgresWay);
  }
  return { kind: "postgres", url: text, shown };
}

/** `redis://user:***@host`, also where a mistake keeps it from being read as an address. */
function hideSecrets(text: string): string {
  return text.replace(/(\/\/[^/@:]*:).*@/, "$1***@").replace(/([?&]password=)[^&]*/gi, "$1***");
}

const redisWay = "write it like `redis://localhost:6379`, or `rediss://` with TLS.";
const postgresWay =
  "write it like `postgres://USER@localhost/DATABASE`, or `postgres:///DATABASE?host=/run/postgresql` for a socket.";
const eitherWay = "write it like `redis://localhost:6379` or `postgres://USER@localhost/DATABASE`.";

function badUrl(url: string, message: string, hint: string): SweepError {
  return new SweepError("bad-queue-url", message, hint, { url: hideSecrets(url) });
}
