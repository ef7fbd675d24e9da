import { encode } from 'dns-packet';
import { dnsReplyIn } from '../../../lib/trace/dns-reply';

const question = { type: 'A', name: 'ext-github.default.svc.cluster.local' } as const;

test('a reply tells its names and addresses', () => {
  const message = encode({
    type: 'response',
    questions: [question],
    answers: [
      { type: 'CNAME', name: question.name, data: 'github.com' },
      { type: 'A', name: 'github.com', data: '203.0.113.80' },
    ],
  });
  expect(dnsReplyIn(message)).toEqual({ type: 'A', code: 'NOERROR', aliases: ['github.com'], addresses: ['203.0.113.80'] });
});

test('a refusal tells its code', () => {
  // The code stands in the last four bits of the flags.
  expect(dnsReplyIn(encode({ type: 'response', flags: 3, questions: [question] }))?.code).toBe('NXDOMAIN');
});

test('a question, half a message and other bytes are no reply', () => {
  const message = encode({ type: 'response', questions: [question], answers: [{ type: 'CNAME', name: 'a', data: 'b' }] });
  for (const bytes of [encode({ type: 'query', questions: [question] }), message.subarray(0, -2), Buffer.from('no DNS')])
    expect(dnsReplyIn(bytes)).toBeUndefined();
});
