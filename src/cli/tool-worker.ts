/** What a thread of the tool server runs: one call, then it ends. */
import { parentPort, workerData } from "node:worker_threads";
import { answerTask, type ToolTask } from "../tool-server/answer-task.ts";
import type { ToolMessage } from "../tool-server/tool-threads.ts";

const send = (message: ToolMessage): void => parentPort?.postMessage(message);

// The server starts this file with a task and nothing else.
const answer = await answerTask(workerData as ToolTask, (done, total) => send({ kind: "progress", done, total }));
send({ kind: "answer", answer });
