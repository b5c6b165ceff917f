/** Solves one task of parts after the other. */
import { answerPart, type PartTask } from "brink";

self.onmessage = ({ data }: MessageEvent<PartTask>): void => self.postMessage(answerPart(data));
