import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';

/** Puts a text on the clipboard, and says so. Where a browser does not let it, it says that too: the text stands beside it. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = (): void => void navigator.clipboard.writeText(text).then(() => setState('copied'), () => setState('refused'));
  return (
    <span className="row">
      <button className="btn" type="button" onClick={copy}>{state === 'copied' ? <IconCheck className="i s" aria-hidden /> : <IconCopy className="i s" aria-hidden />}Copy<span className="vh"> {what}</span></button>
      <span className="small dim" role="status">{state === 'copied' ? 'Copied' : state === 'refused' ? 'Select it and copy it yourself' : ''}</span>
    </span>
  );
}
