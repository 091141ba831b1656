/** Where the name alone would read oddly. */
const SAID_OTHERWISE: Readonly<Record<string, string>> = { 'identity.member_joined': 'joined', 'identity.member_revoked': 'ended a membership', 'identity.member_role_changed': 'gave a member another role', 'tenancy.tenant_created': 'opened the marketplace', 'identity.impersonation_started': 'came to look at the marketplace', 'identity.impersonation_ended': 'left the marketplace again' };

/** What an audit row says, in words: who, what, to what. Actions are named `context.noun_past_tense`, so the sentence is made of the name itself. */
export function sentenceOf(entry: { action: string; actorName: string; reason: string | null }): string {
  const words = (entry.action.split('.')[1] ?? entry.action).split('_');
  const verb = words.pop() ?? '';
  const noun = words.join(' ');
  const what = SAID_OTHERWISE[entry.action] ?? (noun === '' ? verb : `${verb} the ${noun === 'tenant' ? 'marketplace' : noun}`);
  return `${entry.actorName} ${what}${entry.reason === null ? '' : `: “${entry.reason}”`}`;
}

/** How somebody is called who has no name in this marketplace. */
export const nameOfKind = (kind: string): string => ({ system: 'Stoa', operator: 'An operator', shopper: 'A shopper', api_key: 'An API key' })[kind] ?? 'Somebody who left';
