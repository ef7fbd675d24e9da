import type { LoadedBundle, WrittenBundle } from '../../operations/bundle';

/** What there is to say after a bundle was written. */
export const writtenText = ({ file, bytes, parts }: WrittenBundle): string =>
  [
    `${file}: ${(bytes / 1024 ** 2).toFixed(0)} MiB, with the npm packages and: ${parts.join(', ')}`,
    `on another machine, in a checkout of this version: ./lab bundle --load ${file}`,
  ].join('\n');

/** And after one was loaded. */
export const loadedText = ({ loaded, present }: LoadedBundle): string =>
  loaded.length === 0
    ? `everything in the bundle was here already: ${present.join(', ')}`
    : [
        `loaded: ${loaded.join(', ')}`,
        ...(present.length > 0 ? [`here already: ${present.join(', ')}`] : []),
        './lab up needs nothing more but Debian packages',
      ].join('\n');
