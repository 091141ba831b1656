import { fieldErrors, Refusal, TextField } from '@stoa/web-ui';
import { useOpenWarehouse } from './setup.queries.js';

export function NewWarehouseForm() {
  const open = useOpenWarehouse();
  const errors = fieldErrors(open.error);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const entered = new FormData(form);
    const text = (name: string): string => String(entered.get(name) ?? '').trim();
    open.mutate(
      { name: text('name'), priority: Number(text('priority')), address: { line1: text('line1'), city: text('city'), postcode: text('postcode'), region: text('region') || null, country: text('country').toUpperCase() } },
      { onSuccess: () => form.reset() },
    );
  }
  return (
    <details className="well" style={{ marginTop: 12 }}>
      <summary className="med">Open a warehouse</summary>
      <form className="stack g12" style={{ marginTop: 12 }} onSubmit={submit}>
        <Refusal error={open.error} />
        <div className="grid2">
          <TextField label="Name" name="name" required error={errors['/name']} /><TextField label="Priority" name="priority" type="number" min={1} max={1000} defaultValue={1} hint="The lowest is asked for goods first." required error={errors['/priority']} />
          <TextField label="Street and number" name="line1" required error={errors['/address/line1']} /><TextField label="City" name="city" required error={errors['/address/city']} />
          <TextField label="Postcode" name="postcode" required error={errors['/address/postcode']} /><TextField label="Country" name="country" maxLength={2} placeholder="DE" required error={errors['/address/country']} />
          <TextField label="State (United States)" name="region" maxLength={2} placeholder="CA" error={errors['/address/region']} />
        </div>
        <div><button className="btn" disabled={open.isPending}>Open the warehouse</button></div>
      </form>
    </details>
  );
}
