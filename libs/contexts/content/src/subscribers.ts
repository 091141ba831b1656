import type { Subscription } from '@stoa/platform/events';
import { onPart } from '@stoa/events/tenancy';
import { provisionTheme } from './theme/provision-theme.js';

/** Everything this context does because of others. */
export const subscriptions: Subscription[] = [onPart('content.theme', 'content.provision_theme', provisionTheme)];
