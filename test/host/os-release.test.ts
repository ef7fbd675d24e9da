import { osRelease } from '../../host/os-release';

test.each([
  ['PRETTY_NAME="Debian GNU/Linux 13"\nVERSION_ID="13"\nID=debian\n', { id: 'debian', version: 13 }],
  ["ID='ubuntu'\nID_LIKE=debian\nVERSION_ID='24.04'\n", { id: 'ubuntu', version: 24 }],
  ['ID=arch\n', { id: 'arch', version: NaN }],
  ['', { id: 'linux', version: NaN }],
])('%j is %j', (text, expected) => {
  expect(osRelease(text)).toEqual(expected);
});
