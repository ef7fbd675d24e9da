export * from './bench-record';
export * from './comparison';
export * from './summarize';
