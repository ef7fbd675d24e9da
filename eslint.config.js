const js = require('@eslint/js');
const tseslint = require('typescript-eslint');
const { dirname, join, relative } = require('node:path');
const { mayImport, roomOf, rooms } = require('./rooms');

/** An import that the table of rooms does not allow. */
const direction = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = relative(__dirname, context.filename);
    const from = roomOf(file);
    const { pure, cdktf } = rooms[from] ?? {};
    const check = (node) => {
      const name = node.source?.value;
      if (typeof name !== 'string') return;
      const refuse = (message) => context.report({ node: node.source, message });
      if (!name.startsWith('.')) {
        if (pure && /^(node:|execa|ora$)/.test(name)) refuse(`${from} only computes`);
        if (!cdktf && rooms[from] && /^(cdktf$|constructs$|@cdktf\/)/.test(name)) refuse(`${from} does not know cdktf`);
        return;
      }
      const target = join(dirname(file), name);
      // A folder stands for its index file.
      const to = roomOf(rooms[target] ? `${target}/index.ts` : target);
      if (!mayImport(from, to)) refuse(`${from} may import only from ${rooms[from].may.join(', ') || 'itself'}, not from ${to}`);
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};

module.exports = tseslint.config(
  {
    ignores: [
      'node_modules',
      'cdktf.out/',
      '.lab/',
      'packages/*/lib/',
      'coverage/',
      'library/dist/',
      'docs/site/dist/',
      'docs/site/.vitepress-cache/',
    ],
  },
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
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        Buffer: 'readonly',
        URL: 'readonly',
        clearTimeout: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['test/**', 'packages/**'],
    plugins: { house: { rules: { direction } } },
    rules: { 'house/direction': 'error' },
  },
);
