/** Packages published as ES modules only, which Jest has to turn into CommonJS: what execa, ora, x509, Preact and mdast bring. */
const esModules = [
  '@peculiar/utils',
  '@sec-ant/readable-stream',
  '@sindresorhus/merge-streams',
  'ansi-regex',
  'chalk',
  'character-entities',
  'cli-cursor',
  'decode-named-character-reference',
  'devlop',
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
  'longest-streak',
  'markdown-table',
  'mdast-util-[\\w-]+',
  'micromark[\\w-]*',
  'mimic-function',
  'npm-run-path',
  'onetime',
  'ora',
  'parse-ms',
  'path-key',
  'preact',
  'pretty-ms',
  'restore-cursor',
  'stdin-discarder',
  'string-width',
  'strip-ansi',
  'strip-final-newline',
  'unicorn-magic',
  'unist-util-[\\w-]+',
  'yoctocolors',
  'zwitch',
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // By default one processor is left alone, which on two is half of them.
  maxWorkers: '100%',
  // Milliseconds. A machine that builds beside the tests may be ten times as slow; what hangs is still ended.
  testTimeout: 30_000,
  // The default is a folder in /tmp that whoever is first may make, and Jest runs the code it finds there.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    // These make namespaces and virtual machines as root; `./lab test --real=all` runs them.
    ...(process.env.LAB_REAL_TESTS ? [] : ['\\.real\\.test\\.ts$']),
    // These run Terraform, whose path is in LAB_TERRAFORM; `./lab test` does it.
    ...(process.env.LAB_TERRAFORM ? [] : ['\\.terraform\\.test\\.ts$']),
    // These pack the library and install it, which asks the npm registry; `./lab test` does it.
    ...(process.env.LAB_LIBRARY ? [] : ['\\.library\\.test\\.ts$']),
    // These run programs of a machine's root filesystem, which lies in the folder LAB_NODE_ROOT; `./lab test --real` does it.
    ...(process.env.LAB_NODE_ROOT ? [] : ['\\.node\\.test\\.ts$']),
  ],
  transform: {
    '^.+\\.m?[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } } }],
  },
  // Ignored is a file whose innermost package is not in the list.
  transformIgnorePatterns: [`/node_modules/(?!.*/node_modules/)(?!(?:${esModules.join('|')})/)`],
};
