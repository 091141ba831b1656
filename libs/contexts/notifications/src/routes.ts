import type { Route } from '@stoa/platform/http';

/** Mails are read in mailboxes; what was sent shows on the pages of what it was about. */
export const routes: Route[] = [];
