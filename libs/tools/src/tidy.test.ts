import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { line } from './context-map.mjs';
import { filesThatBreak, rules, sourceFiles } from './tidy.js';

const root = process.cwd();
const files = sourceFiles(root);

test.each(rules)('$name', (rule) => {
  const [file, text] = rule.badExample;
  expect(rule.where.test(file) && !rule.except?.test(file) && rule.broken(text, file)).toBe(true); // a check that cannot fail is no check
  expect({ instead: rule.instead, files: filesThatBreak(rule, root, files) }).toEqual({ instead: rule.instead, files: [] });
});

const contexts = [...new Set(files.map((file) => /^libs\/contexts\/([a-z]+)\/src\//.exec(file)?.[1]).filter((name) => name !== undefined))];

test('every context stands on the line, has a page about itself and says what is public', () => {
  expect(contexts.filter((name) => !line.includes(name))).toEqual([]);
  for (const name of contexts) {
    const at = (file: string) => join(root, 'libs/contexts', name, file);
    expect([name, ['README.md', 'src/index.ts', 'project.json'].filter((file) => !existsSync(at(file)))]).toEqual([name, []]);
    expect(JSON.parse(readFileSync(at('project.json'), 'utf8')).tags).toEqual([`context:${name}`]);
  }
});

test('the longest files and the widest contexts are known (a report, not a limit)', () => {
  const longest = files.map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length })).sort((a, b) => b.lines - a.lines).slice(0, 10);
  expect(longest).toHaveLength(Math.min(10, files.length));
  if (process.env['STOA_TIDY_REPORT']) process.stdout.write(`${longest.map(({ file, lines }) => `${lines} ${file}`).join('\n')}\n`);
});
