import { cpSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

/*
 * The site of all pages (https://vitepress.dev/reference/site-config). A link that leads nowhere fails the build. Pages keep their places
 * in the repository, so a link means the same in both; README.md is the first page.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

const link = (path, text) => ({ text, link: `/${path}` });
const decisions = readdirSync(join(root, 'docs/decisions')).filter((name) => name !== 'README.md');

export default defineConfig({
  title: 'Kubernetes network lab',
  description: 'A real Kubernetes network to learn on',
  srcDir: root,
  srcExclude: [
    '{node_modules,packages,test,dev,build,.lab,.github,cdktf.out,coverage}/**',
    'docs/site/**',
    'examples/expected/*/**',
  ],
  rewrites: { 'README.md': 'index.md' },
  outDir: join(root, 'docs/site/dist'),
  cacheDir: join(root, 'docs/site/.vitepress-cache'),
  // Pages lie outside this package, so what they are compiled to finds Vue here.
  vite: { resolve: { alias: [{ find: /^vue(?=$|\/)/, replacement: join(root, 'docs/site/node_modules/vue') }] } },
  buildEnd({ outDir }) {
    for (const name of readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.yaml')))
      cpSync(join(root, 'examples', name), join(outDir, 'examples', name));
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: [
      {
        text: 'Use',
        items: [
          link('', 'Start'),
          link('docs/lesson', 'The lesson’s lab'),
          link('docs/commands', 'Commands'),
          link('docs/definition', 'The definition'),
          link('docs/configuration', 'Configuration'),
          link('docs/reach-the-lab', 'Your own programs'),
          link('docs/hypervisor', 'Where it runs'),
          link('docs/instructors', 'For instructors'),
          link('docs/troubleshooting', 'Troubleshooting'),
        ],
      },
      {
        text: 'Know',
        items: [
          link('docs/state', 'What a lab keeps'),
          link('docs/security', 'Security notes'),
          link('docs/performance', 'How long it takes'),
          link('docs/glossary', 'Glossary'),
          // TypeDoc makes it after VitePress, which must not look for a page of its own.
          { ...link('api/index.html', 'Constructs'), target: '_self' },
        ],
      },
      {
        text: 'Change',
        items: [
          link('docs/architecture', 'Architecture'),
          link('docs/verification', 'Verification'),
          link('examples/expected/README', 'What the examples become'),
          link('CONTRIBUTING', 'Contributing'),
          link('CHANGELOG', 'Changelog'),
          link('SECURITY', 'Reporting a weakness'),
        ],
      },
      {
        text: 'Decisions',
        collapsed: true,
        items: [
          link('docs/decisions/README', 'All'),
          ...decisions.map((name) => link(`docs/decisions/${basename(name, '.md')}`, basename(name, '.md').replaceAll('-', ' '))),
        ],
      },
    ],
  },
});
