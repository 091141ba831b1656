import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { readBooks, type AccountTotal, type Journal } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { addDays, periodBounds } from '@stoa/platform/local-time';
import { chooseMarket, getTenant } from '@stoa/tenancy';
import { bookingsOf } from './booking-facts.js';
import { booksDoNotTie, datevNotSetUp, noSuchPart } from './bookings.errors.js';
import { numberOf, numberOfSlot, type DatevSettings } from './chart.js';
import { datevHead, datevLine, MOST_LINES, windows1252 } from './datev.js';
import { findDatevSettings } from './datev-settings.repository.js';
import { csvFoot, csvHead, csvRow } from './generic-csv.js';
import { pairsOf } from './pairs.js';
import { type TieDifference, Written } from './tie.js';

/** Journals in one file for DATEV: it takes 99,999 lines, and a journal seldom has more than five. */
export const JOURNALS_IN_PART = 15_000;
/** What was written, and that it is what the ledger says. */
export type Exported = { readonly stream: Readable; readonly journals: number };
/** A month of the books: what the ledger says of each account, how many journals there are, and where it does not tie. */
export type Books = { readonly journals: number; readonly totals: readonly AccountTotal[]; readonly differences: readonly TieDifference[] };

/** A month of the books as a file that any program reads: every entry, and below them the balances that they add up to. Errors: file and books differ. */
export async function exportCsv(ctx: TxCtx, month: string): Promise<Exported> {
  const { zone, from, to } = await monthOf(ctx, month);
  return spool(ctx, { from, to, skip: 0, limit: null }, { isWhole: true, currency: null }, {
    head: () => Buffer.from(csvHead()),
    portion: async (journals, written) => {
      const bookings = await bookingsOf(ctx, journals, zone);
      for (const { entry } of bookings) written.add(entry.account, entry.amountMinor);
      return Buffer.from(bookings.map(csvRow).join(''));
    },
    foot: (totals) => Buffer.from(csvFoot(totals)),
  });
}

/** A month of the books in one currency as Buchungsstapel for DATEV. A large month is in several files. Errors: not set up; no such part; file and books differ. */
export async function exportDatev(ctx: TxCtx, asked: { month: string; currency: string; part: number }): Promise<Exported> {
  const settings = await findDatevSettings(ctx);
  if (!settings) throw datevNotSetUp();
  const { zone, from, to, firstDay, lastDay } = await monthOf(ctx, asked.month);
  const home = (await getTenant(ctx)).address.country;
  let lines = 0;
  const exported = await spool(ctx, { from, to, skip: (asked.part - 1) * JOURNALS_IN_PART, limit: JOURNALS_IN_PART }, { isWhole: false, currency: asked.currency }, {
    head: () => windows1252(datevHead({ settings, currency: asked.currency, firstDay, lastDay, part: asked.part, madeAt: ctx.now })),
    portion: async (journals, written) => {
      const text = await datevText(ctx, journals, { settings, zone, home, currency: asked.currency }, written);
      lines += text.length;
      invariant(lines <= MOST_LINES, `a file for DATEV has at most ${MOST_LINES} lines`);
      return windows1252(text.join(''));
    },
    foot: () => Buffer.alloc(0),
  });
  if (exported.journals === 0 && asked.part > 1) {
    exported.stream.destroy();
    throw noSuchPart(asked.part, asked.part - 1);
  }
  return exported;
}

/** What a month holds, read as an export would read it. */
export async function readMonth(ctx: TxCtx, month: string): Promise<Books> {
  const { from, to } = await monthOf(ctx, month);
  const written = new Written();
  let journals = 0;
  for await (const read of readBooks(ctx, { from, to, skip: 0, limit: null })) {
    if ('totals' in read) return { journals, totals: read.totals, differences: written.differences(read.totals, true, null) };
    journals += read.journals.length;
    for (const entry of read.journals.flatMap(bothSides)) written.add(entry.account, entry.amountMinor);
  }
  invariant(false, 'reading the books ends with what the ledger says');
}

/** A month on the clock of the marketplace's first market, as on its statements. */
async function monthOf(ctx: TxCtx, month: string) {
  const zone = (await chooseMarket(ctx, null)).timeZone;
  const { from, to } = periodBounds(month, zone);
  const next = `${month}-28`;
  let lastDay = next;
  while (addDays(lastDay, 1).startsWith(month)) lastDay = addDays(lastDay, 1);
  return { zone, from, to, firstDay: `${month}-01`, lastDay };
}

/** Both sides of every pair: an entry that no other side answers is missing, so that a journal that does not balance is found. */
const bothSides = (journal: Journal) => [...new Set(journal.entries.map((entry) => entry.account.currency))]
  .flatMap((currency) => pairsOf(journal, currency).flatMap(({ debit, credit, amountMinor }) => [{ account: debit.account, amountMinor }, { account: credit.account, amountMinor: -amountMinor }]));

type DatevOf = { readonly settings: DatevSettings; readonly zone: string; readonly home: string; readonly currency: string };

async function datevText(ctx: TxCtx, journals: readonly Journal[], { settings, zone, home, currency }: DatevOf, written: Written): Promise<string[]> {
  const facts = new Map((await bookingsOf(ctx, journals, zone)).map((booking) => [`${booking.journal.id} ${booking.entry.seq}`, booking]));
  const transit = numberOfSlot(settings, 'transit');
  return journals.flatMap((journal) => pairsOf(journal, currency).flatMap(({ debit, credit, amountMinor }) => {
    written.add(debit.account, amountMinor);
    written.add(credit.account, -amountMinor);
    const sides = [debit, credit].map((entry) => facts.get(`${journal.id} ${entry.seq}`)!);
    const [first] = sides;
    const taxed = sides.find((side) => side.taxCountry !== '');
    const line = {
      amountMinor, currency, day: first!.day, documentNumber: first!.documentNumber || first!.orderNumber, orderNumber: first!.orderNumber, text: first!.text, journalId: journal.id,
      tax: taxed ? [taxed.taxCountry, taxed.taxRate && `${taxed.taxRate} %`, taxed.taxCode].filter((part) => part !== '').join(' ') : '',
    };
    const [from, to] = [numberOf(settings, debit.account, home), numberOf(settings, credit.account, home)];
    // DATEV refuses an account against itself: what stays on one of the accountant's accounts passes through another and back.
    return (from === to ? [{ ...line, debit: from, credit: transit }, { ...line, debit: transit, credit: to }] : [{ ...line, debit: from, credit: to }]).map(datevLine);
  }));
}

type Writer = { head(): Buffer; portion(journals: readonly Journal[], written: Written): Promise<Buffer>; foot(totals: readonly AccountTotal[]): Buffer };

/** Writes a file beside, holds it against the ledger, and only then hands it out: however many journals there are, a portion of them is in memory. */
async function spool(ctx: TxCtx, of: Parameters<typeof readBooks>[1], { isWhole, currency }: { isWhole: boolean; currency: string | null }, writer: Writer): Promise<Exported> {
  const path = join(tmpdir(), `stoa-bookings-${randomUUID()}`);
  const file = await open(path, 'wx', 0o600);
  try {
    const journals = await write(ctx, file, of, { isWhole, currency }, writer);
    await file.close();
    const stream = createReadStream(path);
    stream.once('close', () => void rm(path, { force: true }));
    return { stream, journals };
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
}

async function write(ctx: TxCtx, file: FileHandle, of: Parameters<typeof readBooks>[1], { isWhole, currency }: { isWhole: boolean; currency: string | null }, writer: Writer): Promise<number> {
  const [written, paired] = [new Written(), new Written()];
  let journals = 0;
  await file.writeFile(writer.head());
  for await (const read of readBooks(ctx, of)) {
    if ('journals' in read) {
      journals += read.journals.length;
      await file.writeFile(await writer.portion(read.journals, written));
      for (const { account, amountMinor } of read.journals.flatMap(bothSides)) paired.add(account, amountMinor);
      continue;
    }
    const totals = read.totals.filter((total) => currency === null || total.account.currency === currency);
    const differences = [written, paired].map((one) => one.differences(totals, isWhole, currency)).find((found) => found.length > 0);
    if (differences) throw booksDoNotTie(differences);
    await file.writeFile(writer.foot(totals));
  }
  return journals;
}
