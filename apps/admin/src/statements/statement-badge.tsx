import { Badge } from '@stoa/web-ui';
import type { StatementLine } from './statement.queries.js';
import { STATES } from './statement-words.js';

/** Only a closed month is final. */
export const StatementBadge = ({ state }: { state: StatementLine['state'] }) => <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>;
