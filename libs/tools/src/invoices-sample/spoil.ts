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
  // It says of itself to be what no file is.
  facturx: [/<pdfaid:part>3/, '<pdfaid:part>9'],
  'xrechnung-cii': [/<ram:BuyerReference>.*?<\/ram:BuyerReference>/, ''],
};

/** For every set of rules the first file that it judges, with a mistake in it: a judge who does not see it judges nothing. */
export function spoiled(files: readonly SampleFile[]): SampleFile[] {
  return [...new Set(files.flatMap((file) => file.rules))].map((rules) => {
    const mistake = MISTAKES[rules];
    const good = files.find((file) => file.rules.includes(rules));
    if (!mistake || !good) throw new Error(`There is no mistake for ${rules}`);
    const text = good.bytes.toString('latin1'); // a PDF is bytes, and the mistakes are of ASCII
    const bad = text.replace(...mistake);
    if (bad === text) throw new Error(`The mistake for ${rules} changes nothing`);
    return { name: `broken/${rules}.${good.name.split('.').at(-1)}`, bytes: Buffer.from(bad, 'latin1'), rules: [rules] };
  });
}
