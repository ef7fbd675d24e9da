import { createServer as createWebServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { largeBytes, type Request, requestAll } from '../../../lib/probe';
import { listen, loopback } from '../fake-lab/loopback';

const place = { at: 'lan' } as const;

async function answersTo(...requests: Request[]) {
  const answers = await requestAll(loopback, place, requests);
  return requests.map((request) => answers.of(request));
}

/** The one answer to this request. */
const answerTo = async (request: Request) => (await answersTo(request))[0]![0];

describe('many requests by one command', () => {
  const server = createWebServer((request, response) => {
    if (request.url!.startsWith('/hostname')) return void response.end(`it-is-${request.headers.host}`);
    if (request.url!.startsWith('/slow')) return void setTimeout(() => response.end('late'), 300);
    if (request.url!.startsWith('/counted')) return void counted(() => response.end('counted'));
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => response.end(new URLSearchParams(Buffer.concat(parts).toString()).get('msg')));
  });
  let [together, most] = [0, 0];
  const counted = (answer: () => void) => {
    most = Math.max(most, (together += 1));
    setTimeout(() => void (together--, answer()), 100);
  };
  let base: string;
  beforeAll(async () => void (base = await listen(server)));
  afterAll(() => void server.close());

  test('are told apart, with what each server said', async () => {
    const [one, other] = await answersTo(
      { kind: 'web', key: 'slow~0', url: `${base}/slow` },
      { kind: 'web', key: 'named~0', url: `${base}/hostname`, host: 'www.example', times: 3 },
    );
    expect(one).toEqual([expect.objectContaining({ connected: true, status: 200, body: 'late', trouble: '', exit: 0 })]);
    expect(other!.map(({ body }) => body)).toEqual(Array(3).fill('it-is-www.example'));
  });

  test('share the processors of who answers, so that few are open at a time', async () => {
    const answers = await answersTo({ kind: 'web', key: 'counted~0', url: `${base}/counted`, times: 30 });
    expect(answers[0]!.map(({ body }) => body)).toEqual(Array(30).fill('counted'));
    expect(most).toBe(8);
  });

  test('send and get back what no single packet holds', async () => {
    const answer = await answerTo({ kind: 'web', key: 'echo~0', url: `${base}/echo`, large: true });
    expect(answer).toMatchObject({ status: 200, size: largeBytes, exit: 0 });
  });

  test('find a host at an address that no resolver knows', async () => {
    const url = `http://www.company.internal:${new URL(base).port}/hostname`;
    const answer = await answerTo({ kind: 'web', key: 'www~0', url, address: '127.0.0.1' });
    expect(answer!.body).toContain('www.company.internal');
  });

  test('tell who refuses, and who accepts what should be closed', async () => {
    const refused = await answerTo({ kind: 'web', key: 'shut~0', url: 'http://127.0.0.1:1/', closed: true });
    const open = await answerTo({ kind: 'web', key: 'open~0', url: `${base}/hostname`, closed: true });
    expect(refused).toMatchObject({ connected: false, exit: 7 });
    expect(refused!.trouble).toMatch(/connect/);
    expect(open).toMatchObject({ connected: true });
  });

  test('have no answers where the place has no curl', async () => {
    const without = { ...loopback, probe: { ...loopback.probe, exec: noProgram } };
    const request: Request = { kind: 'web', key: 'x~0', url: `${base}/` };
    const answers = await requestAll(without, place, [request]);
    expect(answers.of(request)).toEqual([]);
    expect(answers.seen.exitCode).toBe(127);
  });
});

const noProgram = () =>
  Promise.resolve({ exitCode: 127, stdout: '', stderr: 'sh: curl: not found', command: 'curl', milliseconds: 0 });

describe('a database', () => {
  const saying = (bytes: readonly number[]) =>
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (data) => {
        if (data.toString('latin1').includes('user\0postgres\0database\0postgres\0\0') && data.readInt32BE(0) === data.length)
          socket.write(Buffer.from(bytes));
        else socket.destroy();
      });
    });

  const portOf = async (server: ReturnType<typeof saying>): Promise<number> => {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
    return (server.address() as AddressInfo).port;
  };

  test('is asked to begin a session, as far as its demand for a password', async () => {
    const server = saying([82, 0, 0, 0, 23, 0, 0, 0, 10, 83, 67]);
    const request: Request = { kind: 'postgres', key: 'db~0', host: '127.0.0.1', port: await portOf(server) };
    const answer = await answerTo(request);
    expect(answer).toMatchObject({ connected: true, exit: 0 });
    expect(answer!.body.split(/\s+/)).toEqual(['82', '0', '0', '0', '23', '0', '0', '0', '10']);
    server.close();
  });

  test('that is not there gives no answer', async () => {
    const answer = await answerTo({ kind: 'postgres', key: 'db~0', host: '127.0.0.1', port: 1 });
    expect(answer).toMatchObject({ connected: false, body: '' });
    expect(answer!.trouble).toMatch(/refused/);
  });
});
