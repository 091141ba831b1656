import { IconKey } from '@tabler/icons-react';
import { Badge, Face, Note, Page, ReasonDialog, Table, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { groupPermissions } from '../app/permission-words.js';
import { KeyDialog } from './key-dialog.js';
import { keysQuery, useRevokeKey, type ApiKey, type KeyPlace } from './key.queries.js';

export const MarketKeysPage = () => <ApiKeysPage place="market" />;
export const VendorKeysPage = () => <ApiKeysPage place="vendor" />;

/** How machines get in: which keys there are, what each may do, and when it was last used. */
function ApiKeysPage({ place }: { place: KeyPlace }) {
  const keys = useQuery(keysQuery(place));
  const [isMaking, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const make = <button className="btn p" type="button" disabled={!keys.data} onClick={() => setMaking(true)}><IconKey className="i s" aria-hidden />Make a key</button>;
  return (
    <Page title="API keys" full lead={place === 'market' ? 'For systems that work with this marketplace: stock, accounts, reports.' : 'For systems that work for you here: your shop, your stock, your books.'} actions={make}>
      <Table<ApiKey> caption="API keys, newest first" rows={{ data: keys.data?.data, error: keys.error, isPending: keys.isPending, refetch: () => void keys.refetch() }} rowKey={(key) => key.id}
        columns={[
          { key: 'name', head: 'Key', cell: (key) => <><span className="med">{key.name}</span>{' '}<KeyBadge apiKey={key} /><br /><span className="mono faint">{key.hint}…</span></> },
          { key: 'may', head: 'May', cell: (key) => <Scopes codes={key.permissions} /> },
          { key: 'by', head: 'Made by', hidePhone: true, cell: (key) => <>{key.created_by ?? 'Somebody who left'}<br /><span className="tiny faint"><Time iso={key.created_at} dateOnly /></span></> },
          { key: 'used', head: 'Last used', cell: (key) => <span className="small">{key.last_used_at ? <><span className="only-phone">Last used </span><Time iso={key.last_used_at} inText /></> : 'Never used'}</span> },
          { key: 'ends', head: 'Runs out', hidePhone: true, cell: (key) => key.expires_at ? <Time iso={key.expires_at} dateOnly /> : 'Never' },
          { key: 'end', head: <span className="vh">Action</span>, right: true, cell: (key) => <button className="btn sm" type="button" onClick={() => setEnding(key)}>Revoke<span className="vh"> {key.name}</span></button> },
        ]}
        empty={<Face icon={<IconKey className="i" aria-hidden />} title="No keys yet" text="A key lets one system in, with exactly what it needs. You can revoke it at any time." />} />
      <div style={{ marginTop: 16 }}><Note>A key may never do more than the person who made it, and ends when they leave. <a href="/docs" target="_blank" rel="noreferrer">The API reference</a> says what each call needs.</Note></div>
      <KeyDialog key={String(isMaking)} place={place} isOpen={isMaking} onClose={() => setMaking(false)} grantable={keys.data?.grantable ?? []} />
      <Revoking place={place} apiKey={ending} onClose={() => setEnding(null)} />
    </Page>
  );
}

const KeyBadge = ({ apiKey }: { apiKey: ApiKey }) => (apiKey.is_expired ? <Badge tone="idle">Run out</Badge> : null);

/** What a key may do, by what it is about. */
function Scopes({ codes }: { codes: readonly string[] }) {
  return <ul className="scopes small">{groupPermissions(codes).map(({ area, permissions }) => <li key={area}><span className="med">{area}</span> <span className="dim">{permissions.map((one) => one.code.split('.')[1]).join(', ')}</span></li>)}</ul>;
}

function Revoking({ place, apiKey, onClose }: { place: KeyPlace; apiKey: ApiKey | null; onClose: () => void }) {
  const revoke = useRevokeKey(place);
  const close = (): void => { revoke.reset(); onClose(); };
  return (
    <ReasonDialog isOpen={apiKey !== null} onClose={close} title={`Revoke ${apiKey?.name ?? ''}`} action="Revoke the key" cancel="Keep it" isPending={revoke.isPending} error={revoke.error}
      text="Whatever uses this key is locked out at once. A revoked key cannot come back: make a new one instead." hint="Kept in the audit trail." onSubmit={(reason) => apiKey && revoke.mutate({ id: apiKey.id, reason }, { onSuccess: close })} />
  );
}
