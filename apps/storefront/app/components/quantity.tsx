import { useVisit } from '../shop/use-visit.js';
import { Icon } from './icon.js';

type Props = { value: number; onChange: (next: number) => void; max?: number; small?: boolean; label: string };

export function Quantity({ value, onChange, max = 99, small = false, label }: Props) {
  const { words } = useVisit();
  return (
    <div className={small ? 'count count--s' : 'count'} role="group" aria-label={label}>
      <button type="button" aria-label={words.listing.less} disabled={value <= 1} onClick={() => onChange(value - 1)}><Icon name="minus" /></button>
      <span className="num" aria-live="polite">{value}</span>
      <button type="button" aria-label={words.listing.more} disabled={value >= max} onClick={() => onChange(value + 1)}><Icon name="plus" /></button>
    </div>
  );
}
