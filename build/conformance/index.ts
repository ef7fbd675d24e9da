export * from './choice';
export { e2eTestProgram, e2eTestStep } from './e2e-test';
export { type GinkgoReport, readGinkgoReport } from './ginkgo-report';
export { judgeRun } from './judge-run';
