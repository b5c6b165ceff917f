/** Where a worker of the one-file page finds the script it was made from. */
export const CARRIED_SCRIPT = "carriedScript";

/** An address at which a text can be started as a worker. */
export function scriptAddress(script: string): string {
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
}

let made: string | undefined;

/** Starts a worker with the script of the worker that calls. */
export function startLikeMe(name: string): Worker {
  const script: unknown = Reflect.get(self, CARRIED_SCRIPT);
  if (typeof script !== "string") return new Worker(self.location.href, { type: "module", name });
  made ??= scriptAddress(script);
  return new Worker(made, { name });
}
