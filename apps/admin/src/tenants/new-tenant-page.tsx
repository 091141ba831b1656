import { Card, fieldErrors, Note, Page, Refusal, SelectField, TextField } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { marketPresets, toNewTenant } from './market-presets.js';
import { plansQuery, useCreateTenant } from './tenant.queries.js';

/** One page, one button: what a marketplace needs before it can be set up. Markets come as presets whose rule packs exist. */
export function NewTenantPage() {
  const navigate = useNavigate();
  const plans = useQuery(plansQuery);
  const create = useCreateTenant();
  const [chosen, setChosen] = useState<string[]>(['de']);
  const errors = fieldErrors(create.error);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    create.mutate(toNewTenant(new FormData(event.currentTarget), chosen), { onSuccess: (tenant) => void navigate({ to: '/operator/tenants/$id', params: { id: tenant.id } }) });
  }
  return (
    <Page title="New tenant" crumbs={[<Link key="t" to="/operator/tenants">Tenants</Link>, 'New tenant']} lead="The first person of its staff gets an invitation by mail. You watch the parts being set up on the next page.">
      <form className="stack g16" onSubmit={submit} style={{ maxWidth: 760 }}>
        <Refusal error={create.error} />
        <Card title="Marketplace">
          <div className="grid2">
            <TextField label="Name" name="name" required error={errors['/name']} />
            <TextField label="Slug" name="slug" required pattern="[a-z][a-z0-9\-]{1,38}[a-z0-9]" hint="Part of its address: small letters, digits, dashes." error={errors['/slug']} />
            <TextField label="Legal name" name="legal_name" required error={errors['/legal_name']} />
            <TextField label="Number prefix" name="number_prefix" required pattern="[A-Z]{2,4}" hint="Begins its order numbers, as OMA." error={errors['/number_prefix']} />
            <TextField label="Support e-mail" name="support_email" type="email" required error={errors['/support_email']} />
            <SelectField label="Plan" name="plan" options={(plans.data?.data ?? []).map((plan) => ({ value: plan.code, label: `${plan.name}, platform fee ${plan.platform_fee_bp / 100} %` }))} />
            <SelectField label="Kind of goods" name="preset" options={[{ value: 'craft', label: 'Crafts' }, { value: 'table', label: 'Food, drink and table' }]} />
            <TextField label="Own domain (optional)" name="domain" placeholder="market.example" hint="Verified later by a DNS record." error={errors['/domain']} />
          </div>
        </Card>
        <Card title="Seat">
          <div className="grid2">
            <TextField label="Country" name="country" required pattern="[A-Z]{2}" maxLength={2} defaultValue="DE" error={errors['/home_country']} />
            <TextField label="Street and number" name="line1" required error={errors['/address/line1']} />
            <TextField label="Postcode" name="postcode" required error={errors['/address/postcode']} />
            <TextField label="City" name="city" required error={errors['/address/city']} />
          </div>
        </Card>
        <Card title="Markets">
          <fieldset className="stack g8"><legend className="vh">Markets</legend>
            {marketPresets.map((preset) => (
              <label key={preset.code} className="row" style={{ minHeight: 30 }}><input type="checkbox" className="check" checked={chosen.includes(preset.code)} onChange={(e) => setChosen(e.target.checked ? [...chosen, preset.code] : chosen.filter((code) => code !== preset.code))} /><span>{preset.name} <span className="faint small">{preset.currency}, {preset.price_mode === 'incl' ? 'tax inside the price' : 'tax on top'}, packs {preset.rule_packs.join(' ')}</span></span></label>
            ))}
          </fieldset>
          {chosen.length === 0 && <Note tone="warn">A marketplace needs at least one market.</Note>}
        </Card>
        <Card title="First owner">
          <div className="grid2"><TextField label="Name" name="staff_name" required /><TextField label="E-mail" name="staff_email" type="email" required hint="The invitation goes here." error={errors['/first_staff/email']} /></div>
        </Card>
        <div className="row"><button className="btn p lg" disabled={create.isPending || chosen.length === 0}>{create.isPending ? 'Opening' : 'Open the marketplace'}</button><Link className="btn lg" to="/operator/tenants">Cancel</Link></div>
      </form>
    </Page>
  );
}
