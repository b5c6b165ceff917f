/** What a worker thread runs. It imports only what a part needs, so that it starts fast. */
export { answerPart } from "../analysis/part-answer.ts";
export { runDraws } from "../analysis/ranges/run-draws.ts";
