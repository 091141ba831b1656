import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { problemOf } from './faces.js';

const ICON = { info: IconInfoCircle, ok: IconCircleCheck, warn: IconAlertTriangle, bad: IconAlertCircle } as const;

export function Note({ tone = 'info', children }: { tone?: keyof typeof ICON; children: React.ReactNode }) {
  const Icon = ICON[tone];
  return <div className={`note ${tone}`} role={tone === 'bad' ? 'alert' : undefined}><Icon className="i" aria-hidden /><div className="grow">{children}</div></div>;
}

/** The refusal of what was just tried, in the API's own words, where the eye is. */
export function Refusal({ error }: { error: unknown }) {
  if (!error) return null;
  const problem = problemOf(error);
  return <Note tone="bad">{problem.title}{problem.status >= 500 && problem.request_id ? ` Reference ${problem.request_id}.` : ''}</Note>;
}
