import { loadedText, writtenText } from '../../../cli/output/bundle-text';

test('a written bundle says its size, what is in it, and how it is loaded', () => {
  expect(writtenText({ file: '/srv/lab.bundle', bytes: 3 * 2 ** 20, parts: ['node image', 'OpenTofu'] })).toBe(
    '/srv/lab.bundle: 3 MiB, with the npm packages and: node image, OpenTofu\n' +
      'on another machine, in a checkout of this version: ./lab bundle --load /srv/lab.bundle',
  );
});

test('a loaded one says what came and what was there', () => {
  expect(loadedText({ loaded: ['node image'], present: ['OpenTofu'] })).toBe(
    'loaded: node image\nhere already: OpenTofu\n./lab up needs nothing more but Debian packages',
  );
  expect(loadedText({ loaded: [], present: ['OpenTofu'] })).toBe('everything in the bundle was here already: OpenTofu');
});
