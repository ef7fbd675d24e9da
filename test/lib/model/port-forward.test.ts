import { parseForward, portOf } from '../../../lib/model';

test.each([
  ['8060', 'it has no host'],
  ['8060:', 'it has no host'],
  ['0.0.0.0:8060:192.168.56.60:80', 'it has more than PORT:HOST:HOST-PORT; only the loopback 127.0.0.1 listens'],
  ['0:www:80', 'the port 0 is none from 1 to 65535'],
  [':www:80', 'the port "" is none from 1 to 65535'],
  ['65536:www:80', 'the port 65536 is none from 1 to 65535'],
  ['80:www:http', 'the port http is none from 1 to 65535'],
  ['80:www:080', 'the port 080 is none from 1 to 65535'],
])('%p is refused: %s', (text, reason) => expect(parseForward(text)).toBe(reason));

test.each([
  ['8060:192.168.56.60:80', { port: 8060, host: '192.168.56.60', hostPort: 80 }],
  ['65535:www.company.internal:1', { port: 65535, host: 'www.company.internal', hostPort: 1 }],
  ['5432:db-0.db.default.svc', { port: 5432, host: 'db-0.db.default.svc', hostPort: 5432 }],
])('%s leads somewhere', (text, expected) => expect(parseForward(text)).toEqual(expected));

test('a port is a number without leading zeros', () => {
  expect(['1', '65535', '01', '1e3', '-1', '', undefined].map(portOf)).toEqual([1, 65535, ...Array(5).fill(undefined)]);
});
