import { freeNodePort, isNodePort } from '../../../lib/model/port';

test.each([80, 29999, 32768, 65536, 30080.5, -30000, Number.NaN])('%p is no node port', (port) => {
  expect(isNodePort(port)).toBe(false);
});

test.each([30000, 30080, 32767])('%i is a node port', (port) => {
  expect(isNodePort(port)).toBe(true);
});

describe('a free node port, from 30080 on', () => {
  const free = (first: number, last: number) => freeNodePort(30080, (port) => port >= first && port <= last);
  test('is 30080', () => expect(free(0, 0)).toBe(30080));
  test('is the next one up to 30085, the last kept for fixed ones (KEP-3668)', () => expect(free(30080, 30084)).toBe(30085));
  test('is 30000 then', () => expect(free(30080, 30085)).toBe(30000));
  test('is one that Kubernetes gives away, where all others are taken', () => expect(free(30000, 30085)).toBe(30086));
  test('is none, where all are taken', () => expect(free(30000, 32767)).toBeUndefined());
});
