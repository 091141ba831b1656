import { Link } from 'react-router';
import { useVisit } from '../shop/use-visit.js';
import { Logo } from './logo.js';

/** The shop's foot; at the checkout only who is behind it. */
export function Footer({ isBare = false }: { isBare?: boolean }) {
  const { foot, tenant } = useVisit();
  if (isBare) return <footer className="page section"><p className="row row--split small soft foot--bare"><span>{foot.legal}</span><span>{tenant.support_email}</span></p></footer>;
  return (
    <footer className="foot">
      <div className="page">
        <div className="foot__grid">
          <div><Logo /><p>{foot.about}</p></div>
          {foot.columns.map((column) => (
            <nav key={column.title} aria-label={column.title}>
              <h2>{column.title}</h2>
              <ul>{column.links.map((link) => <li key={link.href + link.label}><Link to={link.href}>{link.label}</Link></li>)}</ul>
            </nav>
          ))}
        </div>
        <div className="foot__end"><p>{foot.legal}</p><p>{foot.end}</p></div>
      </div>
    </footer>
  );
}
