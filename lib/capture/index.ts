export * from './capture-journey';
export * from './lab-moment';
export * from './target';
export * from './target-error';
