import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeTemplate, secret, secretExpression, toPlainTemplate, toTerraformTemplate } from '../../../lib/render';

test.each([
  ['echo "${HOME}"', 'echo "$${HOME}"'],
  ['$${not yet}', '$$${not yet}'],
  ['100%{x}', '100%%{x}'],
  ['%%{x}', '%%%{x}'],
  ['${a}${b} %{c}', '$${a}$${b} %%{c}'],
  ['${ ${nested} }', '$${ $${nested} }'],
  // Neither is special to Terraform.
  ['$HOME $(date) $5 %d { } $ {x} %', '$HOME $(date) $5 %d { } $ {x} %'],
  ['', ''],
])('%j is escaped to %j', (text, expected) => {
  expect(escapeTemplate(text)).toBe(expected);
});

test('where no secret may be, text is escaped, and the mark of a secret refused', () => {
  expect(toPlainTemplate('echo "${HOME}" 100%{x}')).toBe('echo "$${HOME}" 100%%{x}');
  expect(() => toPlainTemplate(`key: ${secret('ca.key')}`)).toThrow('a secret is marked');
});

test.each([
  ['without a folder to read it from', secret('ca.key'), ''],
  ['of a form that there is not', '((secret hex ca.key))', 'var.secrets'],
  ['with a name that is none', '((secret text ../ca.key))', 'var.secrets'],
])('a mark %s is refused', (_how, text, folder) => {
  expect(() => toTerraformTemplate(text, folder)).toThrow(/secret/);
});

test('the mark of a secret becomes an expression that reads its file', () => {
  expect(toTerraformTemplate(`token: ${secret('bootstrap-token')}\n`, 'var.secrets')).toBe(
    'token: ${sensitive(trimspace(file("${var.secrets}/bootstrap-token")))}\n',
  );
});

test('the mark of a secret in base64 becomes an expression that encodes its file', () => {
  expect(toTerraformTemplate(secret('ca.key', 'base64'), 'var.secrets')).toBe(
    '${sensitive(filebase64("${var.secrets}/ca.key"))}',
  );
});

test('every mark of a text is replaced, and what is around them escaped', () => {
  expect(toTerraformTemplate(`\${a} ${secret('ca.crt')} %{b} ${secret('ca.crt', 'base64')}`, 'var.secrets')).toBe(
    '$${a} ${sensitive(trimspace(file("${var.secrets}/ca.crt")))} %%{b} ${sensitive(filebase64("${var.secrets}/ca.crt"))}',
  );
});

test('an expression may be had without a mark', () => {
  expect(secretExpression('admin.key', 'text', 'var.secrets')).toBe('${sensitive(trimspace(file("${var.secrets}/admin.key")))}');
});

const terraform = spawnSync('terraform', ['version']).status === 0;
if (!terraform) process.stderr.write('skipped: what Terraform makes of a template, because there is no terraform on PATH\n');

(terraform ? test : test.skip)('Terraform gives the text back as it was, with the secret in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  try {
    const text = 'a ${HOME} $${x} $$${y} %{if} %%{z} $HOME $(date) %d "quoted" \\ $ %\n';
    writeFileSync(join(folder, 'db-password'), 'pass${word}\n');
    const value = toTerraformTemplate(text + secret('db-password') + secret('db-password', 'base64'), 'path.module');
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ output: { text: { value, sensitive: true } } }));
    const run = (...args: string[]) =>
      execFileSync('terraform', [`-chdir=${folder}`, ...args], {
        env: { ...process.env, CHECKPOINT_DISABLE: '1' },
        stdio: 'pipe',
      }).toString();
    run('apply', '-auto-approve', '-no-color');
    expect(run('output', '-raw', 'text')).toBe(`${text}pass\${word}${Buffer.from('pass${word}\n').toString('base64')}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
