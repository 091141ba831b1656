import { Link } from 'react-router';
import { useVisit } from '../shop/use-visit.js';

/** The tenant's mark and name. The mark is an SVG that the theme's check has passed (no script, no outside reference). */
export function Logo() {
  const { theme } = useVisit();
  return (
    <Link className="logo" to="/">
      {theme.logo_svg !== '' && <span aria-hidden="true" style={{ display: 'contents' }} dangerouslySetInnerHTML={{ __html: theme.logo_svg }} />}
      <span>{theme.name}</span>
    </Link>
  );
}
