import { Link } from 'react-router';
import { useVisit } from '../shop/use-visit.js';

export function Crumbs({ path, here }: { path: { handle: string; name: string }[]; here: string }) {
  const { words } = useVisit();
  return (
    <nav className="crumbs" aria-label={words.crumbs}>
      <ol>
        <li><Link to="/">{words.home}</Link></li>
        {path.map((step) => <li key={step.handle}><Link to={`/c/${step.handle}`}>{step.name}</Link></li>)}
        <li><span aria-current="page">{here}</span></li>
      </ol>
    </nav>
  );
}
