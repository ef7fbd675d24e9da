import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cutState, withoutState } from '../../../operations/terraform/without-state';

const state = JSON.stringify({ version: 4, terraform_version: '1.11.4', resources: [{ user_data: 'the key' }] }, undefined, 2);
const before = 'Error: write state: no space left on device\n\n';
const after = '\n\nError: Failed to persist state to backend';

test('a printed state is left out, and what stands around it stays', () => {
  const said = withoutState(`${before}${state}${after}`);
  expect(said).not.toContain('the key');
  expect(said).toMatch(
    /^Error: write state: no space left.*\n\n\(Terraform could write its state nowhere.*\)\n\nError: Failed to persist/,
  );
});

test('so is one that is cut off, for the disk had no room for more', () => {
  expect(withoutState(`${before}${state.slice(0, -20)}`)).not.toContain('the key');
});

test('two of them are two', () => {
  expect(withoutState(`${state}\nbetween\n${state}\n`).match(/left out/g)).toHaveLength(2);
});

test('other words and other JSON stay as they are', () => {
  const said = `${before}{\n  "format_version": "1.2"\n}\n`;
  expect(withoutState(said)).toBe(said);
});

describe('of a log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-state-'));
  const log = join(folder, 'terraform.log');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a state is cut, and what was there before stays, letters of two bytes too', () => {
    writeFileSync(log, `${before}größer\n${state}${after}`);
    cutState(log);
    expect(readFileSync(log, 'utf8')).toBe(
      `${before}größer\n(Terraform could write its state nowhere, mostly because the disk is full, and printed it here; it holds secrets and is left out)\n`,
    );
  });

  test('nothing is cut where there is none, nor where there is no log', () => {
    writeFileSync(log, before);
    cutState(log);
    expect(readFileSync(log, 'utf8')).toBe(before);
    expect(() => cutState(join(folder, 'none'))).not.toThrow();
  });
});
