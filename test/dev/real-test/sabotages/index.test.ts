import { execFileSync } from 'node:child_process';
import { isNamed } from '../../../../dev/real-test/sabotages/looks';
import { changesGateway, type Sabotage, sabotagesOf } from '../../../../dev/real-test/sabotages';
import { claimsOf } from '../../../../lib/claims';
import { machines, resolveLab } from '../../../../lib/model';
import { bindFiles, resolvConf } from '../../../../lib/render';
import { scriptsOf } from './scripts';

const lab = resolveLab();
const sabotages = sabotagesOf(lab);
const claims = claimsOf(lab).map(({ id }) => id);

test('there are at least 45 besides the exercises, each with a name of its own', () => {
  const ids = sabotages.map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(45);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
});

test('the first words of what is broken are not those of another', () => {
  const sentences = sabotages.map(({ sentence }) => sentence);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^\S.+\.$/);
});

test('a lab without Services and databases has fewer, and none about them', () => {
  const bare = resolveLab({ workers: [{}], workloads: {}, services: {} });
  const ids = sabotagesOf(bare).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['hostname', 'api-server-stopped', 'record-missing']));
  for (const id of ['target-port', 'certificate', 'disk-full', 'node-port-dropped', 'published-port-closed', 'quota'])
    expect(ids).not.toContain(id);
});

test('only those of the gateway change it', () => {
  const ids = sabotages.filter(changesGateway).map(({ id }) => id);
  expect(ids).toContain('outsiders-reach-node');
  expect(ids).not.toContain('masquerade-lost');
});

describe.each(sabotages.map((sabotage) => [sabotage.id, sabotage] as const))('%s', (_id, sabotage: Sabotage) => {
  test('is repaired where it was done, by other commands', () => {
    expect(sabotage.break.length).toBeGreaterThan(0);
    expect(sabotage.repair.length).toBeGreaterThan(0);
    expect(sabotage.repair).not.toEqual(sabotage.break);
    for (const step of [...sabotage.break, ...sabotage.repair])
      if ('machine' in step) expect(machines(lab).map(({ name }) => name)).toContain(step.machine);
  });
  test('turns claims red that this lab has', () => {
    expect(sabotage.turnsRed.length).toBeGreaterThan(0);
    const unknown = sabotage.turnsRed.filter((name) => !claims.some((claim) => isNamed(claim, name)));
    expect(unknown).toEqual([]);
  });
  test('its scripts can be read by a shell', () => {
    for (const script of scriptsOf(sabotage)) execFileSync('sh', ['-n'], { input: script });
  });
});

/** The files of a machine that this project writes, by path. */
const written = { ...bindFiles(lab), '/etc/resolv.conf': resolvConf(lab, lab.workers[0]!) };

const edits = sabotages.flatMap((sabotage) =>
  scriptsOf(sabotage).flatMap((script) => {
    const [, expression, path = ''] = /^sed '([^']*)' \S+ >(\S+)$/m.exec(script) ?? [];
    const text = (written as Readonly<Record<string, string>>)[path];
    return expression && text ? [[sabotage.id, expression, text] as const] : [];
  }),
);

test('the files of the name server are edited by several', () => {
  expect(edits.length).toBeGreaterThan(6);
});

test.each(edits)('%s changes one line of what the machine has', (_id, expression, text) => {
  const lines = execFileSync('sed', [expression], { input: text, encoding: 'utf8' }).split('\n');
  const before = text.split('\n');
  const gone = before.filter((line) => !lines.includes(line));
  expect(gone).toHaveLength(1);
});
