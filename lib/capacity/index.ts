export * from './labs-carried';
export * from './needs';
