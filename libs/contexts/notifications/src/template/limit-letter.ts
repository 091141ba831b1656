import { addressesOfStaff } from '@stoa/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { Ctx } from '@stoa/platform/context';
import { formatMoney, money } from '@stoa/platform/money';
import { getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import type { NotificationDeps } from '../deps.js';
import { brandOf } from '../message/brand.js';
import type { Letter } from '../message/message.js';
import { limitWords } from './limit-words.js';
import { mailWords } from './words.js';

export type PassedLimit = {
  code: string; place: string; placeName: Record<string, string>; vendorId: string | null; step: 'near' | 'crossed'; name: Record<string, string>; usedBp: number;
  totalMinor: string; limitMinor: string; currency: string; sales: number; limitSales: number | null; cite: string;
};

/** Tells the people who look after the marketplace's taxes that a limit of the law is near, or crossed: how much was sold, what begins, and what to do. To the marketplace's own address where nobody has that task. */
export async function limitLetter(deps: NotificationDeps, ctx: Ctx, told: PassedLimit): Promise<Letter> {
  const { tenant, brand, to, vendor } = await ctx.inRead(async (tx) => {
    const owner = await getTenant(tx);
    const staff = await addressesOfStaff(tx, 'tax.write');
    return { tenant: owner, brand: await brandOf(tx, owner), to: staff.length > 0 ? staff.join(', ') : owner.supportEmail, vendor: told.vendorId === null ? null : (await getVendor(tx, told.vendorId as VendorId)).name };
  });
  const { locale } = tenant;
  const [words, all] = [limitWords(locale), mailWords(locale)];
  const said = (texts: Record<string, string>) => texts[locale.slice(0, 2)] ?? texts['en'] ?? '';
  const [place, inMoney] = [said(told.placeName), (minor: string) => formatMoney(money(BigInt(minor), told.currency), locale)];
  const percent = Math.floor(told.usedBp / 100);
  const title = told.step === 'near' ? words.near(place, percent, vendor) : words.crossed(place, vendor);
  return {
    template: 'tax_limit', locale, to, subject: title, preview: said(told.name), brand,
    blocks: [
      { kind: 'title', text: title }, { kind: 'text', text: said(told.name) },
      { kind: 'rows', title: null, rows: [
        { label: words.sold, detail: null, value: inMoney(told.totalMinor), isStrong: true }, { label: words.limit, detail: null, value: inMoney(told.limitMinor), isStrong: false },
        ...(told.limitSales === null ? [] : [{ label: words.sales, detail: null, value: `${told.sales} / ${told.limitSales}`, isStrong: false }]),
      ] },
      { kind: 'text', text: vendor === null ? words.ours[told.step] : words.vendors[told.step](vendor) }, { kind: 'small', text: told.cite },
      { kind: 'button', label: words.button, url: `${deps.publicUrls.admin}/market/tax/setup` },
    ],
    footer: [all.help(tenant.supportEmail), all.legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: [], about: { kind: 'tenant', id: ctx.tenantId },
  };
}
