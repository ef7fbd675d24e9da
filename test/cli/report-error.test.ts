import { CommanderError } from 'commander';
import { reportError } from '../../cli/report-error';
import { environmentError, labError, usageError } from '../../host/user-error';
import { resolveLab } from '../../lib/model';

/** What the user sees, and the exit status. */
function reported(error: unknown, { debug = false, interrupted = false } = {}): { status: number; text: string } {
  let text = '';
  const status = reportError(error, { debug, interrupted, write: (part) => void (text += part) });
  return { status, text };
}

test.each([
  [labError, 1],
  [usageError, 2],
  [environmentError, 3],
])('a fault is told with what to do, without a stack', (make, status) => {
  expect(reported(make('the pool is full', { remedy: 'make it larger', cause: new Error('x') }))).toEqual({
    status,
    text: 'error: the pool is full\n  what to do: make it larger\n',
  });
});

test('a fault without a remedy is one line', () => {
  expect(reported(labError('no')).text).toBe('error: no\n');
});

test('with --debug there are the stack and what is underneath', () => {
  const { text } = reported(labError('no', { cause: new Error('underneath') }), { debug: true });
  expect(text).toMatch(/error: no\nUserError: no\n +at /);
  expect(text).toContain('caused by: Error: underneath\n');
});

test('a faulty definition is the user’s: every fault, exit status 2', () => {
  let refused: unknown;
  try {
    resolveLab({ name: 'Lab', cluster: { podCidr: '10.0.0.1/12' } });
  } catch (error) {
    refused = error;
  }
  expect(reported(refused)).toEqual({
    status: 2,
    text: 'error: the lab definition has 2 problems:\n  name Lab: has upper-case letters; write lab\n  cluster.podCidr 10.0.0.1/12: has host bits set; write 10.0.0.0/12\n',
  });
});

test.each([new TypeError('x is undefined'), 'a text'])('anything else is the program’s own fault', (error) => {
  const { status, text } = reported(error);
  expect(status).toBe(1);
  expect(text).toMatch(/^error: this is a fault of the program itself: /);
  expect(text).toContain(error instanceof Error ? error.message : error);
});

test('after Ctrl-C, whatever failed because of it is told as an interruption', () => {
  expect(reported(labError('the command was interrupted'), { interrupted: true })).toEqual({
    status: 130,
    text: 'interrupted; ./lab up continues, ./lab down removes what is there\n',
  });
});

test.each([
  ['help that was asked for', 0, 0],
  ['a wrong word', 1, 2],
])('%s was told by the reader of the command line, and only its status is left', (_what, code, status) => {
  expect(reported(new CommanderError(code, 'some.code', 'told'))).toEqual({ status, text: '' });
});
