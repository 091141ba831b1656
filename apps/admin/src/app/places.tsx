type AddressLike = { name?: string | null; line1: string; line2: string | null; city: string; region: string | null; postcode: string; country: string };

const countries = new Intl.DisplayNames('en', { type: 'region' });
const languages = new Intl.DisplayNames('en', { type: 'language' });

/** "Germany" for DE; what is no country stays as it is. */
export const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code);
/** "CA, United States" for US-CA, "Germany" for DE. */
export function placeName(place: string): string {
  const [country = '', region] = place.split('-');
  return region === undefined ? countryName(country) : `${region}, ${countryName(country)}`;
}
/** "German" for de. */
export const languageName = (code: string): string => languages.of(code) ?? code;

/** An address as on a letter. */
export function AddressLines({ address }: { address: AddressLike }) {
  const lines = [address.name, address.line1, address.line2, [address.postcode, address.city].join(' '), [address.region, countryName(address.country)].filter(Boolean).join(', ')];
  return <address className="plain">{lines.filter(Boolean).map((line) => <span key={line}>{line}<br /></span>)}</address>;
}
