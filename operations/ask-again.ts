import { InconclusiveError } from '../lib/probe';

/**
 * Asks the lab, and once more where it could not be seen what the answer is: a watch loses events on a busy machine, and says so.
 * @param note is told why it is asked again
 * @throws what the second asking throws, and at once every error of another kind
 */
export async function askAgain<Result>(ask: () => Promise<Result>, note: (text: string) => void): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof InconclusiveError)) throw error;
    note(`${error.message}; it is asked once more`);
    return ask();
  }
}
