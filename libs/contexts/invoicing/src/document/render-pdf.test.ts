import { readPdf } from '../testing.js';
import { type DocumentContents, type DocumentLine, type Party, UNSAID } from './document.js';
import { renderPdf } from './render-pdf.js';

const highballs: DocumentLine = { kind: 'goods', title: 'Fluted Highballs, Set of 2', detail: 'OG-002', quantity: 1, unit: 'C62', unitNetMinor: 4800n, netMinor: 4800n, ratePct: '9.75', taxMinor: 468n, grossMinor: 5268n, discounts: [], shares: [], code: null };
const unknown = { phone: null, taxNumber: null, address: null, electronicAddress: null };
const party = (name: string, addressLines: string[], more: Partial<Party> = {}): Party => ({ name, addressLines, vatId: null, registerNumber: null, email: null, ...unknown, ...more });
const tax = (label: string, ratePct: string, taxMinor: bigint) => ({ label, ratePct, baseMinor: 4800n, taxMinor });
const aReceipt = (more: Partial<DocumentContents> = {}): DocumentContents => ({
  ...UNSAID, type: 'receipt', number: 'OG-2026-00004', locale: 'en', currency: 'USD', issuedOn: '2026-11-21', suppliedOn: '2026-11-21', onBehalfBy: 'Solano Market Inc.', orderNumbers: ['SOL-JHXZ-RRW1-3'], priceMode: 'excl',
  issuer: party('Otay Glass Works LLC', ['2365 Paseo de las Americas', 'San Diego, CA 92154', 'United States'], { registerNumber: 'CA LLC 201933510871', email: 'june@otayglass.example' }),
  buyer: party('Nora Whitfield', ['2711 Glendower Avenue', 'Los Angeles, CA 90027', 'United States']),
  lines: [highballs],
  taxes: [
    tax('Tax 6%, State of California', '6', 288n), tax('Tax 1.25%, Uniform local tax (Bradley-Burns)', '1.25', 60n), tax('Tax 0.5%, Los Angeles County Transportation Commission, Proposition A', '0.5', 24n),
    tax('Tax 0.5%, Los Angeles County Transportation Commission, Proposition C', '0.5', 24n), tax('Tax 0.5%, Los Angeles County, affordable housing and homelessness, Measure A', '0.5', 24n),
  ],
  notes: ['Solano Market Inc. collects and remits the tax on this sale as marketplace facilitator.'], totals: { netMinor: 4800n, taxMinor: 468n, grossMinor: 5268n },
  discounts: [], roundingMinor: 0n, prepaidMinor: 5268n, dueOn: null, paymentBy: { means: 'card', iban: null, accountName: null, mandate: null }, corrects: [], period: null, deliveredTo: null, buyerReference: null, taxCurrency: null,
  paid: { on: '2026-11-21', brand: 'visa', last4: '4242' }, brand: { name: 'Solano', color: '#a81c07' }, ...more,
});
const anInvoice = (more: Partial<DocumentContents> = {}): DocumentContents => aReceipt({
  type: 'invoice', number: 'KL-2026-00005', locale: 'de', currency: 'EUR', priceMode: 'incl', onBehalfBy: 'Oma Markt eG', notes: [],
  issuer: party('Keramik Lindqvist Oy', ['Peltorivi 1', '10470 Fiskars', 'Finnland'], { vatId: 'FI29384715', registerNumber: '2938471-5', email: 'saara@lindqvist.example' }),
  buyer: party('Jörg Straß', ['Gartenweg 7', '50667 Köln', 'Deutschland']),
  lines: [{ ...highballs, title: 'Becher „Meri“, Blau', quantity: 2, unitNetMinor: 3277n, netMinor: 6555n, ratePct: '19', taxMinor: 1245n, grossMinor: 7800n }],
  taxes: [{ label: 'MwSt. 19 %, Deutschland', ratePct: '19', baseMinor: 6555n, taxMinor: 1245n }], totals: { netMinor: 6555n, taxMinor: 1245n, grossMinor: 7800n }, prepaidMinor: 7800n, ...more,
});
const read = async (contents: DocumentContents) => readPdf(await renderPdf(contents, { compress: false }));
const textOf = async (contents: DocumentContents) => (await read(contents)).map((run) => run.text.replaceAll('\u00a0', ' ').trim()).join('\n');

test('a German invoice says who sold what to whom, with the tax per rate and who wrote it', async () => {
  const text = await textOf(anInvoice());
  for (const said of ['Rechnung', 'KL-2026-00005', '21. November 2026', 'Keramik Lindqvist Oy', 'USt-IdNr. FI29384715', 'Jörg Straß', '50667 Köln', 'Becher „Meri“, Blau', '32,77 €', '19 %', '65,55 €', '12,45 €', '78,00 €',
    'MwSt. 19 %, Deutschland auf 65,55 €', 'Vollständig bezahlt mit Visa •••• 4242 am 21. November 2026.', 'Ausgestellt von Oma Markt eG im Namen und für Rechnung des Verkäufers.', 'Seite 1 von 1']) expect(text).toContain(said);
});

test('an American receipt states prices before tax, and every authority\'s part of it', async () => {
  const text = await textOf(aReceipt());
  for (const said of ['Receipt', 'Each', 'Subtotal', '$48.00', '9.75%', 'Tax 6%, State of California on $48.00', '$2.88', '$52.68', 'Paid in full by Visa •••• 4242 on November 21, 2026.']) expect(text).toContain(said);
  expect(text).not.toContain('net');
});

test('however long the names of the taxes are, no line is printed over another', async () => {
  const runs = await read(aReceipt());
  for (const run of runs) {
    const sameColumn = runs.filter((other) => other !== run && other.page === run.page && Math.abs(other.x - run.x) < 1 && other.y <= run.y);
    for (const other of sameColumn) expect([run.text, other.text, run.y - other.y >= Math.min(run.size, other.size)]).toEqual([run.text, other.text, true]);
  }
});

test('sixty lines go over to further pages, each with its head and its number', async () => {
  const runs = await read(anInvoice({ lines: Array.from({ length: 60 }, (_, index) => ({ ...highballs, title: `Becher Nr. ${index + 1}` })) }));
  const pages = Math.max(...runs.map((run) => run.page));
  expect(pages).toBeGreaterThan(2);
  expect(runs.filter((run) => run.text.trim() === 'Ware').map((run) => run.page)).toEqual(Array.from({ length: pages }, (_, index) => index + 1));
  expect(runs.filter((run) => run.text.startsWith('Becher Nr.'))).toHaveLength(60);
  expect(runs.filter((run) => run.text.startsWith('Seite')).map((run) => run.text)).toEqual(Array.from({ length: pages }, (_, index) => `Seite ${index + 1} von ${pages}`));
  expect(Math.min(...runs.map((run) => run.y))).toBeGreaterThan(30);
});

test('the same contents give the same bytes', async () => {
  expect((await renderPdf(aReceipt())).equals(await renderPdf(aReceipt()))).toBe(true);
});

test('what a paper says does not depend on the papers before it', async () => {
  const about = (title: string) => anInvoice({ lines: [{ ...highballs, title }] });
  expect(await textOf(about('Tafel \ufb01x'))).toContain('Tafel \ufb01x'); // one letter, drawn as
  expect(await textOf(about('Tafel fix'))).toContain('Tafel fix'); // these two are
  const [first, , again] = [await renderPdf(about('Tafel fix')), await renderPdf(about('Tafel \ufb01x')), await renderPdf(about('Tafel fix'))];
  expect(again.equals(first)).toBe(true);
});

test('names in letters of the far east and of India are printed, and a paper without them carries no font for them', async () => {
  const said = ['佐藤 遥', '髙﨑酒造', '王秀英 (简体)', '김서연', 'สมชาย ใจดี', 'अनीता शर्मा'];
  const paper = aReceipt({ lines: said.map((title) => ({ ...highballs, title })), totals: { netMinor: 28_800n, taxMinor: 0n, grossMinor: 28_800n }, taxes: [] });
  const text = await textOf(paper);
  for (const name of said.slice(0, 5)) expect(text).toContain(name);
  expect(text).not.toContain('\ufffd');
  const fonts = async (contents: DocumentContents) => [...new Set((await renderPdf(contents, { compress: false })).toString('latin1').match(/\/FontName \/F\d+A*\+[\w-]+/g))].map((name) => name.replace(/^.*\+/, '')).sort();
  expect(await fonts(paper)).toEqual(['HankenGrotesk-Bold', 'HankenGrotesk-Regular', 'NotoSansDevanagari-Regular', 'NotoSansJP-Regular', 'NotoSansKR-Regular', 'NotoSansThai-Regular', 'UnifontExMono']);
  expect(await fonts(aReceipt())).toEqual(['HankenGrotesk-Bold', 'HankenGrotesk-Regular']);
});

test('an amount beside Arabic letters keeps its digits in their order', async () => {
  const runs = await read(aReceipt({ locale: 'ar', currency: 'SAR' }));
  expect(runs.map((run) => run.text.trim())).toEqual(expect.arrayContaining(['48.00', '52.68']));
});
