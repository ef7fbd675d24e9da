import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { captureJourney, journeyTo, TargetError } from '../../../lib/capture';
import { type Journey, pathInput } from '../../../lib/path';
import { InconclusiveError, type Observation, type Probe, type VantagePoint } from '../../../lib/probe';
import { differencesIn, isAsPredicted } from '../../../lib/trace';
import type { AnyChange, VerifyContext } from '../../../lib/verify';
import { fakeClock } from '../fake-lab/fake-lab';
import { lab, moment } from '../trace/traced';

const captures = join(__dirname, '..', 'trace', 'captures');
const input = pathInput(lab, moment);
const toLoadBalancer = journeyTo(input, 'load-balancer.api-tester-lb');

/** The recorded pods of a node, by their addresses. */
const podsOn: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'worker-1': [['20.96.2.4', 'api-tester-1']],
  'worker-2': [
    ['20.96.3.4', 'api-tester-2'],
    ['20.96.3.2', 'toolbox-worker-2'],
  ],
};

/** What a place's watch wrote, of a recorded journey. */
function filesAt(recording: string, from: VantagePoint, lost: number): string {
  const host = from.at === 'machine' ? from.name : from.at;
  const named: [string, string][] = [
    ['host.pcap', `${host}.pcap`],
    ['host.links', `${host}.interfaces.json`],
    ['rules.out', `${host}.trace.txt`],
    ['conntrack.out', `${host}.conntrack.xml`],
    ...(podsOn[host] ?? []).flatMap(([address, pod]): [string, string][] => [
      [`pod-${address}.pcap`, `${pod}.pcap`],
      [`pod-${address}.links`, `${pod}.interfaces.json`],
    ]),
  ];
  return named
    .map(([name, file]): [string, string] => [name, join(captures, recording, file)])
    .filter(([, path]) => existsSync(path))
    .map(([name, path]): [string, Buffer] => [name, readFileSync(path)])
    .concat([['host.pcap.err', Buffer.from(`${lost} packets dropped by kernel\n`)]])
    .map(([name, content]) => `file ${name}\n${content.toString('base64')}\n`)
    .join('');
}

/** A lab in which a recorded journey happens again. */
class Recording {
  readonly open: AnyChange[] = [];
  readonly commands: string[] = [];
  /** Packets that each of its captures lost. */
  lost = 0;
  fails: (words: string) => Partial<Observation> | undefined = () => undefined;

  constructor(private readonly name: string) {}

  readonly probe: Probe = {
    files: { caCertificate: '' },
    kubectl: () => Promise.reject(new Error('not needed')),
    exec: (from, argv) => {
      const words = `${from.at === 'machine' ? from.name : from.at}: ${argv.at(-1)} ${argv.includes('rules') || argv.includes('none') ? 'begin' : ''}`;
      this.commands.push(words);
      const stdout = argv.at(-1) === 'read' ? filesAt(this.name, from, this.lost) : 'asked';
      return Promise.resolve({ exitCode: 0, stdout, stderr: '', command: 'it', milliseconds: 1, ...this.fails(words) });
    },
  };

  readonly context: VerifyContext = {
    lab,
    probe: this.probe,
    simulatedInternet: true,
    hostAddresses: [],
    clock: fakeClock(),
    changes: {
      begin: async (change) => void this.open.push(change),
      end: async () => void this.open.pop(),
      uninterrupted: (work) => work(),
    },
    alone: true,
    unique: () => 'lab-1',
    observe: (_key, take) => take(),
    invalidate: () => undefined,
  };
}

/** The recorded requests came from this port. */
const fromPort = (port: number) => jest.spyOn(Math, 'random').mockReturnValue((port - 20000 + 0.5) / 8000);
afterEach(() => jest.restoreAllMocks());

describe('a captured journey', () => {
  test('is as predicted where it was, and everything that watched has ended', async () => {
    fromPort(40002);
    const recording = new Recording('load-balancer-other-node');
    const { traced, capture } = await captureJourney(recording.context, input, toLoadBalancer);
    expect(differencesIn(traced)).toEqual([]);
    expect(isAsPredicted(traced)).toBe(true);
    expect(capture.places).toHaveLength(6);
    expect(recording.commands.filter((words) => words.includes(': end'))).toHaveLength(4);
    expect(recording.open).toEqual([]);
  });

  test('differs where a rule ended the packet, and says which', async () => {
    fromPort(40102);
    const { traced } = await captureJourney(new Recording('forward-drop').context, input, toLoadBalancer);
    expect(isAsPredicted(traced)).toBe(false);
    expect(differencesIn(traced)[0]!.text.en).toMatch(/^worker-2 ended the packet: the rule .*-A FORWARD .* -j DROP\.$/);
  });

  test('that could not be watched at one place has left nothing at the others', async () => {
    const recording = new Recording('load-balancer-other-node');
    recording.fails = (words) =>
      words.startsWith('worker-1') && words.endsWith('begin') ? { exitCode: 255, stderr: 'no route to host' } : undefined;
    await expect(captureJourney(recording.context, input, toLoadBalancer)).rejects.toThrow(InconclusiveError);
    expect(recording.commands.filter((words) => words.includes(': end'))).toHaveLength(4);
    expect(recording.open).toEqual([]);
  });

  test('stays recorded as open where a watch could not be ended', async () => {
    const recording = new Recording('load-balancer-other-node');
    recording.fails = (words) => (words.startsWith('worker-1: end') ? { exitCode: 255, stderr: 'gone' } : undefined);
    fromPort(40002);
    const { traced } = await captureJourney(recording.context, input, toLoadBalancer);
    expect(isAsPredicted(traced)).toBe(true);
    expect(recording.open).toHaveLength(1);
  });

  test('from a place without the programs to ask is refused', async () => {
    const recording = new Recording('load-balancer-other-node');
    recording.fails = (words) =>
      words.startsWith('outside: http') ? { exitCode: 127, stdout: '', stderr: 'there is no curl' } : undefined;
    const captured = captureJourney(recording.context, input, toLoadBalancer);
    await expect(captured).rejects.toThrow(TargetError);
    await expect(captured).rejects.toThrow('outside could not ask: exit status 127: there is no curl');
    expect(recording.open).toEqual([]);
  });

  test('whose client did not come so far as to ask is none, and says what it said', async () => {
    const recording = new Recording('load-balancer-other-node');
    recording.fails = (words) =>
      words.startsWith('outside: http') ? { exitCode: 255, stdout: '', stderr: 'no route to host' } : undefined;
    const captured = captureJourney(recording.context, input, toLoadBalancer);
    await expect(captured).rejects.toThrow(InconclusiveError);
    await expect(captured).rejects.toThrow('outside could not ask: exit status 255: no route to host');
    expect(recording.commands.filter((words) => words.includes(': end'))).toHaveLength(4);
  });

  test('that lost packets is refused where it differs', async () => {
    fromPort(40102);
    const recording = new Recording('forward-drop');
    recording.lost = 3;
    await expect(captureJourney(recording.context, input, toLoadBalancer)).rejects.toThrow('lost 3 packets');
  });

  test('that went another way than it is to show is refused', async () => {
    fromPort(40003);
    const toClusterIp = journeyTo(input, '10.96.0.100:80', 'pod/worker-2');
    // Of ways that are certain one request is enough.
    const exchanges = toClusterIp.exchanges.map((one) => ({ ...one, ways: one.ways.map((way) => ({ ...way, chance: 1 })) }));
    const captured = (wanted: Journey['wanted']) =>
      captureJourney(new Recording('cluster-ip-same-node').context, input, { ...toClusterIp, exchanges, wanted });
    await expect(captured('same-node')).resolves.toBeDefined();
    await expect(captured('other-node')).rejects.toThrow(/none was answered by a pod of another node; ask again$/);
  });
});
