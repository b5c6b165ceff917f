import { SweepError } from "../sweep-error.ts";

/** Where a queue is. */
export interface QueueAddress {
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
  if (url && /^(postgres|postgresql):$/.test(url.protocol)) {
    throw badUrl(text, "Only Redis is offered as a queue; Postgres is not.");
  }
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === "") {
    throw badUrl(hidePassword(text), `\`${hidePassword(text)}\` is not the address of a Redis.`);
  }
  if (!/^\/?\d*$/.test(url.pathname)) {
    throw badUrl(
      hidePassword(text),
      `What follows the host in \`${hidePassword(text)}\` must be the number of a database.`,
    );
  }
  return { url: text, shown: hidePassword(text) };
}

/** `redis://user:***@host`. */
function hidePassword(text: string): string {
  return text.replace(/(\/\/[^/@]*:)[^/]*@/, "$1***@").replace(/(\/\/)[^/:@]+@/, "$1***@");
}

function badUrl(url: string, message: string): SweepError {
  return new SweepError("bad-queue-url", message, "write it like `redis://localhost:6379`, or `rediss://` with TLS.", {
    url,
  });
}
