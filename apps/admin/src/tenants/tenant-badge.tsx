import { Badge, type Tone } from '@stoa/web-ui';
import type { TenantStatus } from './tenant.queries.js';

const TONE: Record<TenantStatus, Tone> = { live: 'ok', provisioning: 'half', suspended: 'bad' };
const WORD: Record<TenantStatus, string> = { live: 'Live', provisioning: 'Setting up', suspended: 'Suspended' };

export const TenantStatusBadge = ({ status }: { status: TenantStatus }) => <Badge tone={TONE[status]}>{WORD[status]}</Badge>;
