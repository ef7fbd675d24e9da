export * from './claim';
export * from './claims';
export * from './clock';
export * from './probe';
export * from './report';
export * from './verify';
