import { existsSync } from 'node:fs';
import { identityFile, type LabIdentity, readMark } from './ownership/identity';
import { folderOwner } from './ownership/marked-folder';
import { namespaceOwner } from './network/namespace';
import { labPathsOf } from './port/lab-paths';

/**
 * Who a lab of another checkout is, by the two things its user can name: from that checkout's folder, else from what the lab left on this
 * machine. Undefined where nothing carries both.
 */
export function findOwner(labName: string, checkout: string): LabIdentity | undefined {
  const { namespaces, runtime } = labPathsOf(labName);
  const file = identityFile(labName, checkout);
  const marks = [
    ...(existsSync(file) ? [readMark(file)] : []),
    ...Object.values(namespaces).map(namespaceOwner),
    folderOwner(runtime),
  ];
  return marks.find((mark) => mark?.lab === labName && mark.checkout === checkout);
}
