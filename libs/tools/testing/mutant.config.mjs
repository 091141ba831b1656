import base from '../../../jest.config.mjs';

/** The tests as they always run, over a tree in which one line reads differently (`STOA_MUTANT`), and on databases that somebody else has made (`STOA_TEST_HARNESS`). */
const { globalSetup, globalTeardown, transform, ...rest } = base;
export default {
  ...rest,
  rootDir: '../../..',
  transform: Object.fromEntries(Object.entries(transform).map(([files, [, options]]) => [files, ['<rootDir>/libs/tools/testing/mutant-transform.cjs', options]])),
};
