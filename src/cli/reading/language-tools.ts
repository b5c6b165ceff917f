import type { TextTools } from "../../events/reading/text-tools.ts";
import { winkTools } from "../../events/reading/wink-tools.ts";
import { optionalPackage } from "../optional-package.ts";

const purpose = "`brink read`";

/**
 * The packages for English text.
 *
 * @throws {CommandError} `package-missing`
 */
export async function languageTools(): Promise<TextTools> {
  const wink = await optionalPackage("wink-nlp", "2.4.0", purpose, () => import("wink-nlp"));
  const model = await optionalPackage(
    "wink-eng-lite-web-model",
    "1.8.1",
    purpose,
    () => import("wink-eng-lite-web-model"),
  );
  const chrono = await optionalPackage("chrono-node", "2.10.3", purpose, () => import("chrono-node"));
  return winkTools({ winkNLP: wink.default, model: model.default, chrono });
}
