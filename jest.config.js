/** Packages published as ES modules only, which Jest has to turn into CommonJS: what execa, ora and x509 bring. */
const esModules = [
  '@peculiar/utils',
  '@sec-ant/readable-stream',
  '@sindresorhus/merge-streams',
  'ansi-regex',
  'chalk',
  'cli-cursor',
  'execa',
  'fast-check',
  'figures',
  'get-east-asian-width',
  'get-stream',
  'human-signals',
  'is-interactive',
  'is-plain-obj',
  'is-stream',
  'is-unicode-supported',
  'log-symbols',
  'mimic-function',
  'npm-run-path',
  'onetime',
  'ora',
  'parse-ms',
  'path-key',
  'pretty-ms',
  'restore-cursor',
  'stdin-discarder',
  'string-width',
  'strip-ansi',
  'strip-final-newline',
  'unicorn-magic',
  'yoctocolors',
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // These make namespaces and virtual machines as root; `./lab test --real=all` runs them.
  testPathIgnorePatterns: process.env.LAB_REAL_TESTS ? [] : ['\\.real\\.test\\.ts$'],
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
  transform: { '^.+\\.[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } } }] },
  // Ignored is a file whose innermost package is not in the list.
  transformIgnorePatterns: [`/node_modules/(?!.*/node_modules/)(?!(?:${esModules.join('|')})/)`],
};
