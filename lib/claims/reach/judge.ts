import { type Answer, type Answers, largeBytes, type Request } from '../../probe';
import type { Finding } from '../../verify';
import type { Question } from './questions';

/** What a question's answers come to, in words that begin with whom it was asked of. */
export function judge({ request, expects }: Question, { of }: Answers): Finding {
  const answers = of(request);
  const wanted = request.kind === 'web' ? (request.times ?? 1) : 1;
  const finding = (ok: boolean, text: string): Finding => ({ ok, text: `${shown(request)}: ${text}` });
  if (answers.length !== wanted) return finding(false, `${answers.length} of ${wanted} requests were made`);
  if (expects.kind === 'closed') {
    const open = answers.some(({ connected }) => connected);
    const silent = answers.every(({ exit }) => exit === 7 || exit === 28);
    return finding(!open && silent, open ? 'accepted a connection' : answers[0]!.exit === 7 ? 'refused' : describe(answers[0]!));
  }
  const failed = answers.filter(({ exit }) => exit !== 0);
  if (failed.length > 0)
    return finding(false, `${wanted - failed.length} of ${wanted} requests were answered; ${describe(failed[0]!)}`);
  const wrong = answers.map((answer) => wrongIn(answer, expects)).find((text) => text !== undefined);
  return finding(wrong === undefined, wrong ?? right(answers, expects));
}

/** What is wrong with an answer that came. */
function wrongIn({ status, size, body }: Answer, expects: Question['expects']): string | undefined {
  const said = `status ${status}, "${body.slice(0, 80)}"`;
  switch (expects.kind) {
    case 'pods':
      return status === 200 && expects.names.includes(body)
        ? undefined
        : `answered by ${body.slice(0, 80) || `nobody (status ${status})`}, which is none of ${expects.names.join(', ')}`;
    case 'large':
      return status === 200 && size === largeBytes ? undefined : `${size} of ${largeBytes} bytes came back, status ${status}`;
    case 'version':
      return status === 200 && body.includes('"gitVersion"') ? undefined : `${said} is no version of an API server`;
    case 'page':
      return status >= 200 && status < 400 ? undefined : said;
    case 'password':
      return wantsPassword(body);
    case 'closed':
      return undefined;
  }
}

/** The letter R, a length, and how the password is wanted: 10 is SASL. 0 lets everybody in. */
function wantsPassword(body: string): string | undefined {
  const [letter, , , , , ...how] = body.split(/\s+/).map(Number);
  if (letter === 69) return 'PostgreSQL refuses every session from here';
  if (letter !== 82) return `"${body}" is no answer of PostgreSQL`;
  const method = how.reduce((sum, byte) => sum * 256 + byte, 0);
  return method === 10 ? undefined : method === 0 ? 'PostgreSQL asks for no password' : `PostgreSQL asks by method ${method}`;
}

function right(answers: readonly Answer[], { kind }: Question['expects']): string {
  switch (kind) {
    case 'pods':
      return `answered by ${[...new Set(answers.map(({ body }) => body))].sort().join(' and ')}`;
    case 'large':
      return `${largeBytes} bytes went and came back`;
    case 'password':
      return 'PostgreSQL asks for the password';
    default:
      return `status ${answers[0]!.status}`;
  }
}

const describe = ({ exit, trouble }: Answer): string => (exit === 28 ? `timed out (${trouble})` : trouble);

/** `http://10.96.0.100:80`, `https://kubernetes.default`, `db-0.db:5432`. */
export function shown(request: Request): string {
  return request.kind === 'postgres' ? `${request.host}:${request.port}` : request.url.replace(/\/(hostname|echo|version)?$/, '');
}
