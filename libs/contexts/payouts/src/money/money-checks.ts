import { isOutsideGateway, type MoneyFacts } from './money-facts.js';
import { total, type Booked } from './booked.js';
import { recompute } from './recompute.js';

export type Check = { readonly code: string; readonly label: string; readonly amountMinor: bigint; readonly isOk: boolean };

/** What must hold of this page; each is worked out here and now, from what is stored. */
export function checksOf(facts: MoneyFacts, booked: Booked, differenceMinor: bigint): Check[] {
  return [journalsBalance(facts), handedOut(booked, differenceMinor), gatewayAgrees(facts, booked), ...(facts.refunds.length === 0 ? [] : [refundsAgree(facts, booked)]), recomputes(facts, booked)];
}

function journalsBalance({ journals }: MoneyFacts): Check {
  const isOk = journals.every((journal) => total(journal.entries.map((entry) => entry.amountMinor)) === 0n);
  const debits = total(journals.flatMap((journal) => journal.entries.filter((entry) => entry.amountMinor > 0n).map((entry) => entry.amountMinor)));
  return { code: 'journals_balance', label: `${journals.length} journals, debits equal credits`, amountMinor: debits, isOk };
}

/** Both ways: the parts make up the capture, and the orders took exactly the capture out of the clearing. */
function handedOut(booked: Booked, differenceMinor: bigint): Check {
  const fromClearing = total(booked.orders.map((order) => order.grossMinor));
  return { code: 'captured_is_handed_out', label: 'Captured equals what was handed out', amountMinor: fromClearing, isOk: differenceMinor === 0n && fromClearing === booked.capturedMinor };
}

function gatewayAgrees({ attempt }: MoneyFacts, booked: Booked): Check {
  const paidOut = total(booked.orders.map((order) => order.paidOutMinor));
  const said = (attempt.net ?? attempt.amount).minor - paidOut - booked.refundPaidMinor;
  if (isOutsideGateway({ attempt })) return { code: 'bank_balance', label: `What came by bank transfer${paidOut === 0n ? '' : ', after what was paid out'}${booked.refundPaidMinor === 0n ? '' : ' and refunds'} equals tenant.bank`, amountMinor: booked.cashMinor, isOk: said === booked.cashMinor };
  const label = attempt.net === null ? 'Stripe has not named its fee yet: gateway.pending is the whole capture' : `Stripe’s balance after its fee${paidOut === 0n ? '' : ' and what was paid out'}${booked.refundPaidMinor === 0n ? '' : ' and refunds'} equals gateway.pending`;
  return { code: 'gateway_balance', label, amountMinor: booked.cashMinor, isOk: said === booked.cashMinor };
}

/** What the books gave back is what was decided and stands, and never more than was captured. */
function refundsAgree({ refunds, attempt }: MoneyFacts, booked: Booked): Check {
  const decided = total(refunds.filter((refund) => refund.state !== 'failed').map((refund) => refund.amount.minor));
  const inBooks = total(booked.orders.map((order) => order.refund.grossMinor));
  const paid = total(refunds.filter((refund) => refund.state === 'succeeded').map((refund) => refund.amount.minor));
  return { code: 'refunds', label: 'Refunds decided equal refunds booked, within the capture', amountMinor: inBooks, isOk: decided === inBooks && inBooks <= attempt.amount.minor && paid === booked.refundPaidMinor };
}

function recomputes({ group, taxes }: MoneyFacts, booked: Booked): Check {
  const again = recompute(group);
  const isOk = taxes.differing.length === 0 && again.grossMinor === booked.capturedMinor && again.platformFeeMinor === booked.platformFeeMinor
    && booked.orders.every(({ order, commissionMinor, grossMinor, taxMinor }) =>
      again.commissionMinor.get(order.id) === commissionMinor && order.totalMinor === grossMinor && sameTax(order.taxByPlatform, taxMinor));
  return { code: 'recomputed', label: 'Recomputed from stored prices, packs and plan: the same to the cent', amountMinor: again.grossMinor, isOk };
}

function sameTax(stored: readonly { authority: string; minor: bigint }[], booked: ReadonlyMap<string, bigint>): boolean {
  const sums = new Map<string, bigint>();
  for (const { authority, minor } of stored) sums.set(authority, (sums.get(authority) ?? 0n) + minor);
  const authorities = new Set([...sums.keys(), ...booked.keys()]);
  return [...authorities].every((authority) => (sums.get(authority) ?? 0n) === (booked.get(authority) ?? 0n));
}
