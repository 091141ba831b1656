import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { depConstraints } from './libs/tools/src/context-map.mjs';

// The rule on boundaries reads the graph from nx's cache and is silent without one, so we bring the cache up to date first (a second).
process.env.NX_DAEMON = 'false';
await createProjectGraphAsync({ exitOnError: true });

const typed = ['libs/{platform,events,tools,contexts}/**/*.ts', 'apps/{api,worker,sandbox}/**/*.ts', 'migrations/*.ts'];

/** Few rules, each for a mistake that has cost somebody money: types catch the rest, tidy.test.ts holds the house style. */
export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/build', '**/.react-router', '.stoa', '.nx', 'coverage', '**/*.d.ts', '**/*.d.mts', '**/*.mjs', '**/*.cjs', '**/*.js', '**/vite.config.ts', '**/react-router.config.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@typescript-eslint': tseslint.plugin, '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-asserted-optional-chain': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-constant-binary-expression': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-unreachable-loop': 'error',
      'no-unsafe-finally': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only: the name is the same everywhere.' }, { selector: 'ExportAllDeclaration', message: 'Name what is public: no `export *`.' }],
    },
  },
  {
    // A promise nobody waits for is an error nobody hears and a transaction that is already over.
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['**/*.tsx'], plugins: { 'react-hooks': hooks }, rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' } },
  // Frameworks that load a module by its default export.
  { files: ['apps/storefront/**/*.{ts,tsx}', 'apps/*/vite.config.ts'], rules: { 'no-restricted-syntax': 'off', 'no-console': 'off' } },
  { files: ['libs/tools/src/**/*.ts', '**/main.ts'], rules: { 'no-console': 'off' } },
  // The API's tests pay at the real stand-in, which is an app of its own.
  { files: ['apps/api/**/*.testing.ts', 'apps/api/**/*.test.ts', 'apps/api/{bench,faults,sequences}/**/*.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
);
