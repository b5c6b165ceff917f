/** What a worker thread runs. It imports only what a part needs, so that it starts fast. */
import { answerPart } from "../analysis/part-answer.ts";

export default answerPart;
