import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { fetchPublic, isPublicAddress, type PublicFetchWorld } from './public-fetch.js';

const LIMITS = { maxBytes: 1_000, timeoutMs: 2_000, maxRedirects: 3 };

/** A server on this machine stands for the internet at the name pictures.example; every other address is judged as it is in earnest. */
async function withServer(answer: RequestListener, work: (at: { url: string; world: PublicFetchWorld; asked: string[] }) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const asked: string[] = [];
  let looks = 0;
  const world: PublicFetchWorld = {
    // A rebinding name service: the first answer is the one that is checked, later ones lead elsewhere.
    resolve: async (host) => {
      asked.push(host);
      looks += 1;
      return host === 'rebinding.example' && looks > 1 ? ['10.0.0.1'] : host === 'inside.example' ? ['93.184.215.14', '10.0.0.7'] : ['127.0.0.1'];
    },
    isAllowedAddress: (address) => address === '127.0.0.1' || isPublicAddress(address),
    isAllowedPort: (wanted) => wanted === port,
  };
  try {
    await work({ url: `http://pictures.example:${port}`, world, asked });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('an address of the public internet', () => {
  test.each(['93.184.215.14', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '2a00:1450:4001:80e::200e'])('%s is one', (address) => expect(isPublicAddress(address)).toBe(true));
  test.each([
    '127.0.0.1', '127.255.255.254', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200', '0.0.0.0', '192.0.0.192', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255',
    '::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::a00:1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'localhost', '',
  ])('%s is none', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('fetching what a user pointed to', () => {
  test.each([
    'http://127.0.0.1/', 'http://localhost/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://2130706433/', 'http://0x7f.1/', 'http://169.254.169.254/latest/meta-data/', 'http://[fd00:ec2::254]/', 'http://10.1.2.3/', 'http://[fe80::1]/',
  ])('%s is refused before anything is sent', async (url) => {
    await expect(fetchPublic(url, LIMITS)).rejects.toMatchObject({ code: 'fetch.forbidden_address' });
  });

  test.each(['file:///etc/passwd', 'gopher://example.org/', 'ftp://example.org/a.png', 'http://anna:secret@example.org/a.png', 'a.png'])('%s is no address of a picture', async (url) => {
    await expect(fetchPublic(url, LIMITS)).rejects.toMatchObject({ code: 'fetch.bad_address' });
  });

  test('a port of its own is refused', async () => {
    await expect(fetchPublic('http://93.184.215.14:6379/', LIMITS)).rejects.toMatchObject({ code: 'fetch.forbidden_address' });
  });

  test('it comes as bytes, over a connection to the address that was checked', () =>
    withServer((req, res) => res.end(`${req.headers.host} ${req.url}`), async ({ url, world, asked }) => {
      expect((await fetchPublic(`${url}/mug.png`, LIMITS, world)).toString()).toBe(`${new URL(url).host} /mug.png`);
      expect(asked).toEqual(['pictures.example']);
    }));

  test('a name that changes its address after the check changes nothing', () =>
    withServer((_req, res) => res.end('the first'), async ({ url, world, asked }) => {
      expect((await fetchPublic(url.replace('pictures', 'rebinding'), LIMITS, world)).toString()).toBe('the first');
      expect(asked).toEqual(['rebinding.example']); // asked once: the connection did not ask again
    }));

  test('a name with one private address among public ones is refused', () =>
    withServer((_req, res) => res.end('secret'), async ({ url, world }) => {
      await expect(fetchPublic(url.replace('pictures', 'inside'), LIMITS, world)).rejects.toMatchObject({ code: 'fetch.forbidden_address' });
    }));

  test.each(['http://169.254.169.254/latest/', 'http://[::1]/', 'http://10.0.0.1/', '//192.168.0.1/'])('a redirect to %s is refused', (location) =>
    withServer((_req, res) => res.writeHead(302, { location: location.replace(/^((?:http:)?\/\/[^/]+)/, `$1:${res.req.socket.localPort}`) }).end(), async ({ url, world }) => {
      await expect(fetchPublic(url, LIMITS, world)).rejects.toMatchObject({ code: 'fetch.forbidden_address' });
    }));

  test('a redirect to a file is refused, and a good one is followed', () =>
    withServer((req, res) => (req.url === '/a' ? res.writeHead(301, { location: '/b' }).end() : req.url === '/f' ? res.writeHead(302, { location: 'file:///etc/passwd' }).end() : res.end('b')), async ({ url, world }) => {
      expect((await fetchPublic(`${url}/a`, LIMITS, world)).toString()).toBe('b');
      await expect(fetchPublic(`${url}/f`, LIMITS, world)).rejects.toMatchObject({ code: 'fetch.bad_address' });
    }));

  test('redirects end', () =>
    withServer((_req, res) => res.writeHead(302, { location: '/again' }).end(), async ({ url, world, asked }) => {
      await expect(fetchPublic(url, LIMITS, world)).rejects.toMatchObject({ code: 'fetch.too_many_redirects' });
      expect(asked).toHaveLength(4);
    }));

  test('too many bytes are not read, whatever the length says', () =>
    withServer((_req, res) => { res.write(Buffer.alloc(800)); res.end(Buffer.alloc(800)); }, async ({ url, world }) => {
      await expect(fetchPublic(url, LIMITS, world)).rejects.toMatchObject({ code: 'fetch.too_large' });
    }));

  test.each([['never answers', false], ['answers a byte and stops', true]])('a server that %s is given up', (_what, begins) =>
    withServer((_req, res) => void (begins && res.write('x')), async ({ url, world }) => {
      await expect(fetchPublic(url, { ...LIMITS, timeoutMs: 150 }, world)).rejects.toMatchObject({ code: 'fetch.too_slow' });
    }));

  test('what is not there is said so', () =>
    withServer((_req, res) => res.writeHead(404).end(), async ({ url, world }) => {
      await expect(fetchPublic(url, LIMITS, world)).rejects.toMatchObject({ code: 'fetch.not_found', message: 'This address answers with 404.' });
    }));
});
