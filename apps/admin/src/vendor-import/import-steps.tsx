import { IconAlertCircle, IconCheck, IconClipboardCheck, IconFileText, IconPlayerPlay, IconUpload, type Icon } from '@tabler/icons-react';
import type { Import } from './import.queries.js';
import type { State } from './import-words.js';

const STEPS: readonly { label: string; icon: Icon }[] = [{ label: 'Upload', icon: IconUpload }, { label: 'Check', icon: IconClipboardCheck }, { label: 'Import', icon: IconPlayerPlay }, { label: 'Report', icon: IconFileText }];
const AT: Record<State, number> = { reading: 1, checking: 1, checked: 1, unreadable: 1, failed: 1, applying: 2, done: 3, canceled: 3 };

/** Four bars, the current one named. */
export function ImportSteps({ made }: { made: Import }) {
  const at = made.state === 'failed' && made.confirmed_at !== null ? AT.applying : AT[made.state];
  return (
    <ol className="wiz" aria-label="Steps">
      {STEPS.map(({ label, icon: Icon }, index) => {
        const state = index < at || (made.state === 'done' && index === 3) ? 'done' : index === at ? 'now' : '';
        const Shown = state === 'done' ? IconCheck : (made.state === 'unreadable' || made.state === 'failed') && state === 'now' ? IconAlertCircle : Icon;
        return <li key={label} className={state || undefined} aria-current={index === at ? 'step' : undefined}><Shown className="i s" aria-hidden /><span>{label}</span></li>;
      })}
    </ol>
  );
}
