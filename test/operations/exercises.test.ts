import { breakLab, fixLab, listExercises } from '../../operations/exercises';
import { createLiveProbe } from '../../operations/live-probe/lab-probe';
import { OpenChanges } from '../../operations/lab-folder/open-changes';
import { describeChange } from '../../lib/claims';
import { failed } from '../lib/fake-lab/outcome';
import { RunningLab } from './running-lab';

jest.mock('../../operations/live-probe/lab-probe', () => ({ createLiveProbe: jest.fn() }));

let running: RunningLab;
let open: OpenChanges;
beforeEach(() => {
  running = new RunningLab();
  open = new OpenChanges(running);
  jest.mocked(createLiveProbe).mockImplementation(() => running.probe());
});
afterEach(() => running.remove());

const listed = async (): Promise<string[]> => {
  await listExercises(running.context, { json: true });
  const all = JSON.parse(running.out.at(-1)!) as { id: string; broken: boolean }[];
  return all.filter(({ broken }) => broken).map(({ id }) => id);
};

test('a broken exercise is listed until fix mends it and tells the solution', async () => {
  await breakLab(running.context, 'name-server');
  expect(running.fake.dns.stopped).toBe(true);
  expect(await listed()).toEqual(['name-server']);
  await fixLab(running.context, undefined);
  expect(running.out.at(-1)).toContain('BIND does not run on name-server');
  expect(running.fake.dns.stopped).toBe(false);
  expect(await listed()).toEqual([]);
});

test('one that could be broken by halves only counts as broken', async () => {
  running.fake.inject(
    ({ line }) => line.includes('stop named'),
    () => failed(1, 'Access denied'),
  );
  await expect(breakLab(running.context, 'name-server')).rejects.toMatchObject({ kind: 'lab' });
  expect(await listed()).toEqual(['name-server']);
  expect(running.logins).toBe(0);
});

test('one that cannot be mended stays broken', async () => {
  await breakLab(running.context, 'name-server');
  running.fake.inject(
    ({ line }) => line.includes('start named'),
    () => failed(1, 'Access denied'),
  );
  await expect(fixLab(running.context, undefined)).rejects.toMatchObject({ kind: 'lab' });
  expect(await listed()).toEqual(['name-server']);
});

test('fix repairs what a killed verify left, says which in both languages, and mends exercises beside it', async () => {
  open.add({ kind: 'exercise', id: 'name-server' }, 'break');
  const change = { kind: 'row-written', statefulSet: 'db', pod: 'db-0' } as const;
  open.add(change, 'verify', describeChange(change));
  await fixLab(running.context, undefined);
  expect(running.out[0]).toBe(
    'an earlier verify was ended while it had made the table lab_verify in db-0: removed\n' +
      '이전 verify 명령이 db-0에 lab_verify 테이블을 만들어 둔 채 끝났습니다: 지웠습니다',
  );
  expect(running.out[1]).toContain('BIND does not run on name-server');
  expect(open.all()).toEqual([]);
});

test('fix does not say that nothing is broken where a killed verify has left the name server stopped', async () => {
  const change = { kind: 'name-server-stopped', machine: 'name-server' } as const;
  running.fake.dns.stopped = true;
  open.add(change, 'verify', describeChange(change));
  await fixLab(running.context, undefined);
  expect(running.out).toEqual([expect.stringContaining('stopped the DNS server on name-server: started again')]);
  expect(running.fake.dns.stopped).toBe(false);
  await fixLab(running.context, undefined);
  expect(running.out.at(-1)).toBe('Nothing is broken by an exercise, and no earlier command left anything changed.');
});

test('an exercise that the lab has no more is forgotten, and the others are mended', async () => {
  open.add({ kind: 'exercise', id: 'gone' }, 'break');
  open.add({ kind: 'exercise', id: 'name-server' }, 'break');
  await fixLab(running.context, undefined);
  expect(running.out[0]).toBe('The exercise gone is about something that this lab has no more.');
  expect(open.all()).toEqual([]);
  await expect(fixLab(running.context, 'gone')).rejects.toMatchObject({ kind: 'usage' });
});
