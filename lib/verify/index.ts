export * from './change';
export type { Change } from './changes';
export * from './claim';
export * from './claims';
export * from './clock';
export * from './probe';
export * from './repair';
export * from './report';
export * from './verify';
