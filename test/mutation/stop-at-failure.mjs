import { TestEnvironment } from 'jest-environment-node';

/** Skips what is left of a file once one of its tests has failed. */
export default class StopAtFailure extends TestEnvironment {
  failed = false;

  async handleTestEvent(event) {
    if (event.name === 'test_fn_failure') this.failed = true;
    if (event.name === 'test_start' && this.failed) event.test.mode = 'skip';
  }
}
