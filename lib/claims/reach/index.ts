export * from './reach-claims';
export * from './summary';
export * from './reach-table';
