import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request comes from this desk's own page or from the address bar.
 * The host is checked against names that were made to lead to this machine,
 * the origin against pages of others.
 *
 * @returns undefined where it may pass, else why not
 */
export function refusalOf(
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  port: number,
): string | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host)) return "This desk answers to its own address only.";
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`)) {
    return "This desk answers to its own page only.";
  }
  const changes = request.method !== "GET" && request.method !== "HEAD";
  if (changes && origin === undefined) return "A change must say which page it comes from.";
  const site = request.headers["sec-fetch-site"];
  const opensPage = request.headers["sec-fetch-mode"] === "navigate" && !changes;
  if (site !== undefined && site !== "same-origin" && site !== "none" && !opensPage) {
    return "This desk answers to its own page only.";
  }
  return undefined;
}

/**
 * What the page may do: run and show its own files, ask its own server, and
 * nothing else. `blob:` lets a picture drawn on the page be saved as PNG.
 */
export const contentPolicy: string = policyWith("'self'");

/**
 * The same for the worker that solves, which has no page to change: it may
 * compile WebAssembly, which solves several games at once. Text is not run there either.
 */
export const workerPolicy: string = policyWith("'self' 'wasm-unsafe-eval'");

function policyWith(scripts: string): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Sent with every answer. */
export const safeHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": contentPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};
