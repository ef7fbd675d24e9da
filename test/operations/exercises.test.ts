import { breakLab, fixLab, listExercises } from '../../operations/exercises';
import { OpenChanges } from '../../operations/lab-folder/open-changes';
import { describeChange } from '../../lib/claims';
import { failed } from '../lib/fake-lab/outcome';
import { RunningLab } from './running-lab';

let running: RunningLab;
let open: OpenChanges;
beforeEach(() => {
  running = new RunningLab();
  open = new OpenChanges(running);
});
afterEach(() => running.remove());

const listed = (): string[] => listExercises(running.context).flatMap(({ id, broken }) => (broken ? [id] : []));

test('a broken exercise is listed until fix repairs it and tells the solution', async () => {
  await breakLab(running.context, 'name-server');
  expect(running.fake.dns.stopped).toBe(true);
  expect(listed()).toEqual(['name-server']);
  await fixLab(running.context, undefined);
  expect(running.out.at(-1)).toContain('BIND does not run on name-server');
  expect(running.fake.dns.stopped).toBe(false);
  expect(listed()).toEqual([]);
});

test('one that could be broken by halves only counts as broken', async () => {
  running.fake.inject(
    ({ line }) => line.includes('stop named'),
    () => failed(1, 'Access denied'),
  );
  await expect(breakLab(running.context, 'name-server')).rejects.toMatchObject({ kind: 'lab' });
  expect(listed()).toEqual(['name-server']);
  expect(running.logins).toBe(0);
});

test('one that cannot be fixed stays broken', async () => {
  await breakLab(running.context, 'name-server');
  running.fake.inject(
    ({ line }) => line.includes('start named'),
    () => failed(1, 'Access denied'),
  );
  await expect(fixLab(running.context, undefined)).rejects.toMatchObject({ kind: 'lab' });
  expect(listed()).toEqual(['name-server']);
});

test('fix repairs what a killed verify left, says which in both languages, and fixes exercises beside it', async () => {
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

test('fix counts what a killed verify has left, and finds nothing the second time', async () => {
  const change = { kind: 'name-server-stopped', machine: 'name-server' } as const;
  running.fake.dns.stopped = true;
  open.add(change, 'verify', describeChange(change));
  expect(await fixLab(running.context, undefined)).toBe(1);
  expect(running.out).toEqual([expect.stringContaining('stopped the DNS server on name-server: started again')]);
  expect(running.fake.dns.stopped).toBe(false);
  expect(await fixLab(running.context, undefined)).toBe(0);
});

test('an exercise that the lab has no more is forgotten, and the others are fixed', async () => {
  open.add({ kind: 'exercise', id: 'gone' }, 'break');
  open.add({ kind: 'exercise', id: 'name-server' }, 'break');
  await fixLab(running.context, undefined);
  expect(running.out[0]).toBe('The exercise gone is about something that this lab has no more.');
  expect(open.all()).toEqual([]);
  await expect(fixLab(running.context, 'gone')).rejects.toMatchObject({ kind: 'usage' });
});

test('what break tells is the complaint, which names no cause, in words and in the event', async () => {
  const exercise = await breakLab(running.context, 'name-server');
  expect(running.around.events.at(-1)).toEqual({
    code: 'operation.ended',
    operation: 'break',
    lab: 'lesson',
    result: { complaint: exercise.complaint },
  });
});

test('an exercise that there is not is refused before the lab is touched', async () => {
  await expect(breakLab(running.context, 'name-servr')).rejects.toMatchObject({
    kind: 'usage',
    remedy: 'did you mean name-server?',
  });
  expect({ asked: running.hypervisor.asked, probes: running.probes }).toEqual({ asked: [], probes: 0 });
});

test('a lab that does not run is not broken, and nothing says that it is', async () => {
  running.hypervisor.running = false;
  await expect(breakLab(running.context, 'name-server')).rejects.toMatchObject({ kind: 'lab', remedy: 'start it with ./lab up' });
  // Recorded first: one that may be broken by halves counts.
  expect(listed()).toEqual(['name-server']);
  expect(running.fake.dns.stopped).toBe(false);
});
