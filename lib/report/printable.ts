import type { ClaimResult, Report } from '../verify';

/**
 * Replaces control and bidi characters: program output must not move the cursor, break XML, or reverse the text around it.
 * Escaping `<` and its like is the affair of each form's own library.
 */
export const printable = (report: Report): Report => ({ ...report, claims: report.claims.map(printableClaim) });

const printableClaim = (claim: ClaimResult): ClaimResult => ({
  ...claim,
  evidence: printableText(claim.evidence),
  command: printableText(claim.command),
  lookAt: printableText(claim.lookAt),
});

/** Control characters become their pictures (␛ for escape); what has none, and directional overrides, becomes �. */
export function printableText(text: string): string {
  return (
    text
      .replaceAll('\r\n', '\n')
      // eslint-disable-next-line no-control-regex -- they are what this is about; tab and newline stay
      .replace(/[\0-\x08\x0b-\x1f]/g, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
      .replaceAll('\x7f', '␡')
      .replace(/[\x80-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
  );
}
