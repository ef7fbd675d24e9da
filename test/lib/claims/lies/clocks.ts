import { hostTime } from '../../fake-lab/fake-machines';
import type { LyingLab } from '../lies';
import { failing, lying, replacing, runs } from './telling';

const shown = (offset: number): string => (Number(hostTime) + offset).toFixed(3);
const look = 'sh -c date';

/** Of one machine's clock. */
export function clockLies(machine: string): LyingLab[] {
  const place = `machine ${machine}`;
  const id = `nodes.clock.${machine}`;
  const told = (lie: string, search: string | RegExp, put: string) =>
    lying(id, `${machine}: ${lie}`, runs(look, place), replacing(search, put));
  return [
    told('the clock stood still for ten minutes', /^\S+/, shown(-600)),
    told('the clock is three seconds behind', /^\S+/, shown(-3)),
    told('the clock is three seconds ahead', /^\S+/, shown(3)),
    told('a time service has stopped', 'ActiveState=active', 'ActiveState=failed'),
    told('a time service does not start at boot', 'UnitFileState=enabled', 'UnitFileState=disabled'),
    told('nothing sets the clock forward after a pause', /\n\n[^]*enabled\n/, '\n'),
    told('chrony has found no server', /[^\n]*,Normal/, '00000000,,0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised'),
    told('chrony cannot be asked', /[^\n]*,Normal/, '506 Cannot talk to daemon'),
    lying(id, `${machine}: the login ended before its time`, runs(look, place), (truth) =>
      failing(255, 'connection closed', truth.stdout)(),
    ),
  ];
}
