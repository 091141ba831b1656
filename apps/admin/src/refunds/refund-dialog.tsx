import { Modal } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { ErrorFace, formatAmount, Refusal, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { cardName } from '../app/words.js';
import { RefundChoices } from './refund-choices.js';
import { choicesOf, draftOf, emptyDraft, isEmpty, wishOf, type Draft } from './refund-draft.js';
import { previewQuery, refundsQuery, useRefund, vendorMoneyQuery, type Decision, type OrderGroup, type Refunds, type VendorMoney } from './refund.queries.js';
import { whereItLies } from './take-from.js';
import { WhoPays } from './who-pays.js';

type Props = { group: OrderGroup; /** A refund that failed and is to be made again. */ again: string | null; onClose: () => void };

/** Choices left, consequences right, the amount in the button: who pays what is read before it happens. */
export function RefundDialog({ group, again, onClose }: Props) {
  const isPhone = useMediaQuery('(max-width: 900px)') ?? false;
  const refunds = useQuery(refundsQuery(group.id));
  const money = useQuery(vendorMoneyQuery(group.id));
  const error = refunds.error ?? money.error;
  return (
    <Modal opened onClose={onClose} size={960} fullScreen={isPhone} padding={0} withCloseButton closeButtonProps={{ 'aria-label': 'Close' }} classNames={{ content: 'refund-content', header: 'refund-head' }}
      title={<><span className="dialog-title">Refund from {group.number}</span>{money.data && <span className="small dim refund-lead">{leadOf(group, money.data)}</span>}</>}>
      {error ? <div className="refund-face"><ErrorFace error={error} retry={() => { void refunds.refetch(); void money.refetch(); }} /></div>
        : refunds.data && money.data ? <RefundForm group={group} refunds={refunds.data} money={money.data} again={again} onClose={onClose} />
          : <div className="refund-face"><Skeleton lines={8} /></div>}
    </Modal>
  );
}

/** One vendor: where its money lies. Several: that each share comes from where it lies. */
function leadOf(group: OrderGroup, { orders }: VendorMoney): string {
  const [only] = group.orders;
  const lies = orders.find((one) => one.order_id === only?.id);
  if (group.orders.length === 1 && only && lies) return whereItLies(lies, only.vendor.name, (minor) => `${formatAmount({ ...lies.held, amount: minor })} ${lies.held.currency}`);
  const sent = orders.filter((one) => one.sent.amount > 0).length;
  if (orders.some((one) => one.paid_by_bank.amount > 0)) return 'Vendors were paid by bank transfer already: what they give is taken from their next payouts.';
  return sent === 0 ? 'Nothing has been paid out yet, so nothing has to be called back.' : `${sent === 1 ? 'One vendor was' : `${sent} vendors were`} paid already: what they give is asked back from their accounts.`;
}

function RefundForm({ group, refunds, money, again, onClose }: Props & { refunds: Refunds; money: VendorMoney }) {
  const choices = useMemo(() => choicesOf(group, refunds.refundable), [group, refunds.refundable]);
  const failed = refunds.refunds.find((one) => one.id === again);
  const [draft, setDraft] = useState<Draft>(() => (failed ? draftOf(failed, refunds.refundable, group.tax_included) : emptyDraft(group.orders[0]?.id ?? '')));
  const wish = useMemo(() => wishOf(draft), [draft]);
  const [asked] = useDebouncedValue(wish, 150);
  const preview = useQuery({ ...previewQuery(group.id, asked), enabled: !isEmpty(asked) });
  const refund = useRefund(group.id);
  const keyOf = useKey();
  const isCurrent = JSON.stringify(asked) === JSON.stringify(wish) && !preview.isPlaceholderData && !preview.isFetching;
  const shown = isEmpty(wish) || preview.error ? null : (preview.data ?? null);
  const amounts = useMemo(() => new Map((shown?.parts ?? []).filter((part) => !part.goodwill).map((part) => [part.id, part.gross])), [shown]);
  const change = (next: Draft): void => { refund.reset(); setDraft(next); };
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!shown || !isCurrent) return;
    const decision: Decision = { ...wish, reason: draft.reason, note: draft.note.trim() || null, expected_amount: shown.shopper_gets };
    refund.mutate({ key: keyOf(decision), decision }, { onSuccess: onClose });
  }
  const card = group.payment.card;
  const isByBank = group.payment.method === 'bank_transfer';
  return (
    <form onSubmit={submit} aria-label="Refund">
      <div className="refund-two">
        <RefundChoices choices={choices} draft={draft} onChange={change} currency={group.total.currency} policy={refunds.policy} amounts={amounts} />
        <WhoPays preview={shown} money={money} currency={group.total.currency} isByBank={isByBank} isPending={!isEmpty(wish) && !isCurrent && !preview.error} error={isEmpty(wish) ? null : preview.error} />
      </div>
      <div className="refund-foot">
        <span className="small dim grow">{refund.error ? <Refusal error={refund.error} /> : isByBank ? 'It waits on the order until you have sent it by bank transfer.' : `${card ? `To ${cardName(card.brand)} ${card.last4}` : 'The way it was paid'}, there within ten days. Can’t be undone.`}</span>
        <button type="button" className="btn" onClick={onClose}>Cancel</button>
        <button className="btn p" disabled={!shown || !isCurrent || refund.isPending} title={shown ? undefined : 'Choose first what is given back'}>{buttonText(shown && formatAmount(shown.shopper_gets), group.total.currency, { isPending: refund.isPending, isRetry: refund.isError })}</button>
      </div>
    </form>
  );
}

const buttonText = (amount: string | null, currency: string, { isPending, isRetry }: { isPending: boolean; isRetry: boolean }): string => {
  if (isPending) return 'Refunding';
  return amount === null ? 'Refund' : `${isRetry ? 'Try again: refund' : 'Refund'} ${amount} ${currency}`;
};

/** One key for one decision: pressed again after a cut line it is the same refund; changed, it is another. */
function useKey(): (decision: Decision) => string {
  const kept = useRef<{ of: string; key: string } | null>(null);
  return (decision) => {
    const of = JSON.stringify(decision);
    if (kept.current?.of !== of) kept.current = { of, key: `refund-${crypto.randomUUID()}` };
    return kept.current.key;
  };
}
