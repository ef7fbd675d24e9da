import type { PostgresRequest, WebRequest } from './requests';

/** Bytes of a large request and of its answer: three segments of an Ethernet network. */
export const largeBytes = 4000;

/** Seconds that a connection is waited for, with its TLS: no request that should be answered is given up sooner. */
export const leastWait = 8;
/** The same and seconds for a whole answer, on a slow, emulated machine. */
const patient = [`connect-timeout = ${leastWait}`, 'max-time = 15'];
/** For what should not answer. */
const impatient = ['connect-timeout = 3', 'max-time = 5'];

/**
 * Connections at a time. Who answers shares the processors of emulated machines, so each of many at once waits for all the others: forty
 * TLS connections took over twenty seconds each where eight take four. Silence costs nobody anything.
 */
const sideBySide = (requests: readonly WebRequest[]): number => (requests.every(({ closed }) => closed) ? 40 : 8);

/** Seconds after which `webScript` has ended, whoever answers. */
export const webSeconds = (requests: readonly WebRequest[]): number => {
  const connections = requests.reduce((sum, { times = 1 }) => sum + times, 0);
  return 60 + Math.ceil(connections / sideBySide(requests)) * 15;
};

/** The bodies of all files, a line each: one process for all of them. */
const tellBodies = `FNR == 1 { printf "%sbody,%s,", (NR > 1 ? "\\n" : ""), substr(FILENAME, 1, match(FILENAME, /[.][0-9]+$/) - 1); left = 2000 }
left > 0 { printf "%s ", substr($0, 1, left); left -= length($0) + 1 }
END { if (NR > 0) print "" }`;

/**
 * A shell script in which one curl makes all requests side by side (curl(1), --parallel). It prints a line `answer` for each connection
 * and a line `body` for what it said. curl mixes what servers say on one standard output, so each answer has a file of its own.
 * HTTP/2 would share one connection. The script is short, because an argument has 128 KiB at most. It starts five processes, however
 * many requests there are: each start costs an emulated machine dear.
 */
export const webScript = (requests: readonly WebRequest[], authority: string): string => `lab_dir=$(mktemp -d) || exit 125
cd "$lab_dir" || exit 125
echo "${authority.trim()}" >authority
{ printf msg=; printf %0${largeBytes}d 0; } >large
between=
web() {
  printf '%surl = %s\\nwrite-out = answer,%s,%%{exitcode},%%{http_code},%%{num_connects},%%{size_download},%%{errormsg}\\\\n\\n' "$between" "$2" "$1"
  printf 'http1.1\\nheader = Connection:close\\nnoproxy = *\\n'
  shift 2
  printf "%s\\n" "$@"
  between="next
"
}
{
${requests.map(words).join('\n')}
} >blocks
curl --no-progress-meter --parallel --parallel-max ${sideBySide(requests)} -K blocks 2>errors
lab_status=$?
set -- *~*
[ ! -e "$1" ] || awk '${tellBodies}' "$@"
[ "$lab_status" -lt 125 ] || cat errors >&2
cd / && rm -r "$lab_dir"
[ "$lab_status" -lt 125 ] || exit "$lab_status"
`;

/** `web KEY URL SETTING…` */
function words({ key, url, times = 1, large, verified, host, address, closed }: WebRequest): string {
  const { hostname, port, protocol } = new URL(url);
  const settings = [
    ...(closed ? impatient : patient),
    `output = ${large || closed ? '/dev/null' : `${key}.#1`}`,
    verified ? 'cacert = authority' : 'insecure',
    ...(large ? ['data = @large'] : []),
    ...(host ? [`header = Host:${host}`] : []),
    ...(address ? [`resolve = ${hostname}:${port || (protocol === 'https:' ? '443' : '80')}:${address}`] : []),
  ];
  // The number in the query only makes curl repeat the request.
  const repeated = `${url}${url.includes('?') ? '&' : '?'}[1-${times}]`;
  return ['web', key, repeated, ...settings].map((word, index) => (index > 0 ? `"${word}"` : word)).join(' ');
}

/**
 * PostgreSQL's start of a session for its user `postgres`, which it answers by how it wants to be told the password
 * (https://www.postgresql.org/docs/15/protocol-message-formats.html, StartupMessage and AuthenticationSASL).
 */
const startup = String.raw`\0\0\0\51\0\3\0\0user\0postgres\0database\0postgres\0\0`;

/** A bash script that begins a session at each address, side by side, and prints the first nine bytes of each answer as numbers. */
export const postgresScript = (requests: readonly PostgresRequest[]): string => `lab_ask() {
  local said status
  said=$(timeout 12 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "${startup}" >&3 && exec od -An -v -tu1 -N9 <&3' "$2" "$3" 2>&1)
  status=$?
  said=\${said##*$'\\n'}
  case "$said" in
    *" 82 "* | *" 69 "*) printf "answer,%s,0,0,1,9,\\nbody,%s,%s\\n" "$1" "$1" "$said" ;;
    *) printf "answer,%s,%d,0,0,0,%s\\n" "$1" "$((status ? status : 1))" "\${said:-no answer}" ;;
  esac
}
${requests.map(({ key, host, port }) => `lab_ask ${key} ${host} ${port} &`).join('\n')}
wait
`;
