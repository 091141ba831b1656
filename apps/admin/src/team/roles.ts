const WORDS: Record<string, { name: string; may: string }> = {
  owner: { name: 'Owner', may: 'Everything in the marketplace, and invite others. At least one always stays.' },
  finance: { name: 'Finance', may: 'Orders, where the money went, commission, invoices, tax and the audit trail.' },
  catalog: { name: 'Catalog', may: 'Approve vendors and listings, and write the pages of the storefront.' },
  support: { name: 'Support', may: 'Read orders, vendors and listings, and add notes for colleagues.' },
};

/** How a role is called and what it is for. A role that a marketplace made itself goes by its own code. */
export const roleWords = (code: string): { name: string; may: string } => WORDS[code] ?? { name: code, may: 'A role of this marketplace.' };
