import { at } from '@stoa/platform/testing';
import { dayOf, dueToClose, monthsOf, nextPeriod, periodOf, startOf } from './month.js';

test('a month begins at midnight of its first day where the marketplace is, on both sides of the change of clocks', () => {
  expect(startOf('2026-10', 'Europe/Berlin')).toEqual(at('2026-09-30T22:00:00Z'));
  expect(startOf('2026-11', 'Europe/Berlin')).toEqual(at('2026-10-31T23:00:00Z'));
  expect(startOf('2026-11', 'America/Los_Angeles')).toEqual(at('2026-11-01T07:00:00Z'));
  expect(startOf('2026-12', 'America/Los_Angeles')).toEqual(at('2026-12-01T08:00:00Z'));
  expect(startOf('2026-03', 'Asia/Kathmandu')).toEqual(at('2026-02-28T18:15:00Z'));
  expect(startOf('2027-01', 'Pacific/Kiritimati')).toEqual(at('2026-12-31T10:00:00Z'));
  // Jordan put its clocks forward at the midnight that began April: the month began at one.
  expect(startOf('2016-04', 'Asia/Amman')).toEqual(at('2016-03-31T22:00:00Z'));
});

test('every moment of a month lies in it, and the one before it does not', () => {
  for (const zone of ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'America/Havana', 'Africa/Cairo', 'UTC']) {
    let period = '2019-11';
    for (let i = 0; i < 100; i += 1, period = nextPeriod(period)) {
      const start = startOf(period, zone);
      expect([zone, period, periodOf(start, zone), periodOf(new Date(start.getTime() - 1), zone) < period]).toEqual([zone, period, period, true]);
    }
  }
  expect(dayOf(at('2026-10-31T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-01');
});

test('months follow each other without a gap; closed ones keep their limits when the market’s time zone changes', () => {
  const closed = [{ period: '2026-09', until: at('2026-09-30T22:00:00Z'), closedAt: at('2026-10-01T00:00:00Z') }];
  const months = monthsOf({ closed, booked: { firstAt: at('2026-09-12T00:00:00Z'), lastAt: at('2026-11-02T00:00:00Z') }, now: at('2026-11-05T00:00:00Z'), timeZone: 'America/Los_Angeles' });
  expect(months.map(({ period, state, from, to }) => [period, state, from.toISOString(), to.toISOString()])).toEqual([
    ['2026-09', 'closed', '2026-09-01T07:00:00.000Z', '2026-09-30T22:00:00.000Z'],
    ['2026-10', 'closing', '2026-09-30T22:00:00.000Z', '2026-11-01T07:00:00.000Z'],
    ['2026-11', 'open', '2026-11-01T07:00:00.000Z', '2026-12-01T08:00:00.000Z'],
  ]);
  expect(monthsOf({ closed: [], booked: null, now: at('2026-11-05T00:00:00Z'), timeZone: 'UTC' }).map((month) => [month.period, month.state])).toEqual([['2026-11', 'open']]);
});

test('a month is due to be closed an hour after it is over', () => {
  const months = (now: string) => monthsOf({ closed: [], booked: { firstAt: at('2026-10-12T00:00:00Z'), lastAt: at('2026-10-12T00:00:00Z') }, now: at(now), timeZone: 'Europe/Berlin' });
  const due = (now: string) => dueToClose(months(now), at(now)).map((month) => month.period);
  expect([due('2026-10-31T22:59:59Z'), due('2026-10-31T23:59:59Z'), due('2026-11-01T00:00:00Z'), due('2026-12-15T00:00:00Z')]).toEqual([[], [], ['2026-10'], ['2026-10', '2026-11']]);
});
