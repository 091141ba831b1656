const WORDS: Record<string, string> = {
  lost_or_stolen_card: 'The card was reported lost or stolen, so the bank sent the money back.', expired_or_canceled_card: 'The card has expired or was cancelled, so the bank sent the money back.',
  insufficient_funds: 'There was not enough money at the payment company.', charge_for_pending_refund_disputed: 'The shopper disputes this payment at the bank.', charge_disputed: 'The shopper disputes this payment at the bank.',
  charge_already_refunded: 'All of this payment was refunded already, outside of Stoa.', declined: 'The bank declined it.', merchant_request: 'It was called off at the payment company.',
  called_off: 'It was called off before it was sent.', came_back: 'The shopper’s bank sent the money back.',
};

/** Why the money did not arrive, by the name the payment company has for it. */
export const failureWords = (failure: string | null): string => WORDS[failure ?? ''] ?? `The payment company could not make it (${failure ?? 'no reason given'}).`;
