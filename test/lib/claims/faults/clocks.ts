import { hostTime } from '../../fake-lab/fake-machines';
import type { FaultyLab } from '../faults';
import { failing, faulty, replacing, runs } from './injecting';

const shown = (offset: number): string => (Number(hostTime) + offset).toFixed(3);
const look = 'sh -c date';

/** Of one machine's clock. */
export function clockFaults(machine: string): FaultyLab[] {
  const place = `machine ${machine}`;
  const id = `nodes.clock.${machine}`;
  const wrongClock = (fault: string, search: string | RegExp, put: string) =>
    faulty(id, `${machine}: ${fault}`, runs(look, place), replacing(search, put));
  return [
    wrongClock('the clock stood still for ten minutes', /^\S+/, shown(-600)),
    wrongClock('the clock is three seconds behind', /^\S+/, shown(-3)),
    wrongClock('the clock is three seconds ahead', /^\S+/, shown(3)),
    wrongClock('a time service has stopped', 'ActiveState=active', 'ActiveState=failed'),
    wrongClock('a time service does not start at boot', 'UnitFileState=enabled', 'UnitFileState=disabled'),
    wrongClock('nothing sets the clock forward after a pause', /\n\n[^]*enabled\n/, '\n'),
    wrongClock(
      'chrony has found no server',
      /[^\n]*,Normal/,
      '00000000,,0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised',
    ),
    wrongClock('chrony cannot be asked', /[^\n]*,Normal/, '506 Cannot talk to daemon'),
    faulty(id, `${machine}: the login ended before its time`, runs(look, place), (truth) =>
      failing(255, 'connection closed', truth.stdout)(),
    ),
  ];
}
