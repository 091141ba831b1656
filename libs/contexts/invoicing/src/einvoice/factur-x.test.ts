import { inflateSync } from 'node:zlib';
import { aDocument, aParty, readPdf } from '../testing.js';
import { inSight } from '../document/pen.js';
import { renderPdf } from '../document/render-pdf.js';
import { toEInvoice } from './map-document.js';
import { writeCii } from './write-cii.js';

const potter = aParty('Töpferei Brandt & Söhne', { country: 'DE' }, { vatId: 'DE129273398', registerNumber: 'HRB 4711', email: 'brandt@example.com' });
const shopper = aParty('Lena Vogt', { country: 'DE' }, { email: 'lena@example.com' });
const invoice = aDocument({ issuer: potter, buyer: shopper, locale: 'de', lines: [{ title: 'Becher', quantity: 2, netMinor: 6555n, ratePct: '19' }] });

function embedded(pdf: Buffer): string {
  const begin = pdf.indexOf('/EmbeddedFile\n');
  const stream = pdf.indexOf('stream\n', begin) + 'stream\n'.length;
  const bytes = pdf.subarray(stream, pdf.indexOf('\nendstream', stream));
  return (bytes[0] === 0x78 ? inflateSync(bytes) : bytes).toString();
}

test('an invoice carries itself as CII, as an alternative and by the name that readers look for', async () => {
  const pdf = await renderPdf(invoice);
  const text = pdf.toString('latin1');
  const mapped = toEInvoice(invoice, 'en16931');

  expect(mapped.outcome === 'mapped' && writeCii(mapped.invoice, 'en16931')).toBe(embedded(pdf));
  expect(text).toMatch(/\/Type \/Filespec\n\/AFRelationship \/Alternative\n\/F \(factur-x\.xml\)/);
  for (const said of ['<pdfaid:part>3</pdfaid:part>', '<pdfaid:conformance>A</pdfaid:conformance>', '<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>', '/S /GTS_PDFA1', '/Marked true', '/Lang (de)', '/DisplayDocTitle true']) expect(text).toContain(said);
});

test('names are escaped in what the file says of itself', async () => {
  expect((await renderPdf(invoice)).toString()).toContain('<dc:creator><rdf:Seq><rdf:li>Töpferei Brandt &amp; Söhne</rdf:li>');
});

test.each([
  ['a receipt', { type: 'receipt' as const }], ['an invoice of the United States', { issuer: aParty('Otay Glass', { country: 'US' }), buyer: aParty('Nora', { country: 'US' }) }], ['what lacks the buyer\'s address', { buyer: { ...shopper, address: null } }],
])('%s carries nothing', async (_what, more) => {
  const text = (await renderPdf({ ...invoice, ...more })).toString('latin1');
  expect(text).not.toContain('/EmbeddedFile');
  expect(text).toContain('<pdfaid:part>3</pdfaid:part>');
});

test('a screen reader is told a heading, tables with heads, and what stands the other way round as it was written', async () => {
  const pdf = await renderPdf({ ...invoice, buyer: { ...shopper, name: 'נועה לוי' } }, { compress: false });
  const text = pdf.toString('latin1');
  for (const type of ['/S /Document', '/S /H1', '/S /Table', '/S /TR', '/S /TH', '/S /TD', '/S /P']) expect(text).toContain(type);
  expect(pdf.includes(Buffer.concat([Buffer.from('/ActualText (\u00fe\u00ff', 'latin1'), Buffer.from('נועה לוי', 'utf16le').swap16()]))).toBe(true);
});

test('letters that no font has are shown as missing, and never as nothing', async () => {
  const seen = readPdf(await renderPdf({ ...invoice, buyer: { ...shopper, name: '\u0378\u0379 Hanako' } }, { compress: false })).map((run) => run.text);
  expect(seen).toContain('\ufffd\ufffd Hanako');
});

test('words from the right to the left change places, with the numbers between and behind them, and others stay', () => {
  expect(inSight(['Mug', 'א', 'ב', 'blue'])).toEqual(['Mug', 'ב', 'א', 'blue']);
  expect(inSight(['א', '12', 'ב'])).toEqual(['ב', '12', 'א']);
  expect(inSight(['א', 'ב', '77'])).toEqual(['77', 'ב', 'א']);
  expect(inSight(['12345', 'א'])).toEqual(['א', '12345']);
  expect(inSight(['on', '21', 'א', '2026'])).toEqual(['on', '21', '2026', 'א']);
  expect(inSight(['21', '2026'])).toEqual(['21', '2026']);
  expect(inSight(['Gartenweg', '7'])).toEqual(['Gartenweg', '7']);
});
