import { request } from 'undici';

export type Page = { status: number; html: string };

/** Opens a page of a storefront as a browser does, that resolves every *.localhost to this machine; Node does not. */
export async function openPage(url: string): Promise<Page> {
  const { protocol, hostname, port, host, pathname, search } = new URL(url);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  const answer = await request(`${protocol}//${local ? '127.0.0.1' : hostname}${port ? `:${port}` : ''}${pathname}${search}`, { headers: { host, accept: 'text/html' } });
  return { status: answer.statusCode, html: await answer.body.text() };
}

/** The file behind an address, and whether it is a PDF. */
export async function openFile(url: string, headers: Record<string, string> = {}): Promise<{ isPdf: boolean; bytes: number }> {
  const answer = await request(url, { headers });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  return { isPdf: answer.statusCode === 200 && bytes.subarray(0, 5).toString() === '%PDF-', bytes: bytes.length };
}
