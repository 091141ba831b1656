import { groupPermissions } from '../app/permission-words.js';

/** What a role lets somebody do, in words, by what it is about. */
export function PermissionList({ codes }: { codes: readonly string[] }) {
  return <ul className="stack small">{groupPermissions(codes).map(({ area, permissions }) => <li key={area}><span className="med">{area}</span> <span className="dim">{permissions.map((one) => one.may).join(', ')}</span></li>)}</ul>;
}
