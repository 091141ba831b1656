import type { Subscription } from '@stoa/platform/events';
import { onPart } from '@stoa/events/tenancy';
import { listCategories } from './category/category.repository.js';
import { provisionCategories } from './category/provision-categories.js';

/** Which set a marketplace begins with, by the preset its operator chose. */
const SETS = { craft: 'crafts', table: 'goods' } as const;

/** All that catalog does because of others: a new marketplace gets its tree of categories. */
export const subscriptions: readonly Subscription[] = [
  onPart('catalog.categories', 'catalog.provision', async (tx, facts) => {
    await provisionCategories(tx, facts.preset in SETS ? SETS[facts.preset as keyof typeof SETS] : 'goods');
    return `${(await listCategories(tx)).length} categories`;
  }),
];
