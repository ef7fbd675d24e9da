export * from './choice';
export { e2eTestProgram } from './e2e-test';
export { readGinkgoReport } from './ginkgo-report';
