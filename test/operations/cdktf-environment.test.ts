import { writeFileSync } from 'node:fs';
import { labFiles } from '../../host/lab-files';
import { cdktfEnvironment } from '../../operations/cdktf-environment';
import { RunningLab } from './running-lab';

let running: RunningLab;
beforeEach(() => (running = new RunningLab()));
afterEach(() => running.remove());

test('fails before the lab is prepared, and says how that is done', () => {
  expect(() => cdktfEnvironment(running.context)).toThrow('the lab "lesson" is not prepared');
});

test('is what was written for this lab', () => {
  writeFileSync(labFiles(running.stateDir).environment, "export A='b'\n");
  expect(cdktfEnvironment(running.context)).toBe("export A='b'");
});
