import { redirect } from 'react-router';
import { ageOn } from '../shop/age.js';
import { safeBack } from '../shop/back.js';
import { ADULT_SECONDS, cookie } from '../shop/session.server.js';
import type { ActionArgs } from '../shop/load-context.js';

/** Remembers on this device only that the visitor passed; the birthday itself is not kept. */
export async function action({ request, context }: ActionArgs) {
  const form = await request.formData();
  const back = safeBack(form.get('back'));
  const part = (name: string) => Number(form.get(name) ?? NaN);
  const age = ageOn(new Date(), part('year'), part('month'), part('day'));
  const url = new URL(back, context.origin);
  url.searchParams.delete('age');
  if (age === null || age < part('min_age')) url.searchParams.set('age', age === null ? 'invalid' : 'too_young');
  return redirect(url.pathname + url.search, age !== null && age >= part('min_age') ? { headers: [cookie(context, 'adult', String(age), ADULT_SECONDS)] } : {});
}
