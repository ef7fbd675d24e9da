export * from './definition-file';
export { readLabBytes, readLabText } from './lab-text';
