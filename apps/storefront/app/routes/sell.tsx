import { data, Form, useActionData, useNavigation, type MetaFunction } from 'react-router';
import { Crumbs } from '../components/crumbs.js';
import { Face } from '../components/face.js';
import { Field, SelectField } from '../components/field.js';
import { Note } from '../components/note.js';
import { callStore, Refused } from '../shop/api.server.js';
import { countryName } from '../shop/format.js';
import { openVisit } from '../shop/session.server.js';
import type { Problem, VendorApplication } from '../shop/store-types.js';
import { sayRefusal } from '../shop/refusal.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs, ActionArgs } from '../shop/load-context.js';

export const loader = ({ request, context }: LoaderArgs) => ({ title: `${openVisit(request, context).words.sell.title} · ${context.shop.theme.name}` });

export async function action({ request, context }: ActionArgs) {
  const visit = openVisit(request, context);
  const form = await request.formData();
  const of = (name: string) => String(form.get(name) ?? '').trim();
  const orNull = (name: string) => of(name) || null;
  if (form.get('certify') !== 'on') return data({ isDone: false, problem: { status: 400, code: 'certify', title: visit.words.sell.certifyMissing } as Problem | undefined });
  try {
    await callStore(context, visit, '/vendor-applications', {
      method: 'POST',
      body: {
        name: of('shop_name'), legal_name: of('legal_name'), email: of('email'), applicant_email: of('email'), phone: of('phone'), locale: visit.words.lang, ...(of('about') && { about: { [visit.words.lang]: of('about') } }),
        address: { line1: of('line1'), line2: null, city: of('city'), region: orNull('region'), postcode: of('postcode'), country: of('country') },
        register_number: orNull('register_number'), vat_id: orNull('vat_id'), self_certified: true,
      } satisfies VendorApplication,
    });
    return data({ isDone: true, problem: undefined as Problem | undefined });
  } catch (error) {
    if (error instanceof Refused && error.problem.status < 500) return data({ isDone: false, problem: error.problem as Problem | undefined });
    throw error;
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: d }) => [{ title: d?.title }];

export default function SellRoute() {
  const { words, markets, locale } = useVisit();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state === 'submitting';
  const { sell } = words;
  const countries = [...new Set(markets.flatMap((m) => m.countries))];
  if (answer?.isDone) return <main id="main" className="page"><Face title={sell.done} text={sell.doneText} action={{ label: words.goHome, href: '/' }} /></main>;
  const errors = Object.fromEntries((answer?.problem?.errors ?? []).map((e) => [e.pointer.split('/').at(-1) ?? '', e.message]));
  return (
    <main id="main" className="page">
      <Crumbs path={[]} here={sell.title} />
      <div style={{ maxWidth: '44rem' }} className="stack stack--l">
        <div className="stack stack--s"><h1 className="display display--lg">{sell.title}</h1><p className="lead">{sell.lead}</p></div>
        <Form method="post" className="stack">
          {answer?.problem && <Note kind="bad" alert>{sayRefusal(answer.problem, words)}</Note>}
          <div className="fields">
            <Field name="shop_name" label={sell.shopName} width="w3" required error={errors['name']} /><Field name="legal_name" label={sell.legalName} autoComplete="organization" width="w3" required error={errors['legal_name']} />
            <SelectField name="country" label={sell.country} autoComplete="country" options={countries.map((c) => ({ value: c, label: countryName(c, locale) }))} error={errors['country']} />
            <Field name="line1" label={sell.line1} autoComplete="address-line1" required error={errors['line1']} />
            <Field name="postcode" label={sell.postcode} autoComplete="postal-code" width="w2" required error={errors['postcode']} /><Field name="city" label={sell.city} autoComplete="address-level2" width="w4" required error={errors['city']} />
            {countries.includes('US') && <Field name="region" label={sell.region} autoComplete="address-level1" maxLength={2} error={errors['region']} />}
            <Field name="register_number" label={sell.register} width="w3" error={errors['register_number']} /><Field name="vat_id" label={sell.vat} width="w3" error={errors['vat_id']} />
            <Field name="email" type="email" label={sell.email} autoComplete="email" width="w3" required error={errors['email']} /><Field name="phone" type="tel" label={sell.phone} autoComplete="tel" width="w3" required error={errors['phone']} />
            <Field name="about" label={sell.about} error={errors['about']} />
          </div>
          <label className="check" style={{ alignItems: 'start' }}><input type="checkbox" name="certify" required /><span>{sell.certify}</span></label>
          <button className="btn" aria-busy={busy} style={{ justifySelf: 'start' }}>{sell.go}</button>
        </Form>
      </div>
    </main>
  );
}
