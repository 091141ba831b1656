import { type CompletionState, mayBecome } from './completion.js';

const states: readonly CompletionState[] = ['paying', 'awaiting', 'placed', 'declined', 'abandoned', 'needs_refund', 'refunded'];

test('what a completion may become: money that comes late is still placed or sent back, and what is placed or refunded stays so', () => {
  const moves = Object.fromEntries(states.map((from) => [from, states.filter((to) => mayBecome(from, to))]));

  expect(moves).toEqual({
    paying: ['awaiting', 'placed', 'declined', 'abandoned', 'needs_refund'],
    awaiting: ['placed', 'declined', 'abandoned', 'needs_refund'],
    placed: [],
    declined: ['placed', 'needs_refund'],
    abandoned: ['placed', 'needs_refund'],
    needs_refund: ['refunded'],
    refunded: [],
  });
});
