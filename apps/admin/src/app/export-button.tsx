import { IconDownload } from '@tabler/icons-react';
import { answer } from '@stoa/web-api-client';
import { problemOf } from '@stoa/web-ui';
import { useMutation } from '@tanstack/react-query';
import { api } from './auth.js';
import { downloadBlob } from './download.js';

const fetchExport = (): Promise<Blob> => answer<unknown>(api.GET('/v1/vendor/listings-export', { parseAs: 'blob' })) as Promise<Blob>;

/** All listings of the vendor as a file that an import reads: to keep, or to change in a spreadsheet and send back. */
export function ExportButton() {
  const fetching = useMutation({ mutationFn: fetchExport, onSuccess: (blob) => downloadBlob('listings.csv', blob) });
  return (
    <>
      <button className="btn" type="button" disabled={fetching.isPending} onClick={() => fetching.mutate()}><IconDownload className="i s" aria-hidden />{fetching.isPending ? 'Writing the file' : 'Export'}</button>
      {fetching.error && <span className="small reason" role="alert">{problemOf(fetching.error).title}</span>}
    </>
  );
}
