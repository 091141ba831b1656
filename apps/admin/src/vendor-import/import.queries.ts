import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';
import { isMoving, type Show } from './import-words.js';

export type Import = components['schemas']['Import'];
export type ImportRow = components['schemas']['ImportRow'];
export type ImportColumns = components['schemas']['ImportColumns'];

const LOOK_AGAIN_MS = 1_000;
const LIST = ['vendor-imports'];
const ofImport = (id: string) => ['vendor-import', id];
const at = (id: string) => ({ params: { path: { import_id: id } } });

/** The newest first; looked at again while one of them is under way. */
export const importsQuery = infiniteQueryOptions({
  queryKey: LIST,
  queryFn: ({ pageParam }) => answer(api.GET('/v1/vendor/imports', { params: { query: pageParam ? { after: pageParam } : {} } })),
  ...cursor,
  refetchInterval: (query) => (query.state.data?.pages.some((page) => page.data.some(isMoving)) ? 3 * LOOK_AGAIN_MS : false),
});
export const importQuery = (id: string) =>
  queryOptions({ queryKey: [...ofImport(id), 'itself'], queryFn: () => answer(api.GET('/v1/vendor/imports/{import_id}', at(id))), refetchInterval: (query) => (query.state.data && isMoving(query.state.data) ? LOOK_AGAIN_MS : false) });
export const rowsQuery = (id: string, show: Show, column: string | null) =>
  infiniteQueryOptions({
    queryKey: [...ofImport(id), 'rows', show, column],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/vendor/imports/{import_id}/rows', { params: { path: { import_id: id }, query: { ...FILTERS[show], ...(column && { 'filter[column]': column }), ...(pageParam && { after: pageParam }) } } })),
    ...cursor,
  });
export const problemsQuery = (id: string) => queryOptions({ queryKey: [...ofImport(id), 'problems'], queryFn: async () => (await answer(api.GET('/v1/vendor/imports/{import_id}/problems', at(id)))).data });
export const columnsQuery = queryOptions({ queryKey: ['vendor-import-columns'], staleTime: 60_000, queryFn: () => answer(api.GET('/v1/vendor/import-columns')) });

const FILTERS: Record<Show, { 'filter[state]'?: ImportRow['state']; 'filter[notes]'?: 'yes'; 'filter[mistakes]'?: 'yes' }> = {
  mistakes: { 'filter[mistakes]': 'yes' }, left_out: {}, notes: { 'filter[notes]': 'yes' }, to_create: { 'filter[state]': 'to_create' }, to_update: { 'filter[state]': 'to_update' }, to_keep: { 'filter[state]': 'to_keep' },
  created: { 'filter[state]': 'created' }, updated: { 'filter[state]': 'updated' }, kept: { 'filter[state]': 'kept' },
};

const bytes = { bodySerializer: (body: unknown) => body as BodyInit };
/** The file goes as it is, whatever its name ends with: the API reads a table out of it or says why it cannot. */
export const uploadTable = (file: File): Promise<Import> =>
  answer(api.POST('/v1/vendor/imports', { params: { query: { file_name: file.name } }, body: file as unknown as string, ...bytes, headers: { 'Content-Type': 'text/csv' } }));
/** A picture that the table names by its file. */
export const uploadNamedPicture = async (file: File): Promise<void> => {
  await answer(api.POST('/v1/vendor/media', { params: { query: { file_name: file.name } }, body: file as unknown as string, ...bytes, headers: { 'Content-Type': file.type } }));
};

export const fetchTemplate = (): Promise<Blob> => answer<unknown>(api.GET('/v1/vendor/import-template', { parseAs: 'blob' })) as Promise<Blob>;
export const fetchBadRows = (id: string): Promise<Blob> => answer<unknown>(api.GET('/v1/vendor/imports/{import_id}/bad-rows', { ...at(id), parseAs: 'blob' })) as Promise<Blob>;

/** Confirms or stops; what the page knows of the import and of the listings is asked for anew. */
export function useMoveImport(id: string) {
  const queryClient = useQueryClient();
  const after = {
    onSuccess: (moved: Import) => queryClient.setQueryData(importQuery(id).queryKey, moved),
    onSettled: () => Promise.all([ofImport(id), LIST, ['vendor-listings']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  };
  return {
    confirm: useMutation({ mutationFn: (submit: boolean) => answer(api.PUT('/v1/vendor/imports/{import_id}/confirmation', { ...at(id), body: { submit } })), ...after }),
    cancel: useMutation({ mutationFn: () => answer(api.PUT('/v1/vendor/imports/{import_id}/cancellation', at(id))), ...after }),
  };
}
