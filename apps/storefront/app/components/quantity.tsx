import { useVisit } from '../shop/use-visit.js';
import { Icon } from './icon.js';

type Props = { value: number; onChange: (next: number) => void; max?: number; small?: boolean; label: string; /** In a form: the buttons send the number they lead to, so that they work before any script does. */ name?: string };

export function Quantity({ value, onChange, max = 99, small = false, label, name }: Props) {
  const { words } = useVisit();
  const button = (next: number) => (name ? { type: 'submit' as const, name, value: next } : { type: 'button' as const });
  const change = (next: number) => (event: React.MouseEvent) => { event.preventDefault(); onChange(next); };
  return (
    <div className={small ? 'count count--s' : 'count'} role="group" aria-label={label}>
      <button {...button(value - 1)} aria-label={words.listing.less} disabled={value <= 1} onClick={change(value - 1)}><Icon name="minus" /></button>
      <span className="num" aria-live="polite">{value}</span>
      <button {...button(value + 1)} aria-label={words.listing.more} disabled={value >= max} onClick={change(value + 1)}><Icon name="plus" /></button>
    </div>
  );
}
