import * as chrono from "chrono-node";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import type { TextTools } from "../../../src/events/reading/text-tools.ts";
import { winkTools } from "../../../src/events/reading/wink-tools.ts";

/** The packages the command line loads. */
export const tools: TextTools = winkTools({ winkNLP, model, chrono });
