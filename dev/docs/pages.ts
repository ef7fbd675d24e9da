import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../host/paths';
import { measuredArrows } from './architecture/arrows';
import { arrowTable, directionTable, flowchart } from './architecture/drawing';
import { commandChapters } from './commands';
import { definitionTable } from './definition-table';
import { withGenerated } from './generated';
import { labProgram } from '../../cli/program';
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
  'CONTRIBUTING.md': { directions: directionTable },
};

/** Each such page as it lies there, and as it should be. */
export async function generatedPages(): Promise<readonly { path: string; before: string; after: string }[]> {
  return Promise.all(
    Object.entries(generated).map(async ([path, parts]) => {
      const before = readFileSync(join(projectRoot, path), 'utf8');
      let after = before;
      for (const [name, make] of Object.entries(parts)) after = withGenerated(after, name, await make());
      return { path, before, after };
    }),
  );
}
