/** A release number, `1.26.8`. A pre-release's suffix is dropped: `1.27rc1` counts as 1.27.0. */
export type Version = readonly [major: number, minor: number, patch: number];

/** Reads the first release number in a text such as `go1.26.8` or `Terraform v1.11.4`; undefined where there is none. */
export function parseVersion(text: string): Version | undefined {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

/** Whether `version` is `minimum` or newer, compared number by number. */
export function atLeast(version: Version, minimum: Version): boolean {
  for (const [index, wanted] of minimum.entries()) {
    const have = version[index] ?? 0;
    if (have !== wanted) return have > wanted;
  }
  return true;
}

export const formatVersion = (version: Version): string => version.join('.');
