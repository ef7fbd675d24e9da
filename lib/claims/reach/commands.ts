import type { Request } from '../../probe';

/** A single command that asks the same, for a user to paste behind `--`. */
export function commandOf(request: Request): string {
  if (request.kind === 'postgres') return `bash -c '"exec 3<>/dev/tcp/${request.host}/${request.port}"'`;
  const { url, verified, host, large, address } = request;
  const words = ['curl', '-sS', '--max-time', '15'];
  const { hostname, port, protocol } = new URL(url);
  if (url.startsWith('https:') && !verified) words.push('--insecure');
  if (host) words.push('-H', `'Host: ${host}'`);
  if (large) words.push('-d', 'msg=large');
  if (address) words.push('--resolve', `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}:${address}`);
  return [...words, /[?&]/.test(url) ? `'${url}'` : url].join(' ');
}
