import type { CartLineId } from '@stoa/events/checkout';
import { judgeDelivery } from '@stoa/compliance';
import type { TxCtx } from '@stoa/platform/context';
import type { DeclaredAge, Destination } from '../cart/cart.js';
import { type Blocker, type QuotedParcel, agesOf } from './quote.js';

export type Asked = { readonly destination: Destination; readonly declaredAge: DeclaredAge | null; readonly isDestinationKnown: boolean };

/** What the law says about handing these goods to this shopper at that address in those hours. */
export async function judgeParcels(_ctx: TxCtx, parcels: readonly QuotedParcel[], asked: Asked): Promise<Blocker[]> {
  return parcels.flatMap((parcel) => [...ageBlockers(parcel, asked.declaredAge)]);
}

function ageBlockers(parcel: QuotedParcel, declared: DeclaredAge | null): Blocker[] {
  const [strictest] = agesOf(parcel.lines);
  if (strictest === undefined) return [];
  const lineIds: CartLineId[] = parcel.lines.filter((line) => line.gates.some((gate) => gate.kind === 'age')).map((line) => line.lineId);
  if (declared === null) return [{ code: 'age_declaration_missing', message: `These goods are for people of ${strictest} and over. Please give your date of birth.`, lineIds }];
  return declared.years >= strictest ? [] : [{ code: 'too_young', message: `These goods are for people of ${strictest} and over.`, lineIds }];
}
