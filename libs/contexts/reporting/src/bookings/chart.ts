import { ACCOUNT_KINDS, type AccountKey } from '@stoa/ledger';
import { isInUnion } from '@stoa/invoicing';
import charts from './charts.json' with { type: 'json' };

export const chartNames = ['SKR03', 'SKR04'] as const;
export type ChartName = (typeof chartNames)[number];
/** What an account number is chosen for: a kind of account of the ledger, taxes by whom they are owed to, and the account through which money passes that stays where it is. */
export const slots = ['transit', ...Object.keys(ACCOUNT_KINDS).flatMap((kind) => (kind === 'tax.payable' ? ['tax.payable.home', 'tax.payable.union', 'tax.payable.other'] : [kind]))] as readonly string[];

/** How a marketplace's accountant numbers its accounts. `accounts` are numbers of its own, per slot, or per slot and vendor (`vendor.payable:<id>`). */
export type DatevSettings = {
  readonly consultant: number; readonly client: number;
  /** Month and day on which the fiscal year begins, such as 01-01. */
  readonly fiscalYearStart: string;
  readonly accountLength: number; readonly chart: ChartName; readonly accounts: Readonly<Record<string, string>>;
};

const isOfPerson = (number: string): boolean => number.length === 5;

/** The number that the chart comes with, as long as the client's accounts are: shorter ones end in zeros. Accounts of persons have one digit more. */
export function defaultNumber(chart: ChartName, length: number, slot: string): { number: string; label: string } {
  const [number = '', label = ''] = (charts[chart] as Record<string, string[]>)[slot] ?? [];
  return { number: number.padEnd(isOfPerson(number) ? length + 1 : length, '0'), label };
}

/** The number of an account of the ledger in the accountant's books. `home` is the country of the marketplace. */
export function numberOf({ chart, accountLength, accounts }: DatevSettings, account: AccountKey, home: string): string {
  const slot = slotOf(account, home);
  return accounts[`${slot}:${account.owner}`] ?? numberOfSlot({ chart, accountLength, accounts }, slot);
}

export const numberOfSlot = ({ chart, accountLength, accounts }: Pick<DatevSettings, 'chart' | 'accountLength' | 'accounts'>, slot: string): string => accounts[slot] ?? defaultNumber(chart, accountLength, slot).number;

/** What a tax is owed as: at home, to another member state through the one-stop shop, or anywhere else. */
export function slotOf({ kind, dimension }: AccountKey, home: string): string {
  if (kind !== 'tax.payable') return kind;
  const country = dimension.slice(0, 2);
  return country === home ? 'tax.payable.home' : isInUnion(home) && isInUnion(country) ? 'tax.payable.union' : 'tax.payable.other';
}
