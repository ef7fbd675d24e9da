import { messageOf } from './message';

describe('text that is no YAML is refused,', () => {
  test.each([
    ['name: lab\nnetwork: [\n', /^lab\.yaml has a problem:\n {2}lab\.yaml:3:1: is not valid YAML: Flow sequence/],
    ['network:\n\tcidr: 10.0.0.0/24\n', /lab\.yaml:2:1: is not valid YAML: Tabs are not allowed as indentation$/],
    ['name: a\nname: b\n', /lab\.yaml:2:1: is not valid YAML: Map keys must be unique$/],
    ['name: a\n---\nname: b\n', /lab\.yaml:2:1: holds more than one document$/],
    ['name: *nobody\n', /lab\.yaml:1:7: \*nobody: refers to nothing before it; mark what it means with &nobody$/],
    ['name: !lab workshop\n', /lab\.yaml:1:7: is not valid YAML: Unresolved tag: !lab$/],
    ['%YAML 3.0\n---\nname: lab\n', /lab\.yaml:1:7: is not valid YAML: Unsupported YAML version 3\.0$/],
    ['&a [*a]\n', /lab\.yaml:1:5: \*a: refers to what it stands in; write the value itself$/],
    ['x-a: 1\nworkers: [{ <<: 5 }]\n', /lab\.yaml:2:13: merges something else than a mapping: << needs one, such as \*name$/],
    ['['.repeat(50_000), /lab\.yaml:1:101: nests more than 100 levels, and a definition has six/],
    [bomb(), /lab\.yaml:2:8: is not valid YAML: Excessive alias count indicates a resource exhaustion attack$/],
  ])('%#', (text, message) => {
    expect(messageOf(text)).toMatch(message);
  });

  test('and one slip is told once', () => {
    expect(messageOf('a: '.repeat(500))!.split('\n').length).toBeLessThan(5);
  });
});

/** A short text for a very large value. */
function bomb(): string {
  const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(of).join(', ')}]\n`;
  return level('a', 'x') + level('b', '*a') + level('c', '*b') + level('d', '*c') + level('e', '*d');
}
