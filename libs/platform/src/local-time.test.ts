import { localMoment, momentOf, periodAt, periodBounds } from './local-time.js';

test('a period begins and ends at midnight where it is counted, summer time or not', () => {
  expect(periodBounds('2026-11', 'Europe/Berlin')).toEqual({ from: new Date('2026-10-31T23:00:00Z'), to: new Date('2026-11-30T23:00:00Z') });
  expect(periodBounds('2026-10', 'Europe/Berlin')).toEqual({ from: new Date('2026-09-30T22:00:00Z'), to: new Date('2026-10-31T23:00:00Z') });
  expect(periodBounds('2026-12', 'America/Los_Angeles')).toEqual({ from: new Date('2026-12-01T08:00:00Z'), to: new Date('2027-01-01T08:00:00Z') });
  expect(periodBounds('2026-Q2', 'Asia/Kolkata')).toEqual({ from: new Date('2026-03-31T18:30:00Z'), to: new Date('2026-06-30T18:30:00Z') });
  expect(periodBounds('2026', 'Pacific/Auckland')).toEqual({ from: new Date('2025-12-31T11:00:00Z'), to: new Date('2026-12-31T11:00:00Z') });
});

test('a moment lies in the period that holds it, and in no other', () => {
  const zone = 'Europe/Helsinki';
  for (const [kind, period] of [['month', '2026-03'], ['quarter', '2026-Q1'], ['year', '2026']] as const) {
    const { from, to } = periodBounds(period, zone);
    expect([periodAt(from, kind, zone), periodAt(new Date(to.getTime() - 1), kind, zone)]).toEqual([period, period]);
    expect([periodAt(new Date(from.getTime() - 1), kind, zone), periodAt(to, kind, zone)]).not.toContain(period);
  }
});

test('no such period is refused', () => {
  for (const wrong of ['2026-13-01', '2026-13', '2026-00', '2026-Q5', '26', '']) expect(() => periodBounds(wrong, 'UTC')).toThrow(RangeError);
});

test('a time that summer time skips is the moment after the gap, one that comes twice the first', () => {
  expect(momentOf('2026-03-29', 150, 'Europe/Berlin')).toEqual(new Date('2026-03-29T01:30:00Z'));
  expect(momentOf('2026-10-25', 150, 'Europe/Berlin')).toEqual(new Date('2026-10-25T00:30:00Z'));
  expect(localMoment(new Date('2026-10-25T00:30:00Z'), 'Europe/Berlin')).toEqual({ day: '2026-10-25', weekday: 7, minutes: 150 });
});
