import { Machine } from './bring-fakes';

jest.setTimeout(60_000);

let machine: Machine;
beforeEach(() => void (machine = new Machine('NAME="Debian GNU/Linux"\nID=debian\nVERSION_ID="12"\n')));
afterEach(() => machine.dispose());

const folderOf = (what: string) => expect.stringMatching(new RegExp(`^${machine.cache}/runtime/${what}-[0-9a-f]{16}/bin\n$`));

describe('without pip', () => {
  beforeEach(() => machine.remove('pip'));

  test('root installs it, and nothing that is only recommended', () => {
    machine.program(
      'apt-get',
      `echo "$*" >>'${machine.folder}/apt'; case "$*" in *install*) touch '${machine.folder}/pip' ;; esac`,
    );
    expect(machine.bring('node')).toMatchObject({ status: 0, stdout: folderOf('node') });
    expect(machine.lines('apt')).toEqual([
      expect.stringMatching(/ update$/),
      expect.stringMatching(/ install --yes --no-install-recommends python3-pip$/),
    ]);
  });

  test('a failing apt-get is told', () => {
    machine.program('apt-get', 'echo no network >&2; exit 100');
    const stderr = expect.stringMatching(/no network\nerror: python3-pip could not be installed/);
    expect(machine.bring('node')).toMatchObject({ status: 3, stdout: '', stderr });
  });

  test('others are told the command', () => {
    machine.program('id', `echo ${process.getuid!() || 1000}`);
    expect(machine.bring('node')).toMatchObject({
      status: 3,
      stdout: '',
      stderr:
        'error: Node.js 22.20.0 is missing, and so is pip to fetch it with\n' +
        '  what to do: run as root: apt-get update && apt-get install --yes --no-install-recommends python3-pip\n',
    });
  });

  test.each([
    ['fedora', 'ID=fedora\nVERSION_ID=43\n', 'dnf install python3-pip'],
    ['arch', 'ID=arch\n', 'pacman -S python-pip'],
    ['gentoo', 'ID=gentoo\n', 'install pip for Python 3'],
    ['debian 11', 'ID=debian\nVERSION_ID="11"\n', 'apt-get install python3-pip'],
  ])('users of %s are told a command, and where a lab can be built', (_name, osRelease, command) => {
    machine.put('os-release', osRelease);
    const { status, stderr } = machine.bring('go');
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: expect.stringContaining(`what to do: ${command}, then run this again`),
    });
    expect(stderr).toContain('a lab itself is built on Debian');
  });
});

test.each([
  ['Darwin', 'arm64', 'this is macOS'],
  ['MINGW64_NT-10.0', 'x86_64', 'this is Windows'],
  ['Linux', 'aarch64', 'this machine is aarch64'],
])('users of %s on %s are told what kind of system a lab is built on', (system, processor, words) => {
  machine.program('uname', `case $1 in -s) echo ${system} ;; *) echo ${processor} ;; esac`);
  expect(machine.bring('node')).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining(words) });
  expect(machine.lines('asked')).toEqual([]);
});
