import { setTimeout as sleep } from 'node:timers/promises';
import express, { Router } from 'express';

const STATES = new Set(['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'EL', 'ES', 'FI', 'FR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK', 'XI']);
const SLOW_MS = 5_000;
type Question = { countryCode?: unknown; vatNumber?: unknown; requesterMemberStateCode?: unknown; requesterNumber?: unknown };

/** The European Union's register of VAT numbers: the last digits of a number say what becomes of the question. */
export function viesRoutes(): Router {
  const busyOnce = new Set<string>();
  const router = Router();
  router.use(express.json());
  router.post('/check-vat-number', async (req, res) => {
    const { countryCode, vatNumber, requesterMemberStateCode, requesterNumber } = req.body as Question;
    if (typeof countryCode !== 'string' || !STATES.has(countryCode) || typeof vatNumber !== 'string' || !/^[0-9A-Z+*.]{2,12}$/.test(vatNumber)) return void res.json(failure('INVALID_INPUT'));
    const tail = vatNumber.replace(/\D+$/, '').slice(-3);
    if (tail === '997') await sleep(SLOW_MS, undefined, { ref: false });
    if (tail === '999') return void res.json(failure('MS_UNAVAILABLE'));
    if (tail === '998' && !busyOnce.has(countryCode + vatNumber)) {
      busyOnce.add(countryCode + vatNumber);
      return void res.json(failure('MS_MAX_CONCURRENT_REQ'));
    }
    const isKnown = tail !== '000';
    res.json({
      countryCode, vatNumber, requestDate: new Date().toISOString(), valid: isKnown, requestIdentifier: requesterMemberStateCode && requesterNumber ? `WAPIAAAA${countryCode}${vatNumber}`.slice(0, 16) : '',
      name: isKnown ? `Firma ${countryCode}${vatNumber}` : '---', address: isKnown ? 'Hauptstraße 1' : '---', traderName: '---', traderStreet: '---', traderPostalCode: '---', traderCity: '---', traderCompanyType: '---',
      traderNameMatch: 'NOT_PROCESSED', traderStreetMatch: 'NOT_PROCESSED', traderPostalCodeMatch: 'NOT_PROCESSED', traderCityMatch: 'NOT_PROCESSED', traderCompanyTypeMatch: 'NOT_PROCESSED',
    });
  });
  return router;
}

const failure = (error: string) => ({ actionSucceed: false, errorWrappers: [{ error }] });
