import { startLikeMe } from "./own-script.ts";
import type { Hearer, PartWorker } from "./part-pool.ts";

/** Name of a worker of the worker: the same script, fetched once, in another role. */
export const PART_WORKER = "part";

export function startPartWorker({ answered, failed }: Hearer): PartWorker {
  const worker = startLikeMe(PART_WORKER);
  worker.onmessage = ({ data }: MessageEvent<unknown>) => answered(data);
  worker.onerror = ({ message }) => failed(message);
  return { solve: (task) => worker.postMessage(task), end: () => worker.terminate() };
}
