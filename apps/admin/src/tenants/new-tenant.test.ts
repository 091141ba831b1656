import { checkDraft, emptyDraft, emptyMarket, prefixFrom, slugFrom, toNewTenant, withPlace, type RulePack, type TenantDraft } from './new-tenant.js';

const pack = (id: string, kind: RulePack['kind'], name: string, chain: string[], currency: string | null, timeZone: string | null, priceMode: RulePack['price_mode']): RulePack => ({ id, kind, name: { en: name }, version: '2026.11.1', chain, currency, time_zone: timeZone, price_mode: priceMode });
export const packs: RulePack[] = [
  pack('EU', 'union', 'European Union', ['EU'], null, null, null), pack('DE', 'country', 'Germany', ['EU', 'DE'], 'EUR', 'Europe/Berlin', 'incl'), pack('FI', 'country', 'Finland', ['EU', 'FI'], 'EUR', 'Europe/Helsinki', 'incl'),
  pack('US', 'federation', 'United States', ['US'], null, null, null), pack('US-CA', 'region', 'California', ['US', 'US-CA'], 'USD', 'America/Los_Angeles', 'excl'),
];
const market = (key: string, ...ids: string[]) => packs.filter((one) => ids.includes(one.id)).reduce((draft, one) => withPlace(draft, one, true), emptyMarket(key));
const ponto: TenantDraft = {
  ...emptyDraft, name: 'Ponto & Linha', slug: 'ponto-linha', legalName: 'Ponto e Linha Lda', numberPrefix: 'PON', supportEmail: 'help@ponto.example', plan: 'growth', country: 'DE', line1: 'Am Sandtorkai 3', postcode: '20457', city: 'Hamburg', staffName: 'Inês Duarte', staffEmail: 'ines@ponto.example',
  markets: [market('m1', 'DE', 'FI')], defaultMarket: 'm1',
};

test('a market begins as the law of its place says, and what was typed stays', () => {
  expect(market('m1', 'US-CA')).toEqual({ key: 'm1', places: ['US-CA'], code: 'us-ca', name: 'California', currency: 'USD', languages: 'en', timeZone: 'America/Los_Angeles', priceMode: 'excl' });
  const typed = withPlace({ ...emptyMarket('m1'), name: 'Der Norden', languages: 'de' }, packs[1]!, true);
  expect(typed).toMatchObject({ name: 'Der Norden', languages: 'de', currency: 'EUR' });
  expect(withPlace(typed, packs[2]!, true)).toMatchObject({ places: ['DE', 'FI'], languages: 'de, fi', timeZone: 'Europe/Berlin' });
  expect(withPlace(typed, packs[1]!, false).places).toEqual([]);
});

test('a complete draft has nothing wrong, and goes out as the API wants it', () => {
  expect(checkDraft(ponto)).toEqual({});
  expect(toNewTenant({ ...ponto, registrations: [{ key: 'r1', place: 'US-CA', scheme: 'sales_tax', number: ' 1 ' }] }, packs)).toMatchObject({
    currency: 'EUR', locale: 'de', domain: null, register_number: null, registrations: [{ country: 'US', region: 'CA', scheme: 'sales_tax', number: '1' }], first_staff: { email: 'ines@ponto.example', name: 'Inês Duarte' },
    markets: [{ code: 'de', countries: ['DE', 'FI'], regions: [], rule_packs: ['EU', 'DE', 'FI'], locales: ['de', 'fi'], default_locale: 'de', is_default: true }],
  });
  expect(toNewTenant({ ...ponto, markets: [market('m1', 'US-CA')] }, packs).markets[0]).toMatchObject({ countries: ['US'], regions: ['US-CA'], rule_packs: ['US', 'US-CA'], price_mode: 'excl' });
});

test.each<[string, Partial<TenantDraft>, string[]]>([
  ['nothing at all', { name: '', slug: '', legalName: ' ' }, ['/name', '/slug', '/legal_name']],
  ['a short name with a space', { slug: 'ponto linha' }, ['/slug']],
  ['a prefix in small letters', { numberPrefix: 'pon' }, ['/number_prefix']],
  ['a support address that is none', { supportEmail: 'ponto.example' }, ['/support_email']],
  ['an address instead of a host', { domain: 'https://ponto.example' }, ['/domain']],
  ['a country there is not', { country: 'QQ' }, ['/home_country']],
  ['a market without a place', { markets: [emptyMarket('m1')] }, ['/markets/0/countries', '/markets/0/name', '/markets/0/code', '/markets/0/currency', '/markets/0/locales', '/markets/0/time_zone']],
  ['a place in two markets', { markets: [market('m1', 'DE'), { ...market('m2', 'DE'), code: 'd2' }] }, ['/markets/0/countries', '/markets/1/countries']],
  ['two markets by one code', { markets: [market('m1', 'DE'), { ...market('m2', 'FI'), code: 'de' }] }, ['/markets/0/code', '/markets/1/code']],
  ['two currencies in one marketplace', { markets: [market('m1', 'DE'), market('m2', 'US-CA')] }, ['/markets/1/currency']],
  ['a language nobody speaks so', { markets: [{ ...market('m1', 'DE'), languages: 'Deutsch' }] }, ['/markets/0/locales']],
  ['a time zone there is not', { markets: [{ ...market('m1', 'DE'), timeZone: 'Berlin' }] }, ['/markets/0/time_zone']],
  ['a registration without its number', { registrations: [{ key: 'r1', place: 'DE', scheme: 'vat', number: '' }] }, ['/registrations/0/number']],
  ['nobody to invite', { staffName: '', staffEmail: '' }, ['/first_staff/name', '/first_staff/email']],
])('%s is told by its field', (_what, change, pointers) => {
  expect(Object.keys(checkDraft({ ...ponto, ...change }))).toEqual(pointers);
});

test('a name proposes its short forms', () => {
  expect([slugFrom('Ponto & Linha'), slugFrom('Töpferei 24'), prefixFrom('Öland & Co')]).toEqual(['ponto-linha', 'topferei-24', 'OLA']);
});
