import { X509Certificate } from 'node:crypto';

/** A certificate that ends soon, has ended, or tells no end. */
export interface EndingCertificate {
  /** `web.crt`, or whose it is. */
  readonly name: string;
  /** RFC 3339; missing for what is no certificate. */
  readonly ends?: string;
  /** One sentence for people, with what to do. */
  readonly warning: string;
}

const day = 24 * 3_600_000;
/** Days before its end from which a certificate is warned of. */
const notice = 30;

/** Those of the certificates (PEM, by name) that end within 30 days of `now`, or have ended. */
export function endingCertificates(certificates: Readonly<Record<string, string>>, now: Date): EndingCertificate[] {
  return Object.entries(certificates).flatMap(([name, pem]) => {
    const ends = endOf(pem);
    if (!ends) return [{ name, warning: `the certificate ${name} cannot be read; ${remedy}` }];
    const left = ends.getTime() - now.getTime();
    if (left > notice * day) return [];
    const [date] = ends.toISOString().split('T');
    const when = left < 0 ? `ended on ${date}` : `ends on ${date}, in ${days(Math.floor(left / day))}`;
    return [{ name, ends: ends.toISOString(), warning: `the certificate ${name} ${when}; ${remedy}` }];
  });
}

/** A lab's certificates are made with it and live as long as its authority, so there is nothing to renew one by one. */
const remedy = './lab down and ./lab up make the lab anew, with all its certificates';

const days = (count: number): string => (count === 0 ? 'less than a day' : count === 1 ? '1 day' : `${count} days`);

function endOf(pem: string): Date | undefined {
  try {
    return new Date(new X509Certificate(pem).validTo);
  } catch {
    return undefined;
  }
}
