import type { FileStore } from '@stoa/platform/files';
import type { Mailer } from '@stoa/platform/mail';

/** What mails need of the world; made once by the composition root. */
export type NotificationDeps = {
  readonly mailer: Mailer;
  readonly files: FileStore;
  /** Seals the links in mails: they are derived when a mail is written, and stand in no row, event or task. */
  readonly tokenSecret: string;
  /** The marketplace's own address, without a slash at the end. */
  readonly storefrontUrl: (tenantSlug: string) => string;
  readonly publicUrls: { readonly admin: string };
};
