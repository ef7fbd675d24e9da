import { reachByKind } from '../../lib/claims';
import { resolveLab } from '../../lib/model';
import { toMarkdownTable } from './markdown-table';

/** Who reaches whom in the lesson's own lab. */
export const reachChapter = (): string =>
  toMarkdownTable(['who is asked', 'who asks', 'what must come of it', 'claims'], reachByKind(resolveLab()));
