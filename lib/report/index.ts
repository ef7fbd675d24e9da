export {
  type Conformance,
  conformanceFailure,
  type ConformanceRun,
  conformanceTally,
  type ConformanceTest,
  conformanceText,
} from './conformance-result';
export * from './html';
export * from './junit';
export type { LabReport, Timing, Version } from './lab-report';
export * from './markdown';
export * from './table';
export * from './terminal-report';
export * from './trace-figure';
export * from './trace-json';
export * from './trace-mermaid';
export * from './trace-table';
