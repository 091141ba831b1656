import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { createSandbox, type Sandbox } from './sandbox.js';

const send = async (sandbox: Sandbox, more: object = {}) => {
  const transport = createTransport({ host: sandbox.host, port: sandbox.smtpPort, secure: false });
  await transport.sendMail({
    from: 'Oma <orders@oma.example>',
    to: 'Ada <ada@example.com>',
    subject: 'Thank you & welcome',
    text: 'See http://oma.localhost/track/1',
    html: '<p>Hei <a href="http://oma.localhost/track/1?a=1&amp;b=2">Ada</a></p><script>alert(1)</script>',
    attachments: [
      { filename: 'Rechnung TB-2026-1.pdf', content: Buffer.from('%PDF-1.7 test'), contentType: 'application/pdf' },
      { filename: 'page.html', content: '<script>alert(1)</script>', contentType: 'text/html' },
    ],
    ...more,
  });
  transport.close();
};

test('a letter sent by SMTP is shown with its files, and runs no script', async () => {
  const sandbox = await createSandbox();
  try {
    await send(sandbox);
    const { data } = (await (await fetch(`${sandbox.url}/mail.json?to=ada@example.com&wait_ms=1000`)).json()) as { data: { id: string }[] };
    expect(data).toMatchObject([{ from: 'Oma <orders@oma.example>', to: ['ada@example.com'], subject: 'Thank you & welcome', attachments: 2 }]);
    const { id } = data[0]!;
    const mail = (await (await fetch(`${sandbox.url}/mail/${id}.json`)).json()) as { links: string[]; files: { url: string }[] };
    expect(mail).toMatchObject({
      text: expect.stringContaining('http://oma.localhost/track/1') as string,
      files: [{ filename: 'Rechnung TB-2026-1.pdf', content_type: 'application/pdf', size_bytes: 13 }, { filename: 'page.html' }],
    });
    expect(mail.links).toEqual(['http://oma.localhost/track/1?a=1&b=2', 'http://oma.localhost/track/1']);

    const page = await fetch(`${sandbox.url}/mail/${id}`);
    expect(await page.text()).toContain('Thank you &#38; welcome');
    const letter = await fetch(`${sandbox.url}/mail/${id}/html`);
    expect(letter.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
    const [pdf, script] = await Promise.all(mail.files.map((f) => fetch(sandbox.url + f.url)));
    expect([pdf!.headers.get('content-type'), pdf!.headers.get('content-disposition'), await pdf!.text()]).toEqual([
      'application/pdf',
      "inline; filename*=UTF-8''Rechnung%20TB-2026-1.pdf",
      '%PDF-1.7 test',
    ]);
    expect([script!.headers.get('content-type'), script!.headers.get('content-disposition')]).toEqual([
      'application/octet-stream',
      "attachment; filename*=UTF-8''page.html",
    ]);
  } finally {
    await sandbox.close();
  }
});

test('letters are found by recipient and by what came before, and one may wait for the next', async () => {
  const sandbox = await createSandbox();
  try {
    await send(sandbox, { subject: 'First' });
    await send(sandbox, { to: 'bob@example.com', subject: 'Second' });
    const all = sandbox.mail.list();
    expect(all.map((m) => m.subject)).toEqual(['Second', 'First']);
    expect(sandbox.mail.list({ to: 'BOB@' }).map((m) => m.subject)).toEqual(['Second']);
    expect(sandbox.mail.list({ after: all[1]!.id }).map((m) => m.subject)).toEqual(['Second']);
    expect(await sandbox.mail.waitFor({ subject: 'third' }, 20)).toBeNull();
    const next = sandbox.mail.waitFor({ subject: 'third' }, 5_000);
    await send(sandbox, { subject: 'Third' });
    expect((await next)!.subject).toBe('Third');
    const page = await (await fetch(`${sandbox.url}/mail?to=bob`)).text();
    expect([page.includes('Second'), page.includes('First')]).toEqual([true, false]);
  } finally {
    await sandbox.close();
  }
});

test('letters survive a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'stoa-sandbox-'));
  try {
    const first = await createSandbox({ dataDir });
    await send(first);
    await first.close();
    const second = await createSandbox({ dataDir });
    const [mail] = second.mail.list();
    expect((await second.mail.read(mail!.id))!.files[0]!.bytes.toString()).toBe('%PDF-1.7 test');
    await second.close();
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});

test('a letter that is too large is refused', async () => {
  const sandbox = await createSandbox();
  try {
    await expect(send(sandbox, { attachments: [{ filename: 'big.bin', content: Buffer.alloc(20 * 1024 * 1024, 1) }] })).rejects.toMatchObject({
      responseCode: 552,
    });
    expect(sandbox.mail.list()).toEqual([]);
    const greeting = await new Promise<string>((resolve) => {
      const socket = connect(sandbox.smtpPort, sandbox.host, () => undefined).once('data', (d) => {
        socket.destroy();
        resolve(d.toString());
      });
    });
    expect(greeting).toMatch(/^220 /);
  } finally {
    await sandbox.close();
  }
});
