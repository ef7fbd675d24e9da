import { projectFiles } from '../../../dev/docs/project-files';

const files = projectFiles();

test('the project’s own files are found, hidden folders included', () => {
  expect(files).toEqual(expect.arrayContaining(['lab', 'README.md', '.ci/run', 'docs/architecture.md', 'lib/model/cidr.ts']));
});

test('what is installed, built or written by a run is not among them', () => {
  expect(files.filter((path) => /(^|\/)(node_modules|\.git|\.lab|cdktf\.out|dist)(\/|$)/.test(path))).toEqual([]);
});
