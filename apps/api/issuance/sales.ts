import { filledCart, openShop, pay, savedStand, type Shop } from '@stoa/checkout/testing';
import { loadOfferingPacks } from '@stoa/compliance';
import type { VendorId } from '@stoa/events/vendors';
import { subscriptions } from '@stoa/invoicing/subscribers';
import type { FileStore } from '@stoa/platform/files';
import { type EventJob, relayOutbox } from '@stoa/platform/events';
import type { TestEnvironment } from '@stoa/platform/testing';
import { loadPacks } from '@stoa/tax';

/** How many buy at the same time. */
const SHOPPERS = 4;
const PIECES = 1_000_000;

/** Two sellers with goods without end. */
export type Sellers = { readonly shop: Shop; readonly stands: readonly Awaited<ReturnType<typeof savedStand>>[]; readonly vendorIds: readonly VendorId[] };

export async function openSellers({ ctx, db }: Pick<TestEnvironment, 'ctx' | 'db'>): Promise<Sellers> {
  const shop = await openShop(ctx, db, { packs: loadPacks('config/rule-packs'), offeringPacks: loadOfferingPacks('config/rule-packs/compliance') });
  const stands = await ctx.inTx(async (tx) => [
    await savedStand(tx, { name: 'Keramik Ahrens', title: 'Teller „Watt“', minor: 2890n, onHand: PIECES }),
    await savedStand(tx, { name: 'Imkerei Voss', title: 'Lindenhonig', minor: 1190n, onHand: PIECES, taxCategory: 'goods.food.grocery', city: 'Husum', postcode: '25813' }),
  ]);
  return { shop, stands, vendorIds: stands.map(({ vendor }) => vendor.id) };
}

/** So many purchases from both sellers, paid; each of them wants two documents. */
export async function sell({ ctx }: Pick<TestEnvironment, 'ctx'>, { shop, stands }: Sellers, count: number): Promise<void> {
  let next = 0;
  const lines = stands.map(({ variantId }) => ({ variantId, quantity: 2 }));
  const buy = async () => {
    for (let number = next++; number < count; number = next++) { // everybody from somewhere else: attempts are counted by mail and by address
      const { outcome } = await pay(ctx, shop, await filledCart(ctx, shop, lines, {}, `shopper-${number}@example.test`), { clientAddress: `198.18.${number >> 8}.${number & 255}` });
      if (outcome !== 'placed') throw new Error(`Purchase ${number} is ${outcome}.`);
    }
  };
  await Promise.all(Array.from({ length: SHOPPERS }, buy));
}

/** What is to be done because of what has happened so far, as the relay brings it to the workers. */
export async function dueJobs({ db }: Pick<TestEnvironment, 'db'>, files: FileStore, handler: string): Promise<EventJob[]> {
  const heard = subscriptions({ files }).filter((one) => one.handler === handler);
  const jobs: EventJob[] = [];
  while ((await relayOutbox(db, heard, async (batch) => void jobs.push(...batch))) > 0);
  return jobs;
}
