/** Addresses people have are cut out of an error's text: mail servers like to repeat them. */
export const withoutAddresses = (error: string): string => error.replaceAll(/[^\s<>"'@]+@[^\s<>"'@]+/g, '…@…').slice(0, 500);
