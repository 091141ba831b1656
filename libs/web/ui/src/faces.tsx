import { IconAlertTriangle, IconInbox, IconLock, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

type FaceProps = { icon?: React.ReactNode; title: string; text: React.ReactNode; children?: React.ReactNode };

/** One of the four faces of a page: first use, filtered empty, error, no permission. */
export function Face({ icon = <IconInbox className="i" aria-hidden />, title, text, children }: FaceProps) {
  return (
    <div className="face-box">
      <span className="ico">{icon}</span>
      <h2>{title}</h2>
      <p>{text}</p>
      {children && <div className="row">{children}</div>}
    </div>
  );
}

/** What went wrong, what was not lost, and a way to try again. */
export function ErrorFace({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = problemOf(error);
  if (problem.status === 403) return <Face icon={<IconLock className="i" aria-hidden />} title="You may not see this" text={`${problem.title} Ask an owner of this place for the role you need.`} />;
  if (problem.status === 404) return <Face title="There is nothing here" text="It may have been removed, or the link belongs to another place." />;
  return (
    <Face icon={<IconAlertTriangle className="i" aria-hidden />} title="This could not be loaded" text={<>{problem.title} Nothing was changed.{problem.request_id && <> Reference <span className="mono">{problem.request_id}</span></>}</>}>
      {retry && <button className="btn" type="button" onClick={retry}><IconRefresh className="i s" aria-hidden />Try again</button>}
    </Face>
  );
}

type ProblemLike = { status: number; code: string; title: string; details?: Record<string, unknown>; errors?: { pointer: string; code: string; message: string }[]; request_id?: string };

/** Reads an API refusal by its shape, so that components need no client. */
export function problemOf(error: unknown): ProblemLike {
  const problem = error !== null && typeof error === 'object' && 'problem' in error ? (error as { problem: ProblemLike }).problem : null;
  return problem ?? { status: 0, code: 'unknown', title: error instanceof TypeError ? 'The server cannot be reached.' : 'Something broke on this page.' };
}

/** Grey lines in the shape of what will come, only when it takes longer than a blink. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="stack g12" style={{ padding: 18, minHeight: lines * 30 }} role="status" aria-label="Loading">
      {isLate && Array.from({ length: lines }, (_, i) => <span key={i} className="sk" style={{ height: 16, width: `${90 - ((i * 17) % 45)}%` }} />)}
    </div>
  );
}
