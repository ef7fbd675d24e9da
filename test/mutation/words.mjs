import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** What is said, and how often it is asked again (`final`), not what is checked. Other tests read the sentences. */
const words = ['sentence', 'en', 'ko', 'lookAt', 'evidence', 'shown', 'text', 'place', 'final'];

const isSaid = (path) =>
  (path.isObjectProperty() && words.includes(path.node.key.name)) ||
  (path.isVariableDeclarator() && words.includes(path.node.id.name)) ||
  path.isTemplateLiteral() ||
  // verdict(seen, ok, evidence)
  (path.key === 2 && path.listKey === 'arguments' && path.parent.callee.name === 'verdict');

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'words', { shouldIgnore: (path) => (isSaid(path) ? 'words' : undefined) }),
];
