/** A vendor's round mark: its initial. The name always stands beside it. */
export function VendorSign({ name, small = false }: { name: string; small?: boolean }) {
  return <span className={small ? 'vendor__sign vendor__sign--s' : 'vendor__sign'} aria-hidden="true">{[...name][0]?.toLocaleUpperCase()}</span>;
}
