import { IconTrash } from '@tabler/icons-react';
import { SelectField, TextField } from '@stoa/web-ui';
import { packsOf, placesOf, withPlace, type MarketDraft, type RulePack } from './new-tenant.js';

type Props = { market: MarketDraft; index: number; isDefault: boolean; packs: readonly RulePack[]; errors: Record<string, string>; onChange: (market: MarketDraft) => void; onDefault: () => void; onRemove: (() => void) | null };

/** One market: where it is, and how people there read prices. What the law of the place says is filled in. */
export function MarketFields({ market, index, isDefault, packs, errors, onChange, onDefault, onRemove }: Props) {
  const at = (field: string): string => `/markets/${index}/${field}`;
  const text = (label: string, field: string, key: 'name' | 'code' | 'currency' | 'languages' | 'timeZone', hint?: string) =>
    <TextField label={label} name={at(field)} value={market[key]} hint={hint} error={errors[at(field)]} list={key === 'timeZone' ? 'time-zones' : undefined} onChange={(event) => onChange({ ...market, [key]: event.target.value })} />;
  const used = packsOf(market.places, packs);
  return (
    <fieldset className="market">
      <legend className="between"><span className="med">{market.name || `Market ${index + 1}`}</span>
        <span className="row"><label className="row small"><input type="radio" name="default-market" checked={isDefault} onChange={onDefault} />Default market</label>
          {onRemove && <button type="button" className="btn q icon xs" aria-label={`Remove ${market.name || `market ${index + 1}`}`} onClick={onRemove}><IconTrash className="i s" aria-hidden /></button>}</span></legend>
      <div className="field" role="group" aria-labelledby={`${market.key}-places`} aria-describedby={errors[at('countries')] ? `${market.key}-places-e` : undefined}>
        <span className="label" id={`${market.key}-places`}>Countries and states</span>
        <div className="row wrap places-choice">
          {placesOf(packs).map((pack) => <label key={pack.id} className="row"><input type="checkbox" className="check" name={at('countries')} checked={market.places.includes(pack.id)} onChange={(event) => onChange(withPlace(market, pack, event.target.checked))} />{pack.name['en'] ?? pack.id}</label>)}
        </div>
        {errors[at('countries')] && <span className="err" id={`${market.key}-places-e`}>{errors[at('countries')]}</span>}
      </div>
      <div className="grid3">
        {text('Name', 'name', 'name', 'As its shoppers read it.')}
        {text('Code', 'code', 'code', 'In addresses, as in de.')}
        {text('Currency', 'currency', 'currency')}
        {text('Languages', 'locales', 'languages', 'The first is the default.')}
        {text('Time zone', 'time_zone', 'timeZone')}
        <SelectField label="Prices" name={at('price_mode')} value={market.priceMode} onChange={(event) => onChange({ ...market, priceMode: event.target.value === 'excl' ? 'excl' : 'incl' })} options={[{ value: 'incl', label: 'Tax inside the price' }, { value: 'excl', label: 'Tax on top' }]} />
      </div>
      <p className="small dim">{used.length === 0 ? 'Rule packs follow from the places.' : <>Rule packs {used.map((id) => <span key={id} className="mono pack">{id} {packs.find((pack) => pack.id === id)?.version}</span>)}</>}</p>
    </fieldset>
  );
}
