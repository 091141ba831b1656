import { at } from '@stoa/platform/testing';
import { dayOf, dueToClose, monthsOf } from './month.js';

test('months lie end to end and hold every moment of theirs, wherever the clocks hang and whenever they change', () => {
  for (const timeZone of ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'America/Havana', 'Asia/Amman', 'UTC']) {
    const months = monthsOf({ closed: [], booked: { firstAt: at('2015-11-05T00:00:00Z'), lastAt: at('2015-11-05T00:00:00Z') }, now: at('2026-10-31T12:00:00Z'), timeZone });
    expect([timeZone, months.length, months[0]!.period, months.at(-1)!.period]).toEqual([timeZone, 132, '2015-11', '2026-10']);
    for (const [i, month] of months.entries()) {
      expect(month.from).toEqual(months[i - 1]?.to ?? month.from);
      expect([timeZone, month.period, dayOf(month.from, timeZone), dayOf(new Date(month.to.getTime() - 1), timeZone).slice(0, 7)]).toEqual([timeZone, month.period, `${month.period}-01`, month.period]);
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
