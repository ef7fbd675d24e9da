import { formOf, json } from '../../cli/forms';

const forms = { table: String, json };

test('a form there is not is refused with those there are', () => {
  for (const name of ['yaml', 'toString', 'events'])
    expect(() => formOf(forms, name)).toThrow(expect.objectContaining({ kind: 'usage', remedy: 'use table, json' }));
  expect(() => formOf(forms, 'yaml', { events: true })).toThrow(expect.objectContaining({ remedy: 'use table, json, events' }));
});

test('as events nothing is printed', () => {
  expect(formOf(forms, 'events', { events: true })('x')).toBeUndefined();
  expect(formOf(forms, 'json', { events: true })({ a: 1 })).toBe('{\n  "a": 1\n}');
});
