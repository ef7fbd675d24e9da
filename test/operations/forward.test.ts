import { readForwards } from '../../operations/forward';

test.each([
  [['8060'], '8060 is no forward: it has no host'],
  [['8060:www:80', 'x:www:80'], 'x:www:80 is no forward: the port x is none from 1 to 65535'],
  [['8060:www:80', '8060:db:5432'], 'port 8060 is named twice'],
])('%j is refused', (texts, message) => expect(() => readForwards(texts)).toThrow(message));

test('each leads from a port of the loopback to a port of the lab', () => {
  expect(readForwards(['8060:192.168.56.60:80', '5432:db.default.svc'])).toEqual([
    { port: 8060, host: '192.168.56.60', hostPort: 80 },
    { port: 5432, host: 'db.default.svc', hostPort: 5432 },
  ]);
});
