import type { TaxDecisionId } from '@stoa/events/tax';
import type { Remitter } from './decision.js';

/** What was given back of one line of a decision, and of each authority's part of its tax. */
export type CorrectedLine = {
  readonly lineId: string;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly components: readonly { readonly authority: string; readonly name: string; readonly ratePct: string; readonly baseMinor: bigint; readonly taxMinor: bigint; readonly remitter: Remitter }[];
};

/** A change of what is owed by a decision: `given_back` lowers it, `taken_back` undoes that. */
export type Correction = {
  readonly decisionId: TaxDecisionId;
  readonly causeId: string;
  readonly direction: 'given_back' | 'taken_back';
  readonly currency: string;
  readonly lines: readonly CorrectedLine[];
};
