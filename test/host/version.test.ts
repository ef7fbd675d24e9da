import { atLeast, parseVersion } from '../../host/version';

test.each([
  ['go1.26.8', [1, 26, 8]],
  ['go1.27rc1', [1, 27, 0]],
  ['Terraform v1.11.4 on linux_amd64', [1, 11, 4]],
  ['none', undefined],
])('the version in %j is %j', (text, expected) => {
  expect(parseVersion(text)).toEqual(expected);
});

test.each([
  [[1, 10, 0], [1, 9, 9], true],
  [[1, 5, 0], [1, 5, 0], true],
  [[1, 4, 99], [1, 5, 0], false],
  [[2, 0, 0], [1, 26, 0], true],
] as const)('%j is at least %j: %j', (version, minimum, expected) => {
  expect(atLeast(version, minimum)).toBe(expected);
});
