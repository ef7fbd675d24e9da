import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** What is said, not what is checked. Other tests read the sentences. */
const words = ['sentence', 'en', 'ko', 'lookAt', 'evidence', 'text'];

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'words', {
    shouldIgnore: (path) => (path.isObjectProperty() && words.includes(path.node.key.name) ? 'words' : undefined),
  }),
];
