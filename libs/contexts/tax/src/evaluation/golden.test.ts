import { readFileSync } from 'node:fs';
import { checkRows, reportOf } from '../golden/check-rows.js';
import { thePacks } from '../testing.js';

const cases = readFileSync(new URL('../../golden/world.jsonl', import.meta.url), 'utf8');

test.each(checkRows(thePacks(), cases).map((row) => [row.id, row.title, row.mismatches] as const))('%s: %s', (_id, _title, mismatches) => {
  expect(mismatches).toEqual([]);
});

test('a case that disagrees is reported field by field, and fails the check unless it is doubtful', () => {
  const [first] = cases.split('\n');
  const row = JSON.parse(first!) as { expected: Record<string, unknown>; doubtful: boolean };
  const wrong = JSON.stringify({ ...row, expected: { ...row.expected, tax_amount: '1.00' } });
  expect(reportOf(checkRows(thePacks(), wrong))).toEqual({ failed: 1, text: expect.stringMatching(/^FAILED {3}EU-004 .*\n +tax_amount: expected 1\.00, got 0\.00\n1 cases: 0 of 1 sure ones agree, 0 of 0 doubtful ones\.$/) });
  expect(reportOf(checkRows(thePacks(), wrong.replace('"doubtful":false', '"doubtful":true'))).failed).toBe(0);
  expect(reportOf(checkRows(thePacks(), '{"id": "X"}\nnot json')).failed).toBe(2);
});
