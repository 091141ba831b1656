import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
// @ts-expect-error the generators are plain JavaScript, as all that runs before anything is built
import { newContext, useCase } from './new.mjs';

type NewFile = { path: string; text: string };

/** What the compiler says of the files, read from a folder inside the repository, with its own settings. */
function complaintsOf(files: readonly NewFile[]): string[] {
  const folder = mkdtempSync(join(process.cwd(), 'node_modules', '.new-'));
  try {
    const { config } = ts.readConfigFile('tsconfig.base.json', ts.sys.readFile) as { config: object };
    const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, process.cwd());
    const paths = files.filter(({ path }) => path.endsWith('.ts')).map(({ path, text }) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
      return join(folder, path);
    });
    const program = ts.createProgram(paths, { ...options, noEmit: true, skipLibCheck: true, types: ['jest'] });
    return paths.flatMap((path) => program.getSemanticDiagnostics(program.getSourceFile(path)).map((one) => ts.flattenDiagnosticMessageText(one.messageText, ' ')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a new verb stands where the tree wants it, and compiles before anybody has touched it', () => {
  const { files, route } = useCase('catalog/listing', 'feature') as { files: NewFile[]; route: string };
  expect(files.map(({ path }) => path)).toEqual(['libs/contexts/catalog/src/listing/feature-listing.ts', 'libs/contexts/catalog/src/listing/feature-listing.test.ts']);
  expect(files[0]!.text).toContain('export async function featureListing(ctx: TxCtx, id: string)');
  expect(route).toContain("path: '/v1/admin/listings/:listing_id/feature'");
  expect(complaintsOf(files)).toEqual([]);
});

test('a new context has its package, its place in the line and a README to fill in', () => {
  const files = newContext('reviews') as NewFile[];
  expect(files.map(({ path }) => path.slice('libs/contexts/reviews/'.length))).toEqual(['package.json', 'project.json', 'README.md', 'src/index.ts', 'src/routes.ts']);
  expect(JSON.parse(files[1]!.text)).toMatchObject({ name: 'reviews', tags: ['context:reviews'] });
  expect(complaintsOf(files)).toEqual([]);
});

test.each([['nowhere/listing', 'publish', 'There is no context nowhere'], ['catalog/Listing', 'publish', 'Say it so'], ['catalog/listing', '', 'Say it so']])('%s %s is refused', (place, verb, words) =>
  expect(() => useCase(place, verb) as unknown).toThrow(words));

test('a context without a place in the line is refused', () => expect(() => newContext('fortune') as unknown).toThrow('has no place in the line yet'));
