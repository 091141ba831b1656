import { Link } from 'react-router';
import { useVisit } from '../shop/use-visit.js';
import { Logo } from './logo.js';

export function Footer() {
  const { foot } = useVisit();
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
