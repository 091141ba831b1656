import type { Subscription } from '@stoa/platform/events';
import { onPart } from '@stoa/events/tenancy';
import { provisionRoles } from './membership/provision-roles.js';

/** Everything this context does because of others. */
export const identitySubscriptions: Subscription[] = [onPart('identity.roles', 'identity.provision_roles', (tx) => provisionRoles(tx))];
