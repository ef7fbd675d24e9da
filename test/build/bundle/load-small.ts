import { loadBundle } from '../../../build/bundle/load-bundle';
import { parts } from './small-cache';

/** A load in a process of its own, to be killed: SOURCE CACHE CHECKOUT. */
const [source, cache, checkout] = process.argv.slice(2);
void loadBundle({ source: source!, cache: cache!, checkout: checkout!, parts: parts() });
