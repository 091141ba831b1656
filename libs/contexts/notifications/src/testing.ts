import { filesForTests } from '@stoa/invoicing/testing';
import { mailboxInMemory } from '@stoa/platform/mail';
import type { NotificationDeps } from './deps.js';

/** A mailbox in memory and links to hosts of tests. */
export const notificationDeps = (tokenSecret: string): NotificationDeps & { mailer: ReturnType<typeof mailboxInMemory> } => ({
  mailer: mailboxInMemory(), files: filesForTests(), tokenSecret, storefrontUrl: (slug) => `http://${slug}.localhost`, publicUrls: { admin: 'http://admin.localhost' },
});
