import type { TxCtx } from '@stoa/platform/context';
import type { VendorId } from '@stoa/events/catalog';
import { attributesOf, type AttributeDefinition } from '../category/category.js';
import { getCategory, listCategories } from '../category/category.repository.js';
import { countMediaOf } from '../media/media.repository.js';
import { listingFlawed, mediaNotFound } from './listing.errors.js';
import { flawsIn, type ListingContent } from './listing.js';

/** Refuses content that contradicts itself or its category, or shows pictures that are not the vendor's. */
export async function assertSavable(ctx: TxCtx, vendorId: VendorId, content: ListingContent): Promise<void> {
  const flaws = flawsIn(content, await attributesFor(ctx, content));
  if (flaws.length > 0) throw listingFlawed(flaws);
  const wanted = [...new Set(content.media.map((picture) => picture.mediaId))];
  if ((await countMediaOf(ctx, vendorId, wanted)) < wanted.length) throw mediaNotFound();
}

/** What the category of this content asks; null while no category is chosen. */
export async function attributesFor(ctx: TxCtx, content: ListingContent): Promise<AttributeDefinition[] | null> {
  if (content.categoryId === null) return null;
  const category = await getCategory(ctx, content.categoryId);
  return attributesOf(await listCategories(ctx), category.path);
}
