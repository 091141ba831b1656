import type { Address, Problem } from './store-types.js';

/** A field of a form without the blanks around it; null when nothing stands there. */
export const textOf = (form: FormData, name: string): string | null => {
  const value = form.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

/** The address that `AddressFields` asks for. What is missing stays empty, and the API says so at the field. */
export const readAddress = (form: FormData): Address => ({
  name: textOf(form, 'name') ?? '', line1: textOf(form, 'line1') ?? '', line2: textOf(form, 'line2'), city: textOf(form, 'city') ?? '', region: textOf(form, 'region'),
  postcode: textOf(form, 'postcode') ?? '', country: textOf(form, 'country') ?? '', phone: textOf(form, 'phone'),
});

/** The API names a field by pointer (`/shipping_address/postcode`); the form knows it by its last part. */
export function fieldErrors(problem: Problem | undefined): Record<string, string> {
  return Object.fromEntries((problem?.errors ?? []).map((error) => [error.pointer.split('/').at(-1) ?? '', error.message]));
}
