import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report as reportLab } from '../../cli/commands/report';
import { list, verify, type VerifyOptions } from '../../cli/commands/verify';
import { finish } from '../../cli/outcome';
import type { Context } from '../../operations/context';
import { lookAtLab } from '../../operations/look-at-lab';
import { rememberTimings, upTimings } from '../../operations/lab-folder/timings';
import { resolveLab } from '../../lib/model';
import { claimsOf } from '../../lib/claims';
import { broken, holds, reportOf } from '../lib/report/fixture';
import { parseXml } from '../lib/report/xml';
import { FakeSurroundings } from './fake-surroundings';

jest.mock('../../operations/look-at-lab', () => ({ lookAtLab: jest.fn() }));
const look = jest.mocked(lookAtLab);

let folder: string;
let said: string[];
let around: FakeSurroundings;
let context: Context;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  said = [];
  around = new FakeSurroundings();
  const progress = { timings: [{ title: 'Cluster', milliseconds: 5 }] };
  const { signal, notify } = around;
  const out = (text: string) => void said.push(text);
  context = { lab: resolveLab(), stateDir: folder, signal, notify, out, progress } as unknown as Context;
  look.mockReset().mockResolvedValue({ report: reportOf(holds), milliseconds: 1500 });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As the command line does it. */
const verifyLab = async (options: VerifyOptions) =>
  finish(await (options.list ? list(context, options) : verify(context, options)), context.out);
const report = async (file: string) => finish(await reportLab(context, file, { output: 'text' }), context.out);

describe('verify', () => {
  test('an output there is not is refused before the lab is touched', async () => {
    await expect(verifyLab({ output: 'toString' })).rejects.toMatchObject({
      kind: 'usage',
      remedy: 'use table, json, junit, markdown, events',
    });
    await expect(verifyLab({ output: 'junit', list: true })).rejects.toMatchObject({ remedy: 'use table, json' });
    expect(look).not.toHaveBeenCalled();
  });

  test('a claim that is not true is a fault of the lab, after all was told', async () => {
    look.mockResolvedValue({ report: reportOf(holds, broken), milliseconds: 1 });
    await expect(verifyLab({ output: 'table' })).rejects.toMatchObject({
      kind: 'lab',
      message: `1 of 2 claims is not true: ${broken.id}\n  ${broken.id}: ${broken.evidence}`,
    });
    expect(said[0]).toMatch(/\n1 passed, 1 failed$/);
  });

  test('each output is one document', async () => {
    for (const output of ['table', 'json', 'junit', 'markdown']) await verifyLab({ output });
    expect(said[0]).toMatch(/\nall 1 claims are true\n\n1 passed, 0 failed$/);
    expect(JSON.parse(said[1]!)).toEqual(reportOf(holds));
    expect(parseXml(said[2]!).attributes).toMatchObject({ name: 'lesson', tests: '1', time: '1.500' });
    expect(said[3]).toMatch(/^## ✅ Lab `lesson`/);
  });

  test('followed by a program it prints nothing, and the result is an event, true or not', async () => {
    look.mockResolvedValue({ report: reportOf(holds, broken), milliseconds: 1 });
    await expect(verifyLab({ output: 'events' })).rejects.toMatchObject({ kind: 'lab' });
    expect(said).toEqual([]);
    expect(around.events).toEqual([
      { code: 'operation.started', operation: 'verify', lab: 'lesson' },
      { code: 'operation.ended', operation: 'verify', lab: 'lesson', result: reportOf(holds, broken) },
    ]);
  });

  test('the list names every claim and where it is seen from, without looking', async () => {
    await verifyLab({ output: 'json', list: true });
    const listed = JSON.parse(said[0]!) as { id: string; from: string; sentence: { ko: string } }[];
    expect(listed.map(({ id }) => id)).toEqual(claimsOf(context.lab).map(({ id }) => id));
    expect(listed.find(({ id }) => id === holds.id)).toMatchObject({ from: 'lan', sentence: { ko: holds.sentence.ko } });
    await verifyLab({ output: 'table', list: true, from: ['outside'] });
    const rows = said[1]!.split('\n').slice(2);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row).toMatch(/ {2}outside user {2}/);
    await verifyLab({ output: 'table', list: true });
    expect(said[2]).toMatch(/^ext-github +from-lan +not asked: the name is one of the cluster’s, which only pods look up +-$/m);
    await verifyLab({ output: 'table', list: true, only: ['reach.db.from-pod.worker-1'] });
    expect(said[3]!.split('\n').filter((line) => line.startsWith('db '))).toEqual([
      expect.stringMatching(
        /^db +from-pod.worker-1 +reached by name, at the address of each of its pods +reach.db.from-pod.worker-1$/,
      ),
    ]);
    expect(look).not.toHaveBeenCalled();
  });
});

describe('report', () => {
  test.each([
    ['in a folder there is not', 'none/page.html'],
    ['that is a folder', '.'],
  ])('a page %s is refused before the lab is touched', async (_what, name) => {
    await expect(report(join(folder, name))).rejects.toMatchObject({ kind: 'usage' });
    expect(look).not.toHaveBeenCalled();
  });

  test('the page takes the place of an older one, and its path is told', async () => {
    const file = join(folder, 'page.html');
    writeFileSync(file, 'old');
    await report(file);
    expect(said).toEqual([file]);
    const page = readFileSync(file, 'utf8');
    for (const text of [
      '<title>Lab lesson: The one claim is true.</title>',
      'Kubernetes',
      'provider libvirt',
      'cidr: 192.168.56.0/24',
    ])
      expect(page).toContain(text);
  });

  test('it is written, too, where a claim is not true', async () => {
    look.mockResolvedValue({ report: reportOf(broken), milliseconds: 1 });
    const file = join(folder, 'page.html');
    await expect(report(file)).rejects.toMatchObject({ kind: 'lab' });
    expect(readFileSync(file, 'utf8')).toContain(broken.sentence.ko);
  });

  test('it has the steps of the last up, and an up without a word leaves them', async () => {
    expect(upTimings(context)).toBeUndefined();
    rememberTimings(context);
    rememberTimings({ ...context, progress: { ...context.progress, timings: [] } });
    expect(upTimings(context)).toEqual({ finishedAt: expect.any(Date), steps: [{ title: 'Cluster', milliseconds: 5 }] });
    await report(join(folder, 'page.html'));
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('id="steps"');
  });
});
