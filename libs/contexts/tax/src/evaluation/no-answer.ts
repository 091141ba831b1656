import type { TaxQuestion } from '../second-source/question.js';

/** `ask`: what somebody outside a transaction may ask of a second source, to have an answer. */
export type NoAnswerReason = { code: string; message: string; ask?: TaxQuestion };

/** Leaves the evaluation at once: nobody may go on counting without an answer. Caught in `evaluate`, and nowhere else. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor(readonly code: `tax.${string}`, message: string) {
    super(message);
  }
}
