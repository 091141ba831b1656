import type { SampleFile } from './write-samples.js';

/** One mistake for each set of rules: what is looked for, and what stands there instead. */
const MISTAKES: Readonly<Record<string, readonly [find: RegExp, put: string]>> = {
  'en16931-ubl-invoice': [/(<cbc:TaxInclusiveAmount [^>]*>)/, '$11'],
  'en16931-ubl-credit-note': [/(<cbc:LineExtensionAmount [^>]*>)/, '$11'],
  'en16931-cii': [/(<ram:GrandTotalAmount>)/, '$11'],
  'peppol-invoice': [/<cbc:EndpointID.*?<\/cbc:EndpointID>/, ''],
  'peppol-credit-note': [/<cbc:EndpointID.*?<\/cbc:EndpointID>/, ''],
  'xrechnung-ubl-invoice': [/<cbc:BuyerReference>.*?<\/cbc:BuyerReference>/, ''],
  'xrechnung-ubl-credit-note': [/<cbc:BuyerReference>.*?<\/cbc:BuyerReference>/, ''],
  'xrechnung-cii': [/<ram:BuyerReference>.*?<\/ram:BuyerReference>/, ''],
};

/** A Factur-X file is judged as a PDF to be kept and as a carrier of an invoice: one mistake in each. */
const FACTUR_X: readonly (readonly [find: RegExp, put: string])[] = [[/\/S \/GTS_PDFA1/, '/S /GTS_NONE1'], [/<fx:ConformanceLevel>EN 16931/, '<fx:ConformanceLevel>EN 99999']];

/** For every set of rules the first file that it judges, with a mistake in it: a judge who does not see it judges nothing. */
export function spoiled(files: readonly SampleFile[]): SampleFile[] {
  return [...new Set(files.flatMap((file) => file.rules))].flatMap((rules) => {
    const mistake = MISTAKES[rules];
    const mistakes = rules === 'facturx' ? FACTUR_X : mistake === undefined ? [] : [mistake];
    const good = files.find((file) => file.rules.includes(rules));
    if (mistakes.length === 0 || !good) throw new Error(`There is no mistake for ${rules}`);
    const text = good.bytes.toString('latin1'); // a PDF is bytes, and the mistakes are of ASCII
    return mistakes.map(([find, put], index) => {
      const bad = text.replace(find, put);
      if (bad === text) throw new Error(`The mistake for ${rules} changes nothing`);
      return { name: `broken/${rules}-${index + 1}.${good.name.split('.').at(-1)}`, bytes: Buffer.from(bad, 'latin1'), rules: [rules] };
    });
  });
}
