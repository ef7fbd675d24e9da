import type { Request } from '../../probe';

/**
 * A single command that asks the same, for a user to paste behind `--`.
 * @param authority path of the lab's certificate at that place. Default: there is none, and the certificate is not verified
 */
export function commandOf(request: Request, authority?: string): string {
  if (request.kind === 'postgres') return `bash -c '"exec 3<>/dev/tcp/${request.host}/${request.port}"'`;
  const { url, verified, host, large, address } = request;
  const words = ['curl', '-sS', '--max-time', '15'];
  const { hostname, port, protocol } = new URL(url);
  if (protocol === 'https:') words.push(...(verified && authority ? ['--cacert', authority] : ['--insecure']));
  if (host) words.push('-H', `'Host: ${host}'`);
  if (large) words.push('-d', 'msg=large');
  if (address) words.push('--resolve', `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}:${address}`);
  return [...words, /[?&]/.test(url) ? `'${url}'` : url].join(' ');
}
