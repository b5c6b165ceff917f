/** A signal that Ctrl+C, or a request to end, sets off once; a second one ends the process as usual. */
export function stopSignal(): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    end();
    controller.abort();
  };
  const end = (): void => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return { signal: controller.signal, end };
}
