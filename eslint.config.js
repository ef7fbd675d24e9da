const js = require('@eslint/js');
const tseslint = require('typescript-eslint');

/**
 * The direction of dependencies. Each folder may import only from those named; everything else is refused.
 *   model <- render <- constructs <- stacks <- main.ts
 *   verify knows the model and its Probe port, nothing else; cli composes everything.
 */
const folders = [
  'lib/model',
  'lib/render',
  'lib/constructs',
  'lib/verify',
  'lib/exercises',
  'lib/report',
  'stacks',
  'host',
  'toolchain',
  'image',
  'secrets',
  'hypervisor',
  'conformance',
  'cli',
];
const allowed = {
  'lib/model': [],
  'lib/render': ['lib/model'],
  'lib/constructs': ['lib/model', 'lib/render'],
  'lib/verify': ['lib/model'],
  'lib/exercises': ['lib/model', 'lib/render', 'lib/verify'],
  'lib/report': ['lib/model', 'lib/verify'],
  stacks: ['lib/model', 'lib/constructs'],
  host: [],
  toolchain: ['host'],
  image: ['host'],
  secrets: ['host', 'lib/model', 'lib/render'],
  hypervisor: ['host', 'lib/model'],
  conformance: ['host', 'image', 'lib/report'],
};
/** Folders that only compute: no files, no processes, no network. */
const pure = ['lib/model', 'lib/render', 'lib/verify', 'lib/exercises', 'lib/report'];
/** cdktf is archived and lives on under another name; these are the only places a move would touch. */
const mayImportCdktf = ['lib/constructs', 'stacks'];

const boundary = (folder, mayImport) => {
  const refused = folders.filter((other) => other !== folder && !mayImport.includes(other));
  const patterns = [
    {
      // `../model` from lib/render and `../lib/model` from stacks alike.
      regex: `^(\\.\\./)+(${refused.flatMap((other) => [other, other.replace(/^lib\//, '')]).join('|')})(/|$)`,
      message: `${folder} may import only from ${mayImport.join(', ') || 'itself'}`,
    },
  ];
  if (pure.includes(folder)) patterns.push({ regex: '^(node:|execa|ora)', message: `${folder} only computes` });
  if (!mayImportCdktf.includes(folder))
    patterns.push({ regex: '^(cdktf|constructs|@cdktf/)', message: `${folder} does not know cdktf` });
  return { files: [`${folder}/**/*.ts`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
};

module.exports = tseslint.config(
  { ignores: ['node_modules/', 'cdktf.out/', '.lab/', 'packages/*/lib/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { require: 'readonly', module: 'writable', process: 'readonly', __dirname: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } } },
  ...Object.entries(allowed).map(([folder, mayImport]) => boundary(folder, mayImport)),
  // cli composes everything but the constructs, which it reaches through the stacks.
  boundary(
    'cli',
    folders.filter((folder) => folder !== 'lib/constructs'),
  ),
);
