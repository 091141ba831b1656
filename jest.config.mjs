/** One run from the root: sources and tests are ESM; one globalSetup makes one cluster and one template database. */
export default {
  testMatch: ['<rootDir>/{libs,apps,migrations}/**/*.test.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/build/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', { jsc: { target: 'es2023', experimental: { keepImportAttributes: true }, parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } }, module: { type: 'es6' } }],
  },
  transformIgnorePatterns: ['/node_modules/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/libs/tools/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/tools/testing/global-teardown.mjs',
  maxWorkers: 2,
  testTimeout: 20_000,
};
