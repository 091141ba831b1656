// npm run new:use-case catalog/listing publish    a verb, its test, and the route to put beside the others
// npm run new:context reviews                      a context with its package, its project and its README
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { line } from '../src/context-map.mjs';

/** @typedef {{ path: string, text: string }} NewFile */

const camel = (/** @type {string} */ words) => words.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const title = (/** @type {string} */ words) => camel(words).replace(/^\w/, (letter) => letter.toUpperCase());
const name = /^[a-z]+(-[a-z]+)*$/;

/**
 * The files of a new verb. The test fails until somebody has written what the verb is for.
 * @param {string} place context/noun @param {string} verb @returns {{ files: NewFile[], route: string }}
 */
export function useCase(place, verb) {
  const [context = '', noun = ''] = place.split('/');
  if (!line.includes(context)) throw new Error(`There is no context ${context}. The line is: ${line.join(' · ')}.`);
  if (!name.test(noun) || !name.test(verb ?? '')) throw new Error('Say it so: npm run new:use-case catalog/listing publish');
  const [file, fn, subject] = [`${verb}-${noun}`, `${camel(verb)}${title(noun)}`, noun.replaceAll('-', '_')];
  const folder = `libs/contexts/${context}/src/${noun}`;
  return {
    files: [
      { path: `${folder}/${file}.ts`, text: `import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';

/** What happens to the ${noun.replaceAll('-', ' ')}, in the words of the business; which errors there are, and the source of any rule. */
export async function ${fn}(ctx: TxCtx, id: string): Promise<void> {
  // 1. read and lock what is decided about, 2. decide (a pure function of ${noun}.ts), 3. write, 4. audit, 5. announce the fact
  await audit(ctx, { action: '${context}.${subject}_${verb.replaceAll('-', '_')}', subject: { kind: '${subject}', id }, before: null, after: null });
}
` },
      { path: `${folder}/${file}.test.ts`, text: `import { asTenant, audited } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import { ${fn} } from './${file}.js';

test('${verb.replaceAll('-', ' ')} ${noun.replaceAll('-', ' ')}: say here what must be true afterwards', () =>
  asTenant(async (ctx) => {
    const id = newId();
    await ${fn}(ctx, id);
    expect((await audited(ctx)).map((row) => row.action)).toEqual(['the action, and before it what was really changed']);
  }));
` },
    ],
    route: `  route({
    method: 'post', path: '/v1/admin/${noun}s/:${subject}_id/${verb}', summary: 'Say what it does', audience: 'staff', permission: '${context}.write', idempotent: true,
    params: z.object({ ${subject}_id: ${camel(noun)}Id }), response: ${camel(noun)}View, owner: 'params.${subject}_id',
    example: (world: RouteWorld) => ({ params: { ${subject}_id: world.tenant.${camel(noun)} } }),
    handle: (ctx, { params }) => ctx.inTx((tx) => ${fn}(tx, params.${subject}_id)),
  }),`,
  };
}

/** The files of a new context: nothing in it yet, but in its place of the line. @param {string} context @returns {NewFile[]} */
export function newContext(context) {
  if (!line.includes(context)) throw new Error(`${context} has no place in the line yet: put it into libs/tools/src/context-map.mjs, left of whom it may not call. The line is: ${line.join(' · ')}.`);
  const json = (/** @type {unknown} */ value) => `${JSON.stringify(value, null, 2)}\n`;
  const base = `libs/contexts/${context}`;
  const doors = Object.fromEntries([['.', 'index'], ['./routes', 'routes'], ['./subscribers', 'subscribers'], ['./jobs', 'jobs'], ['./testing', 'testing']].map(([door, file]) => [door, `./src/${file}.ts`]));
  return [
    { path: `${base}/package.json`, text: json({ name: `@stoa/${context}`, version: '0.1.0', private: true, type: 'module', exports: doors }) },
    { path: `${base}/project.json`, text: json({ name: context, $schema: '../../../node_modules/nx/schemas/project-schema.json', sourceRoot: `${base}/src`, projectType: 'library', tags: [`context:${context}`] }) },
    { path: `${base}/README.md`, text: `# ${context}\n\nWhat it is for, in two sentences.\n\n**Words.** Each noun, and what it means here.\n\n**Must always hold.** What no bug and no crash may break; each has a test and, where production can check it, an entry in \`checks\`.\n\n**Owns** the tables of schema \`${context}\`. **Tells** nothing yet. **Hears** nothing yet. **Locks** nothing yet.\n` },
    { path: `${base}/src/index.ts`, text: `export type ${title(context)} = { readonly id: string };\n` },
    { path: `${base}/src/routes.ts`, text: `import type { Route } from '@stoa/platform/http';\n\nexport const ${context}Routes: Route[] = [];\n` },
  ];
}

/** @param {string} root @param {NewFile[]} files */
function write(root, files) {
  const there = files.filter(({ path }) => existsSync(join(root, path)));
  if (there.length > 0) throw new Error(`It is there already: ${there.map(({ path }) => path).join(', ')}`);
  for (const { path, text } of files) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(fileURLToPath(import.meta.url), '../../../..');
  const [kind, first = '', second = ''] = process.argv.slice(2);
  try {
    if (kind === 'context') {
      write(root, newContext(first));
      console.log(`Now: npm install (it links the package), a schema in migrations/, one line in apps/api/src/app.ts. npm run map draws it.`);
    } else {
      const { files, route } = useCase(first, second);
      write(root, files);
      console.log(`\nThe route, for ${files[0]?.path.replace(/[^/]+$/, '')}${first.split('/')[1]}.routes.ts:\n\n${route}`);
    }
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exitCode = 1;
  }
}
