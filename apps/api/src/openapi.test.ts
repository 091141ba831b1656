import { readFileSync } from 'node:fs';
import { openapiText } from './openapi.js';

test('openapi.json is what the routes say', () => {
  // Run `npm run api-client` and look at the diff: it is what changed for everybody who calls us.
  expect(JSON.parse(readFileSync('openapi.json', 'utf8'))).toEqual(JSON.parse(openapiText()));
});
