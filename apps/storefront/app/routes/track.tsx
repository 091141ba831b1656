import { Link, type MetaFunction } from 'react-router';
import { Crumbs } from '../components/crumbs.js';
import { openVisit } from '../shop/session.server.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs } from '../shop/load-context.js';

export const loader = ({ request, context }: LoaderArgs) => ({ title: `${openVisit(request, context).words.track.title} · ${context.shop.theme.name}` });

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** An order is found by its unguessable link alone, never by a number that others could count up: this page says where the link is. */
export default function TrackRoute() {
  const { words } = useVisit();
  return (
    <main id="main" className="page">
      <Crumbs path={[]} here={words.track.title} />
      <div className="stack"><h1 className="display display--lg">{words.track.title}</h1><p className="lead">{words.track.lead}</p><p>{words.track.byMail}<br />{words.track.byAccount}</p><p><Link className="btn btn--line" to="/account">{words.track.go}</Link></p></div>
    </main>
  );
}
