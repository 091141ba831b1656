import { IconCircle, IconCircleCheck, IconClock } from '@tabler/icons-react';

export type Step = { label: string; state: 'done' | 'now' | 'ahead' };

/** Where something stands on its way. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return <ol className="steps">{steps.map((step) => <li key={step.label} className={step.state === 'ahead' ? '' : step.state} aria-current={step.state === 'now' ? 'step' : undefined}>{step.state === 'done' ? <IconCircleCheck className="i" aria-hidden /> : step.state === 'now' ? <IconClock className="i" aria-hidden /> : <IconCircle className="i" aria-hidden />}{step.label}</li>)}</ol>;
}
