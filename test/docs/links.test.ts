import { deadLinks } from '../../dev/docs/links';
import { projectFiles } from '../../dev/docs/project-files';
import { projectRoot } from '../../host/paths';

const pages = projectFiles().filter((path) => path.endsWith('.md'));

test('every relative link of every page leads to a file, and every anchor to a heading', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md', 'CONTRIBUTING.md']));
  expect(deadLinks(projectRoot, pages)).toEqual([]);
});
