export * from './event';
export * from './messages';
