import { Link } from 'react-router';

/** A page that has nothing to show says why, and where to go. */
export function Face({ title, text, action }: { title: string; text: string; action?: { label: string; href: string } }) {
  return (
    <div className="empty face">
      <h1 className="display display--lg">{title}</h1>
      <p className="soft lead">{text}</p>
      {action && <Link className="btn btn--line" to={action.href}>{action.label}</Link>}
    </div>
  );
}
