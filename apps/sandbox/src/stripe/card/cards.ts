/** What a test card, or a test bank account, does when it is charged. */
export type CardBehaviour =
  | { kind: 'approve'; funds: 'pending' | 'available'; risk?: 'elevated' | 'highest'; checks?: { cvc_check?: string; address_postal_code_check?: string } }
  | { kind: 'decline'; code: string; declineCode: string | null; message: string; blocked?: true }
  /** Takes days, then it was paid or not. */
  | { kind: 'debit'; then: 'paid' | 'failed' }
  | { kind: 'authenticate'; then: 'approve' | 'decline'; isOffSessionFree: boolean };

export type TestCard = {
  number: string;
  pm: string;
  brand: string;
  funding: 'credit' | 'debit';
  country: string;
  /** A card of no country in particular is priced as one of the platform's own region. */
  isCountrySpecific: boolean;
  behaviour: CardBehaviour;
  refund: 'immediate' | 'pending' | 'fails';
};

const approve: CardBehaviour = { kind: 'approve', funds: 'pending' };
const card = (number: string, pm: string, behaviour: CardBehaviour = approve, more: Partial<TestCard> = {}): TestCard => ({
  number,
  pm: `pm_card_${pm}`,
  brand: 'visa',
  funding: 'credit',
  country: 'US',
  isCountrySpecific: false,
  behaviour,
  refund: 'immediate',
  ...more,
});
const decline = (declineCode: string, message = 'Your card was declined.'): CardBehaviour => ({ kind: 'decline', code: 'card_declined', declineCode, message });
const refuse = (code: string, message: string): CardBehaviour => ({ kind: 'decline', code, declineCode: null, message });
const ofCountry = (country: string, number: string) => card(number, country.toLowerCase(), approve, { country, isCountrySpecific: true });
/** A bank account that is debited (SEPA): docs.stripe.com/payments/sepa-debit, section "Test". */
const debit = (iban: string, pm: string, then: 'paid' | 'failed') => card(iban, pm, { kind: 'debit', then }, { pm: `pm_${pm}`, brand: 'sepa_debit', funding: 'debit', country: iban.slice(0, 2), isCountrySpecific: true });
const authenticate = (then: 'approve' | 'decline', isOffSessionFree = false): CardBehaviour => ({ kind: 'authenticate', then, isOffSessionFree });

/** Stripe's test cards, by the page docs.stripe.com/testing. */
export const testCards: readonly TestCard[] = [
  card('4242424242424242', 'visa'),
  card('4000056655665556', 'visa_debit', approve, { funding: 'debit' }),
  card('5555555555554444', 'mastercard', approve, { brand: 'mastercard' }),
  card('2223003122003222', 'mastercard_2', approve, { brand: 'mastercard' }),
  card('5200828282828210', 'mastercard_debit', approve, { brand: 'mastercard', funding: 'debit' }),
  card('378282246310005', 'amex', approve, { brand: 'amex' }),
  card('6011111111111117', 'discover', approve, { brand: 'discover' }),
  card('4000000000000077', 'bypassPending', { kind: 'approve', funds: 'available' }),
  card('4000003720000278', 'bypassPendingInternational', { kind: 'approve', funds: 'available' }, { country: 'IE', isCountrySpecific: true }),
  card('4000000000000002', 'visa_chargeDeclined', decline('generic_decline')),
  card('4000000000009995', 'visa_chargeDeclinedInsufficientFunds', decline('insufficient_funds', 'Your card has insufficient funds.')),
  card('4000000000009987', 'visa_chargeDeclinedLostCard', decline('lost_card')),
  card('4000000000009979', 'visa_chargeDeclinedStolenCard', decline('stolen_card')),
  card(
    '4000000000006975',
    'visa_chargeDeclinedVelocityLimitExceeded',
    decline('card_velocity_exceeded', 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.'),
  ),
  card('4000000000000069', 'chargeDeclinedExpiredCard', refuse('expired_card', 'Your card has expired.')),
  card('4000000000000127', 'chargeDeclinedIncorrectCvc', refuse('incorrect_cvc', "Your card's security code is incorrect.")),
  card(
    '4000000000000119',
    'chargeDeclinedProcessingError',
    refuse('processing_error', 'An error occurred while processing your card. Try again in a little bit.'),
  ),
  card('4000000000000341', 'chargeCustomerFail', decline('generic_decline')),
  card('4000002760003184', 'authenticationRequired', authenticate('approve')),
  card('4000002500003155', 'authenticationRequiredOnSetup', authenticate('approve')),
  card('4000003800000446', 'authenticationRequiredSetupForOffSession', authenticate('approve', true)),
  card('4000000000003220', 'threeDSecure2Required', authenticate('approve')),
  card('4000008400001629', 'threeDSecureRequiredChargeDeclined', authenticate('decline')),
  card('4100000000000019', 'radarBlock', {
    kind: 'decline',
    code: 'card_declined',
    declineCode: 'fraudulent',
    message: 'Your card was declined.',
    blocked: true,
  }),
  card('4000000000004954', 'riskLevelHighest', { kind: 'approve', funds: 'pending', risk: 'highest' }),
  card('4000000000009235', 'riskLevelElevated', { kind: 'approve', funds: 'pending', risk: 'elevated' }),
  card('4000000000000101', 'cvcCheckFail', { kind: 'approve', funds: 'pending', checks: { cvc_check: 'fail' } }),
  card('4000000000000036', 'avsZipFail', { kind: 'approve', funds: 'pending', checks: { address_postal_code_check: 'fail' } }),
  card('4000000000007726', 'pendingRefund', approve, { refund: 'pending' }),
  card('4000000000005126', 'refundFail', approve, { refund: 'fails' }),
  debit('DE89370400440532013000', 'sepaDebit', 'paid'),
  debit('AT611904300234573201', 'sepaDebitAustria', 'paid'),
  debit('FI2112345600000785', 'sepaDebitFinland', 'paid'),
  debit('DE62370400440532013001', 'sepaDebitFails', 'failed'),
  ofCountry('DE', '4000002760000016'),
  ofCountry('FI', '4000002460000001'),
  ofCountry('FR', '4000002500000003'),
  ofCountry('AT', '4000000400000008'),
  ofCountry('GB', '4000008260000000'),
  ofCountry('SE', '4000007520000008'),
  ofCountry('CA', '4000001240000000'),
  ofCountry('JP', '4000003920000003'),
];

/** The test card of a number, or null: the stand-in knows no other cards, as Stripe's test mode does not. */
export const cardOfNumber = (number: string): TestCard | null => testCards.find((c) => c.number === number) ?? null;
export const cardOfMagicId = (pm: string): TestCard | null => testCards.find((c) => c.pm === pm) ?? (pm === 'pm_card_us' ? testCards[0]! : null);

/** The check digit of a card number (ISO/IEC 7812). */
export function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
