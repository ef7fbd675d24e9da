import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../host/paths';
import { measuredArrows } from './architecture/arrows';
import { arrowTable, directionTable, flowchart } from './architecture/drawing';
import { commandChapters } from './command-chapters';
import { definitionTable } from './definition-table';
import { withGenerated } from './generated';
import { reachChapter } from './reach';
import { labProgram } from '../../cli/program';
import { figureFile } from '../../lib/figure';
import { resolveLab } from '../../lib/model';
import { messageChapters } from '../../operations/events';

/** Every page with generated parts, by its path below the project's folder: each part's name, and how it is made. */
const generated: Readonly<Record<string, Readonly<Record<string, () => string | Promise<string>>>>> = {
  'docs/architecture.md': {
    picture: () => flowchart(measuredArrows()),
    arrows: () => arrowTable(measuredArrows()),
  },
  'docs/configuration.md': { keys: definitionTable },
  'docs/commands.md': { commands: () => commandChapters(labProgram({ signal: new AbortController().signal, exitStatus: 0 })) },
  'docs/messages.md': { messages: messageChapters },
  'docs/verification.md': { reach: reachChapter },
  'CONTRIBUTING.md': { directions: directionTable },
};

/** Files that are made whole. */
const whole: Readonly<Record<string, () => Promise<string>>> = {
  'docs/figure.svg': () => figureFile(resolveLab()),
};

interface Generated {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Each such page and file as it lies there, and as it should be. */
export const generatedPages = async (): Promise<readonly Generated[]> => [...(await pages()), ...(await files())];

const files = (): Promise<Generated[]> =>
  Promise.all(
    Object.entries(whole).map(async ([path, make]) => {
      const file = join(projectRoot, path);
      return { path, before: existsSync(file) ? readFileSync(file, 'utf8') : '', after: await make() };
    }),
  );

async function pages(): Promise<Generated[]> {
  return Promise.all(
    Object.entries(generated).map(async ([path, parts]) => {
      const before = readFileSync(join(projectRoot, path), 'utf8');
      let after = before;
      for (const [name, make] of Object.entries(parts)) after = withGenerated(after, name, await make());
      return { path, before, after };
    }),
  );
}
