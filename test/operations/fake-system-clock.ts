import { systemClock } from '../../operations/system-clock';
import { fakeClock } from '../lib/fake-lab/fake-lab';

/** Until mocks are restored, waiting takes no time, and the system's clock tells as if it had. */
export function useFakeClock(): void {
  const clock = fakeClock();
  jest.spyOn(systemClock, 'sleep').mockImplementation(clock.sleep);
  jest.spyOn(systemClock, 'now').mockImplementation(clock.now);
}
