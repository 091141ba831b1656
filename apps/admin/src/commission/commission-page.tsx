import { IconPlus } from '@tabler/icons-react';
import { Card, ErrorFace, Note, Page, problemOf, Refusal, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { categoriesQuery } from '../app/marketplace.queries.js';
import { MoneyRules } from '../app/money-rules.js';
import { useMay } from '../app/session.js';
import { percentText } from '../app/words.js';
import { planQuery, sellersQuery, useSetPlan, type CommissionPlan } from './commission.queries.js';
import { PercentField } from './percent-field.js';
import { categoryOptions, draftOf, isChanged, movedUp, readDraft, withNewRule, type Draft, type DraftErrors } from './plan-draft.js';
import { RuleRow } from './rule-row.js';

/** What the marketplace keeps of each sale. Saving never changes a plan: it sets the next version. */
export function CommissionPage() {
  const plan = useQuery(planQuery);
  if (plan.isPending) return <Page title="Commission"><Skeleton lines={8} /></Page>;
  if (plan.error) return <Page title="Commission"><ErrorFace error={plan.error} retry={() => void plan.refetch()} /></Page>;
  const { data, etag } = plan.data;
  return <PlanForm key={data.version} plan={data} etag={etag ?? ''} reload={() => void plan.refetch()} />;
}

function PlanForm({ plan, etag, reload }: { plan: CommissionPlan; etag: string; reload: () => void }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(plan));
  const [errors, setErrors] = useState<DraftErrors>({});
  const save = useSetPlan();
  const mayWrite = useMay('pricing.write');
  const choices = useChoices(plan);
  const isDirty = mayWrite && isChanged(draft, plan);
  const change = (next: Draft): void => { setDraft(next); setErrors({}); };
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const read = readDraft(draft);
    setErrors(read.errors ?? {});
    if (read.body) save.mutate({ body: read.body, etag });
  }
  return (
    <form onSubmit={submit} noValidate>
      {isDirty && <div className="savebar" role="region" aria-label="Unsaved changes"><span>Version {plan.version + 1}, not saved yet</span><span className="row"><button className="btn sm" type="button" onClick={() => change(draftOf(plan))}>Discard</button><button className="btn p sm" disabled={save.isPending}>{`Set version ${plan.version + 1}`}</button></span></div>}
      <Page title="Commission" lead={plan.set_at ? <>Version {plan.version}, in force since <Time iso={plan.set_at} inText />.</> : 'Nobody has set one yet: this is what a new marketplace begins with.'}>
        <MoneyRules current="commission" />
        <div className="cols">
          <div>
            <Refused error={save.error} reload={() => { save.reset(); reload(); }} />
            {Object.keys(errors).length > 0 && <Note tone="bad">Not saved. What is wrong stands at its field.</Note>}
            {!mayWrite && <Note>You may read this. Changing it needs the role “finance” or “owner”.</Note>}
            <Card title="Default"><fieldset disabled={!mayWrite}><legend className="vh">Default</legend><PercentField label="Default commission" value={draft.percent} error={errors['default']} hint="Where no rule below fits." onChange={(percent) => change({ ...draft, percent })} /></fieldset></Card>
            <Card title="Rules" aside={<span className="small faint num">{draft.rules.length === 1 ? '1 rule' : `${draft.rules.length} rules`}</span>}
              footer={mayWrite && <button className="btn sm" type="button" onClick={() => change(withNewRule(draft))}><IconPlus className="i s" aria-hidden />Add a rule</button>}>
              {draft.rules.length === 0 ? <p className="small dim">No rule: every sale pays the default.</p> : (
                <ul className="rules">{draft.rules.map((rule, i) => (
                  <RuleRow key={rule.key} rule={rule} position={i + 1} errors={errors} isReadOnly={!mayWrite} currencies={plan.currencies} {...choices} onMoveUp={() => change(movedUp(draft, i))} onChange={(next) => change({ ...draft, rules: draft.rules.map((one) => (one.key === rule.key ? next : one)) })} onRemove={() => change({ ...draft, rules: draft.rules.filter((one) => one.key !== rule.key) })} />
                ))}</ul>
              )}
            </Card>
          </div>
          <aside><Explanation plan={plan} /></aside>
        </div>
      </Page>
    </form>
  );
}

/** Categories and vendors to choose from. Who may set commissions but not read those still sees what the rules name. */
function useChoices(plan: CommissionPlan) {
  const categories = useQuery({ ...categoriesQuery, enabled: useMay('catalog.read') });
  const vendors = useQuery({ ...sellersQuery, enabled: useMay('vendors.read') });
  const known = plan.rules.flatMap((rule) => (rule.category_path === null ? [] : [{ value: rule.category_path, label: rule.name }]));
  return {
    categories: categories.data ? categoryOptions(categories.data.data) : known.filter((one, i) => known.findIndex((other) => other.value === one.value) === i),
    vendors: (vendors.data?.data ?? []).filter((vendor) => vendor.status !== 'rejected').map((vendor) => ({ value: vendor.id, label: vendor.name })),
  };
}

function Refused({ error, reload }: { error: unknown; reload: () => void }) {
  if (!error) return null;
  if (problemOf(error).status !== 412) return <Refusal error={error} />;
  return <Note tone="bad">Somebody set another commission meanwhile. Nothing of yours was saved. <button type="button" className="linkish under" onClick={reload}>Load the new version</button></Note>;
}

function Explanation({ plan }: { plan: CommissionPlan }) {
  return (
    <Card title="How it is taken">
      <ol className="stack g12 small dim">
        <li>Of the goods’ price without tax. Nothing is taken of tax or shipping.</li>
        <li>The first rule that fits counts, from top to bottom; where none fits, the default of {percentText(plan.default_bp)} %. So the special ones stand above the general ones.</li>
        <li>The percentage is taken of each line and rounded to the nearest cent, once. The fixed part is added for each piece; then the least and the most for each piece apply. Never more than the goods cost; the vendor gets the rest.</li>
        <li>A new version holds from the next order on. Orders keep the version they were placed under, and show it.</li>
      </ol>
    </Card>
  );
}
