// answers.mjs <url> [host]: does the page answer, under that host name, with something a person can read? Node's fetch would drop the Host header.
import { get } from 'node:http';

const [url = '', host] = process.argv.slice(2);
const request = get(url, { headers: host ? { host } : {}, timeout: 20_000 }, (response) => {
  const { statusCode = 0 } = response;
  let length = 0;
  response.on('data', (chunk) => (length += chunk.length));
  response.on('end', () => finish(statusCode >= 200 && statusCode < 400 && (length > 0 || statusCode >= 300), `${statusCode}, ${length} bytes`));
});
request.on('timeout', () => request.destroy(new Error('no answer within 20 s')));
request.on('error', (error) => finish(false, error.message));

/** @param {boolean} isGood @param {string} words */
function finish(isGood, words) {
  console.log(`    ${host ?? ''} ${url}: ${words}`);
  process.exit(isGood ? 0 : 1);
}
