const NAMES: Record<string, string> = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express', discover: 'Discover', jcb: 'JCB', diners: 'Diners Club', unionpay: 'UnionPay' };

/** "Visa" for the gateway's `visa`; a brand it does not know stays as it is. */
export const cardName = (brand: string): string => NAMES[brand] ?? brand;
