import { IconPlus } from '@tabler/icons-react';
import { Card, ErrorFace, ErrorSummary, fieldErrors, Page, Refusal, SelectField, Skeleton, TextField } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { countryName } from '../app/places.js';
import { percentText } from '../app/words.js';
import { MarketFields } from './market-fields.js';
import { checkDraft, emptyDraft, emptyMarket, prefixFrom, slugFrom, toNewTenant, type RulePack, type TenantDraft } from './new-tenant.js';
import { RegistrationFields } from './registration-fields.js';
import { plansQuery, rulePacksQuery, useCreateTenant, type Plan } from './tenant.queries.js';

const crumbs = [<Link key="t" to="/operator/tenants">Tenants</Link>, 'New tenant'];

/** What a marketplace needs before it can be set up. Its markets are made of the places whose law is installed. */
export function NewTenantPage() {
  const plans = useQuery(plansQuery);
  const packs = useQuery(rulePacksQuery);
  const error = plans.error ?? packs.error;
  if (error) return <Page title="New tenant" crumbs={crumbs}><ErrorFace error={error} retry={() => void Promise.all([plans.refetch(), packs.refetch()])} /></Page>;
  if (!plans.data || !packs.data) return <Page title="New tenant" crumbs={crumbs}><Skeleton lines={10} /></Page>;
  return <Loaded plans={plans.data.data} packs={packs.data.data} />;
}

function Loaded({ plans, packs }: { plans: readonly Plan[]; packs: readonly RulePack[] }) {
  const navigate = useNavigate();
  const create = useCreateTenant();
  const [draft, setDraft] = useState<TenantDraft>({ ...emptyDraft, plan: plans[0]?.code ?? '' });
  const [isChecked, setChecked] = useState(false);
  const errors = { ...fieldErrors(create.error), ...(isChecked && checkDraft(draft)) };
  const set = (next: Partial<TenantDraft>): void => setDraft((before) => ({ ...before, ...next }));
  function submit(event: React.FormEvent): void {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(checkDraft(draft)).length > 0) return create.reset();
    create.mutate(toNewTenant(draft, packs), { onSuccess: (tenant) => void navigate({ to: '/operator/tenants/$id', params: { id: tenant.id } }) });
  }
  return (
    <Page title="New tenant" crumbs={crumbs} lead="The first person of its staff gets an invitation by mail. You watch the parts being set up on the next page.">
      <form className="stack g16 onboarding" onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} />
        {Object.keys(errors).length === 0 && <Refusal error={create.error} />}
        <Basics draft={draft} set={set} errors={errors} plans={plans} />
        <Seat draft={draft} set={set} errors={errors} />
        <Markets draft={draft} set={set} errors={errors} packs={packs} />
        <Card title="Tax registrations of the marketplace" aside={<span className="small faint">Optional</span>}><RegistrationFields registrations={draft.registrations} packs={packs} errors={errors} onChange={(registrations) => set({ registrations })} /></Card>
        <Card title="First owner">
          <div className="grid2">
            <TextField label="Name" name="/first_staff/name" autoComplete="off" value={draft.staffName} error={errors['/first_staff/name']} onChange={(event) => set({ staffName: event.target.value })} />
            <TextField label="E-mail" name="/first_staff/email" type="email" autoComplete="off" hint="The invitation goes here." value={draft.staffEmail} error={errors['/first_staff/email']} onChange={(event) => set({ staffEmail: event.target.value })} />
          </div>
        </Card>
        <div className="row"><button className="btn p lg" disabled={create.isPending}>{create.isPending ? 'Opening' : draft.name.trim() ? `Open ${draft.name.trim()}` : 'Open the marketplace'}</button><Link className="btn lg" to="/operator/tenants">Cancel</Link></div>
      </form>
    </Page>
  );
}

type Part = { draft: TenantDraft; set: (next: Partial<TenantDraft>) => void; errors: Record<string, string> };

function Basics({ draft, set, errors, plans }: Part & { plans: readonly Plan[] }) {
  // Short name and prefix follow the name until somebody writes them.
  const name = (text: string): Partial<TenantDraft> => ({ name: text, ...(draft.slug === slugFrom(draft.name) && { slug: slugFrom(text) }), ...(draft.numberPrefix === prefixFrom(draft.name) && { numberPrefix: prefixFrom(text) }) });
  return (
    <Card title="Marketplace">
      <div className="grid2">
        <TextField label="Name" name="/name" value={draft.name} error={errors['/name']} onChange={(event) => set(name(event.target.value))} />
        <TextField label="Short name" name="/slug" hint="Part of its address." value={draft.slug} error={errors['/slug']} onChange={(event) => set({ slug: event.target.value })} />
        <TextField label="Legal name" name="/legal_name" value={draft.legalName} error={errors['/legal_name']} onChange={(event) => set({ legalName: event.target.value })} />
        <TextField label="Number prefix" name="/number_prefix" hint="Begins its order numbers, as OMA." value={draft.numberPrefix} error={errors['/number_prefix']} onChange={(event) => set({ numberPrefix: event.target.value.toUpperCase() })} />
        <TextField label="Support e-mail" name="/support_email" type="email" autoComplete="off" value={draft.supportEmail} error={errors['/support_email']} onChange={(event) => set({ supportEmail: event.target.value })} />
        <SelectField label="Plan" name="/plan" value={draft.plan} onChange={(event) => set({ plan: event.target.value })} options={plans.map((plan) => ({ value: plan.code, label: `${plan.name}, platform fee ${percentText(plan.platform_fee_bp)} %` }))} />
        <SelectField label="Kind of goods" name="/preset" hint="Its first categories and theme." value={draft.preset} onChange={(event) => set({ preset: event.target.value === 'table' ? 'table' : 'craft' })} options={[{ value: 'craft', label: 'Crafts' }, { value: 'table', label: 'Food, drink and table' }]} />
        <TextField label="Own domain (optional)" name="/domain" placeholder="market.example" hint="Proven later by a DNS record." value={draft.domain} error={errors['/domain']} onChange={(event) => set({ domain: event.target.value.trim().toLowerCase() })} />
      </div>
    </Card>
  );
}

function Seat({ draft, set, errors }: Part) {
  return (
    <Card title="Seat">
      <div className="grid2">
        <TextField label="Home country" name="/home_country" maxLength={2} hint={draft.country.length === 2 ? countryName(draft.country) : 'Two letters, as in DE.'} value={draft.country} error={errors['/home_country']} onChange={(event) => set({ country: event.target.value.toUpperCase() })} />
        <TextField label="Street and number" name="/address/line1" autoComplete="off" value={draft.line1} error={errors['/address/line1']} onChange={(event) => set({ line1: event.target.value })} />
        <TextField label="Postcode" name="/address/postcode" autoComplete="off" value={draft.postcode} error={errors['/address/postcode']} onChange={(event) => set({ postcode: event.target.value })} />
        <TextField label="City" name="/address/city" autoComplete="off" value={draft.city} error={errors['/address/city']} onChange={(event) => set({ city: event.target.value })} />
        <TextField label="Register number (optional)" name="/register_number" value={draft.registerNumber} error={errors['/register_number']} onChange={(event) => set({ registerNumber: event.target.value })} />
        <TextField label="VAT id (optional)" name="/vat_id" value={draft.vatId} error={errors['/vat_id']} onChange={(event) => set({ vatId: event.target.value })} />
      </div>
    </Card>
  );
}

function Markets({ draft, set, errors, packs }: Part & { packs: readonly RulePack[] }) {
  const remove = (key: string): void => {
    const markets = draft.markets.filter((market) => market.key !== key);
    set({ markets, defaultMarket: draft.defaultMarket === key ? (markets[0]?.key ?? '') : draft.defaultMarket });
  };
  return (
    <Card title="Markets" aside={<span className="small faint">Where it sells, in which currency and under which law</span>}>
      <div className="stack g16">
        {draft.markets.map((market, i) => (
          <MarketFields key={market.key} market={market} index={i} isDefault={market.key === draft.defaultMarket} packs={packs} errors={errors} onDefault={() => set({ defaultMarket: market.key })}
            onChange={(next) => set({ markets: draft.markets.map((one) => (one.key === next.key ? next : one)) })} onRemove={draft.markets.length > 1 ? () => remove(market.key) : null} />
        ))}
        <div><button type="button" className="btn" onClick={() => set({ markets: [...draft.markets, emptyMarket(`m${Date.now()}`)] })}><IconPlus className="i s" aria-hidden />Add a market</button></div>
      </div>
      <datalist id="time-zones">{[...new Set(packs.flatMap((pack) => pack.time_zone ?? []))].map((zone) => <option key={zone} value={zone} />)}</datalist>
    </Card>
  );
}
