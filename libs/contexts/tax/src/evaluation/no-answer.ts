export type NoAnswerReason = { code: string; message: string };

/** Leaves the evaluation at once: nobody may go on counting without an answer. Caught in `evaluate`, and nowhere else. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor(readonly code: `tax.${string}`, message: string) {
    super(message);
  }
}
