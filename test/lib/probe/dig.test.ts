import { dig, parseDig, recordsOf } from '../../../lib/probe/dig';
import type { Observation } from '../../../lib/probe';
import { loopback } from '../fake-lab/loopback';

/** Printed by dig 9.18 for six questions at once: two records, a PTR record, NXDOMAIN, SERVFAIL, an SRV record, a CNAME record. */
const printed = `- type: MESSAGE
  message:
    type: RECURSIVE_RESPONSE
    query_time: !!timestamp 2026-11-25T19:14:57.788Z
    response_time: !!timestamp 2026-11-25T19:14:57.788Z
    message_size: 60b
    socket_family: INET
    socket_protocol: UDP
    response_address: "10.96.0.10"
    response_port: 53
    query_address: "0.0.0.0"
    query_port: 0
    response_message_data:
      opcode: QUERY
      status: NOERROR
      id: 58612
      flags: qr rd ra
      QUESTION: 1
      ANSWER: 2
      AUTHORITY: 0
      ADDITIONAL: 0
      QUESTION_SECTION:
        - 'GitHub.com. IN A'
      ANSWER_SECTION:
        - 'GitHub.com. 300 IN A 203.0.113.80'
        - 'GitHub.com. 300 IN A 203.0.113.8'
- type: MESSAGE
  message:
    type: RECURSIVE_RESPONSE
    query_time: !!timestamp 2026-11-25T19:14:57.788Z
    response_time: !!timestamp 2026-11-25T19:14:57.788Z
    message_size: 77b
    socket_family: INET
    socket_protocol: UDP
    response_address: "10.96.0.10"
    response_port: 53
    query_address: "0.0.0.0"
    query_port: 0
    response_message_data:
      opcode: QUERY
      status: NOERROR
      id: 44008
      flags: qr aa rd ra
      QUESTION: 1
      ANSWER: 1
      AUTHORITY: 0
      ADDITIONAL: 0
      QUESTION_SECTION:
        - '30.56.168.192.in-addr.arpa. IN PTR'
      ANSWER_SECTION:
        - '30.56.168.192.in-addr.arpa. 300 IN PTR CP.company.internal.'
- type: MESSAGE
  message:
    type: RECURSIVE_RESPONSE
    query_time: !!timestamp 2026-11-25T19:14:57.788Z
    response_time: !!timestamp 2026-11-25T19:14:57.788Z
    message_size: 41b
    socket_family: INET
    socket_protocol: UDP
    response_address: "10.96.0.10"
    response_port: 53
    query_address: "0.0.0.0"
    query_port: 0
    response_message_data:
      opcode: QUERY
      status: NXDOMAIN
      id: 30221
      flags: qr rd ra
      QUESTION: 1
      ANSWER: 0
      AUTHORITY: 0
      ADDITIONAL: 0
      QUESTION_SECTION:
        - 'nobody.company.internal. IN A'
- type: MESSAGE
  message:
    type: RECURSIVE_RESPONSE
    query_time: !!timestamp 2026-11-25T19:14:57.788Z
    response_time: !!timestamp 2026-11-25T19:14:57.788Z
    message_size: 24b
    socket_family: INET
    socket_protocol: UDP
    response_address: "10.96.0.10"
    response_port: 53
    query_address: "0.0.0.0"
    query_port: 0
    response_message_data:
      opcode: QUERY
      status: SERVFAIL
      id: 59293
      flags: qr rd ra
      QUESTION: 1
      ANSWER: 0
      AUTHORITY: 0
      ADDITIONAL: 0
      QUESTION_SECTION:
        - 'fail.x. IN A'
- type: MESSAGE
  message:
    type: RECURSIVE_RESPONSE
    query_time: !!timestamp 2026-11-25T19:14:57.792Z
    response_time: !!timestamp 2026-11-25T19:14:57.792Z
    message_size: 87b
    socket_family: INET
    socket_protocol: UDP
    response_address: "10.96.0.10"
    response_port: 53
    query_address: "0.0.0.0"
    query_port: 0
    response_message_data:
      opcode: QUERY
      status: NOERROR
      id: 18072
      flags: qr rd ra
      QUESTION: 1
      ANSWER: 1
      AUTHORITY: 0
      ADDITIONAL: 0
      QUESTION_SECTION:
        - '_http._tcp.web. IN SRV'
      ANSWER_SECTION:
        - '_http._tcp.web. 300 IN SRV 0 100 80 web-0.web.default.svc.cluster.local.'
- type: MESSAGE
  message:
    type: RECURSIVE_RESPONSE
    query_time: !!timestamp 2026-11-25T19:14:57.792Z
    response_time: !!timestamp 2026-11-25T19:14:57.792Z
    message_size: 75b
    socket_family: INET
    socket_protocol: UDP
    response_address: "10.96.0.10"
    response_port: 53
    query_address: "0.0.0.0"
    query_port: 0
    response_message_data:
      opcode: QUERY
      status: NOERROR
      id: 6052
      flags: qr rd ra
      QUESTION: 1
      ANSWER: 2
      AUTHORITY: 0
      ADDITIONAL: 0
      QUESTION_SECTION:
        - 'alias.x. IN A'
      ANSWER_SECTION:
        - 'alias.x. 300 IN CNAME GitHub.com.'
        - 'GitHub.com. 300 IN A 203.0.113.80'
`;

/** Printed by dig 9.18 for a question that no server answered. */
const unanswered = `- type: DIG_ERROR
  message: |
    no servers could be reached
`;

const common = { status: 'NOERROR', answers: [], authoritative: false, server: '10.96.0.10' };

describe('what dig prints', () => {
  test('is no reply at all when no server was reached', () => {
    expect(parseDig(unanswered)).toEqual([]);
  });

  test.each(['', 'dig: not found', '- type: MESSAGE\n  message: "cut', '- type: MESSAGE\n- 4\n-', 'type: MESSAGE'])(
    'holds no reply when it is no list of replies: %j',
    (text) => expect(parseDig(text)).toEqual([]),
  );

  test('is read question by question, names in lower case and without the final dot', () => {
    expect(parseDig(printed)).toEqual([
      {
        ...common,
        question: 'github.com',
        answers: [
          { name: 'github.com', type: 'A', data: '203.0.113.80' },
          { name: 'github.com', type: 'A', data: '203.0.113.8' },
        ],
      },
      {
        ...common,
        question: '30.56.168.192.in-addr.arpa',
        answers: [{ name: '30.56.168.192.in-addr.arpa', type: 'PTR', data: 'cp.company.internal' }],
        authoritative: true,
      },
      { ...common, status: 'NXDOMAIN', question: 'nobody.company.internal' },
      { ...common, status: 'SERVFAIL', question: 'fail.x' },
      {
        ...common,
        question: '_http._tcp.web',
        answers: [{ name: '_http._tcp.web', type: 'SRV', data: '0 100 80 web-0.web.default.svc.cluster.local' }],
      },
      {
        ...common,
        question: 'alias.x',
        answers: [
          { name: 'alias.x', type: 'CNAME', data: 'github.com' },
          { name: 'github.com', type: 'A', data: '203.0.113.80' },
        ],
      },
    ]);
  });

  test('gives the records of one type in order', () => {
    expect(recordsOf(parseDig(printed)[0]!, 'A')).toEqual(['203.0.113.8', '203.0.113.80']);
    expect(recordsOf(parseDig(printed)[5]!, 'CNAME')).toEqual(['github.com']);
  });
});

describe('a dig of several questions', () => {
  const answering = (stdout: string) => ({
    ...loopback,
    probe: {
      ...loopback.probe,
      exec: () => Promise.resolve<Observation>({ exitCode: 0, stdout, stderr: '', command: 'dig', milliseconds: 1 }),
    },
  });
  const asked = (stdout: string) => dig(answering(stdout), { at: 'lan' }, [{ name: 'github.com' }, { name: 'x' }]);
  const [first, second] = printed.split(/(?=^- type)/m);

  test('leaves nothing to judge when one had no answer, and says why', async () => {
    await expect(asked(first! + unanswered)).rejects.toThrow('1 of 2 questions answered: no servers could be reached');
    await expect(asked(unanswered + second!)).rejects.toThrow('1 of 2 questions answered: no servers could be reached');
  });

  test('gives the replies in the order of the questions', async () => {
    const { replies } = await asked(first! + second!);
    expect(replies.map(({ question }) => question)).toEqual(['github.com', '30.56.168.192.in-addr.arpa']);
  });
});
