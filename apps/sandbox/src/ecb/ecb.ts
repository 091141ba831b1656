import { Router } from 'express';

const DAY_MS = 86_400_000;
const [SUNDAY, SATURDAY] = [0, 6];
/** Units of each currency for one euro: figures of some day, the same on every day here. */
const RATES: Readonly<Record<string, string>> = {
  USD: '1.1592', JPY: '179.35', BGN: '1.9558', CZK: '24.215', DKK: '7.4671', GBP: '0.8803', HUF: '384.10', PLN: '4.2345', RON: '5.0870', SEK: '10.9835', CHF: '0.9312', ISK: '146.60', NOK: '11.6240', TRY: '49.0325',
  AUD: '1.7846', BRL: '6.1890', CAD: '1.6275', CNY: '8.2466', HKD: '9.0214', IDR: '19362.45', ILS: '3.7720', INR: '102.8160', KRW: '1694.20', MXN: '21.2935', MYR: '4.8085', NZD: '2.0470', PHP: '68.115', SGD: '1.5120', THB: '37.545', ZAR: '19.8975',
};

/** The European Central Bank's file of reference rates. The day in the address is the one on which it is asked for: on a weekend it is Friday's file that lies there. */
export function ecbRoutes(): Router {
  const router = Router();
  router.get('/stats/eurofxref/eurofxref-daily.xml', (req, res) => {
    const asked = Object.keys(req.query)[0] ?? '';
    const day = workingDay(/^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(asked)) ? Date.parse(asked) : Date.now());
    const cubes = Object.entries(RATES).map(([currency, rate]) => `\t\t\t<Cube currency='${currency}' rate='${rate}'/>`).join('\n');
    res.type('text/xml').send(`<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
\t<Cube>
\t\t<Cube time='${day}'>
${cubes}
\t\t</Cube>
\t</Cube>
</gesmes:Envelope>
`);
  });
  return router;
}

function workingDay(atMs: number): string {
  let ms = atMs;
  while ([SUNDAY, SATURDAY].includes(new Date(ms).getUTCDay())) ms -= DAY_MS;
  return new Date(ms).toISOString().slice(0, 10);
}
