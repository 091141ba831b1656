import { type DeliveryState, mayBecome, nextLook } from './delivery.js';

const states: readonly DeliveryState[] = ['waiting', 'sent', 'delivered', 'refused', 'failed'];

test('what is settled stays so, and what was sent does not wait again', () => {
  expect(Object.fromEntries(states.map((from) => [from, states.filter((to) => mayBecome(from, to))]))).toEqual({
    waiting: ['sent', 'delivered', 'refused', 'failed'], sent: ['delivered', 'refused', 'failed'], delivered: [], refused: [], failed: [],
  });
});

test('the access point is asked after 15 seconds, a minute, five, thirty, then every two hours for three days, and no more', () => {
  const now = new Date('2026-03-01T09:00:00Z');
  const waits: number[] = [];
  for (let looks = 0, next = nextLook(looks, now); next !== null; looks += 1, next = nextLook(looks, now)) waits.push((next.getTime() - now.getTime()) / 60_000);
  expect([waits.slice(0, 6), waits.length, Math.round(waits.reduce((sum, wait) => sum + wait, 0) / 60)]).toEqual([[0.25, 1, 5, 30, 120, 120], 39, 71]);
});
