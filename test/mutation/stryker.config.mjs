import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Changes the check of every claim in small ways (https://stryker-mutator.io) and looks whether a test notices: a change that no
 * test notices is a check that could be taken away. Run from the project's folder: `npm run mutation`.
 */
const jestConfig = createRequire(import.meta.url)('../../jest.config.js');

export default {
  plugins: [
    fileURLToPath(import.meta.resolve('@stryker-mutator/jest-runner')),
    fileURLToPath(new URL('words.mjs', import.meta.url)),
  ],
  ignorers: ['words'],
  testRunner: 'jest',
  jest: {
    // It would look for related tests among the roots below, where what is changed is not.
    enableFindRelatedTests: false,
    config: {
      ...jestConfig,
      // One file, because each change costs reading all that there are.
      roots: ['<rootDir>/test/mutation'],
      testMatch: ['**/topics.mutation.ts'],
      // One test that notices is enough.
      testEnvironment: fileURLToPath(new URL('stop-at-failure.mjs', import.meta.url)),
    },
  },
  coverageAnalysis: 'perTest',
  // What is computed when a file is read (names, numbers) would need every test.
  ignoreStatic: true,
  mutate: ['lib/claims/*.ts', 'lib/claims/checks/{company-records,dns-answers,unlisted-ports}.ts'],
  mutator: {
    // Words, commands and names: what a check compares is shown by the faults of test/lib/claims/faults. Here it is about the checks.
    excludedMutations: ['StringLiteral', 'ObjectLiteral', 'ArrayDeclaration', 'Regex'],
  },
  ignorePatterns: ['.lab', 'cdktf.out', 'packages', 'build', 'docs'],
  // What was tried is kept, so that a run may be made in pieces (`npm run mutation -- --mutate lib/claims/dns*.ts`), and a later one tries what
  // has changed.
  incremental: true,
  incrementalFile: 'coverage/stryker-incremental.json',
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: 'coverage/mutation.json' },
  htmlReporter: { fileName: 'coverage/mutation.html' },
  tempDirName: 'coverage/stryker',
  allowEmpty: false,
};
