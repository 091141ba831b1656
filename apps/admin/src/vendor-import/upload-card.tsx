import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { Card, Note, Refusal } from '@stoa/web-ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { downloadBlob } from '../app/download.js';
import { columnsQuery, fetchTemplate, importsQuery, uploadNamedPicture, uploadTable, type Import } from './import.queries.js';
import { count, sizeText } from './import-words.js';

const isPicture = (file: File): boolean => file.type.startsWith('image/') || /\.(png|jpe?g|webp)$/i.test(file.name);
type Sent = { pictures: number; table: Import | null };
type Refused = { name: string; error: unknown };

/** Where a table comes in, by dragging or by choosing, with the pictures it names. They go first, so that the check finds them. */
export function UploadCard() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isOver, setOver] = useState(false);
  const [progress, setProgress] = useState('');
  const [refused, setRefused] = useState<Refused[]>([]);
  const template = useMutation({ mutationFn: fetchTemplate, onSuccess: (blob) => downloadBlob('listings-template.csv', blob) });
  const { data: known } = useQuery(columnsQuery);
  const upload = useMutation({
    mutationFn: async (files: readonly File[]): Promise<Sent> => {
      const tables = files.filter((file) => !isPicture(file));
      const [table] = tables;
      if (tables.length > 1) throw new TooMuch('One table at a time. Drop the one to import, with its pictures.');
      if (table && known && table.size > known.limits.bytes) throw new TooMuch(`${table.name} has ${sizeText(table.size)}, and ${sizeText(known.limits.bytes)} is the most. Split it.`);
      const pictures = await sendPictures(files.filter(isPicture));
      if (!table) return { pictures, table: null };
      setProgress(`Uploading ${table.name}, ${sizeText(table.size)}`);
      return { pictures, table: await uploadTable(table) };
    },
    onSuccess: async ({ table }) => {
      await queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
      if (table) await navigate({ to: '/vendor/imports/$id', params: { id: table.id } });
    },
  });
  /** One that is no picture does not keep the others. */
  async function sendPictures(pictures: readonly File[]): Promise<number> {
    const bad: Refused[] = [];
    for (const [index, picture] of pictures.entries()) {
      setProgress(`Uploading picture ${index + 1} of ${pictures.length}`);
      await uploadNamedPicture(picture).catch((error: unknown) => bad.push({ name: picture.name, error }));
    }
    setRefused(bad);
    return pictures.length - bad.length;
  }
  const take = (files: readonly File[]): void => { if (files.length > 0 && !upload.isPending) upload.mutate(files); };
  return (
    <Card title="Upload a table" aside={<button className="btn sm" type="button" onClick={() => template.mutate()} disabled={template.isPending}><IconDownload className="i s" aria-hidden />Template</button>}>
      <div className="stack g12">
        <label className={isOver ? 'dropzone over' : 'dropzone'} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(event) => { event.preventDefault(); setOver(false); take([...event.dataTransfer.files]); }}>
          <IconFileSpreadsheet className="i" aria-hidden />
          <span className="med" role="status">{upload.isPending ? progress || 'Uploading' : 'Drop a CSV file here, or choose one'}</span>
          <span className="small dim">Comma, semicolon or tab; UTF-8. {known ? `Up to ${count(known.limits.rows, 'row')} and ${sizeText(known.limits.bytes)}.` : ''} Pictures it names may come along: PNG, JPEG or WebP.</span>
          <input className="vh" type="file" name="table" multiple accept=".csv,.tsv,.txt,text/csv,image/png,image/jpeg,image/webp" aria-label="Choose a table and its pictures" disabled={upload.isPending} onChange={(event) => { const files = [...(event.target.files ?? [])]; event.target.value = ''; take(files); }} />
        </label>
        {upload.error instanceof TooMuch ? <Note tone="bad">{upload.error.message}</Note> : <Refusal error={upload.error} />}
        {refused.map(({ name, error }) => <div key={name}><span className="small med">{name}</span><Refusal error={error} /></div>)}
        {upload.data && !upload.data.table && upload.data.pictures > 0 && <Note tone="ok">{count(upload.data.pictures, 'picture')} kept. Write {upload.data.pictures === 1 ? 'its file name' : 'their file names'} into the column <span className="mono">images</span>.</Note>}
        <Refusal error={template.error} />
        <p className="small dim">Nothing changes while the file is checked: you see what would happen, row by row, before you confirm.</p>
      </div>
    </Card>
  );
}

/** What this page refuses itself, before anything is sent. */
class TooMuch extends Error {}
