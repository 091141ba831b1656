import { asTenant } from '@stoa/platform/testing';
import type { Registration } from '../evaluation/facts.js';
import { aConsignment, place, thePacks } from '../testing.js';
import { decideTax } from './decide-tax.js';

const finnish = (...registrations: Registration[]) => aConsignment({
  shipFrom: place('FI', { postcode: '20100', city: 'Turku' }),
  seller: { id: 'v1', country: 'FI', establishments: ['FI'], registrations: [{ country: 'FI', scheme: 'vat', number: 'FI20774740' }, ...registrations], smallBusiness: false, crossBorderYtdMinor: 2_000_000n, oss: false },
});

test('a number of the packaging register is no registration for tax: above the limit a sale to its country has no answer', () =>
  asTenant(async (ctx) => {
    const decided = async (...registrations: Registration[]) => {
      const answer = await decideTax(ctx, { packs: thePacks() }, finnish(...registrations));
      return answer.outcome === 'decided' ? [answer.decision.scheme, answer.decision.lines[0]!.components.map(({ ratePct }) => ratePct), answer.decision.facts.seller.registrations.map(({ scheme }) => scheme)] : answer;
    };
    expect(await decided({ country: 'DE', scheme: 'lucid', number: 'DE4711938271504' })).toMatchObject({ outcome: 'no_answer' });
    expect(await decided({ country: 'DE', scheme: 'vat', number: 'DE129273398' })).toEqual(['distance_sale_local', ['19'], ['vat', 'vat']]);
  }));
