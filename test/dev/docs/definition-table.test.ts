import { definitionTable } from '../../../dev/docs/definition-table';

const table = definitionTable();

test.each([
  ['network.cidr', '', '`"192.168.56.0/24"`'],
  ['hypervisor.uri', '`LAB_HYPERVISOR`', ''],
  ['internet.kind', '`LAB_INTERNET`', ''],
  ['workers', '', ''],
])('the key %s has its variable %j and its default %j', (key, variable, value) => {
  const row = table.split('\n').find((line) => line.startsWith(`| \`${key}\` `))!;
  expect(
    row
      .split('|')
      .slice(2, 4)
      .map((cell) => cell.trim()),
  ).toEqual([variable, value]);
});

test('a key that holds others has no row of its own', () => {
  expect(table).not.toContain('| `network` ');
});
