/**
 * The catalogue of everything the language can say to a person: a stable code,
 * how grave it is, the words, and one hint. Split by theme in `messages/`.
 */
import type { Diagnostic, RelatedPlace, Span } from "../text/diagnostic.ts";
import { type CheckParams, checkMessages } from "./messages/check-messages.ts";
import { type GameParams, gameMessages } from "./messages/game-messages.ts";
import type { Messages } from "./messages/message.ts";
import { type NameParams, nameMessages } from "./messages/name-messages.ts";
import { type ReportParams, reportMessages } from "./messages/report-messages.ts";
import { type ShapeParams, shapeMessages } from "./messages/shape-messages.ts";
import { type SyntaxParams, syntaxMessages } from "./messages/syntax-messages.ts";

/** Values each message is made of, by code. */
export interface MessageParams extends SyntaxParams, ShapeParams, NameParams, CheckParams, ReportParams, GameParams {}

export type MessageCode = keyof MessageParams;

/** The words of every code. */
export const messages: Messages<MessageParams> = {
  ...syntaxMessages,
  ...shapeMessages,
  ...nameMessages,
  ...checkMessages,
  ...reportMessages,
  ...gameMessages,
};

/**
 * A diagnostic with the words of its code.
 *
 * @param at      the place that is wrong; absent where no place in a file is.
 * @param related other places that matter, each with a short note.
 *
 * @example createDiagnostic("no-otherwise", { state: "war = none" }, crisis.at)
 */
export function createDiagnostic<C extends MessageCode>(
  code: C,
  params: MessageParams[C],
  at?: Span,
  related: readonly RelatedPlace[] = [],
): Diagnostic {
  const { severity, message, hint } = messages[code];
  return {
    code,
    severity,
    message: message(params),
    hint: hint(params),
    ...(at ? { span: at } : {}),
    ...(related.length > 0 ? { related } : {}),
    params: { ...params },
  };
}
