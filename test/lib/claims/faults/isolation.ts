import type { FaultyLab } from '../faults';
import { faulty, replacing, runs } from './injecting';

const place = 'machine worker-1';
const scanOf = (address: string) => runs(new RegExp(`--parallel[^]*[{,]${address.replaceAll('.', '\\.')}[,}]`), place);

/** Each claim with an address that it alone tries. */
const tried = {
  'isolation.host': '198.51.100.254',
  'isolation.private-ranges': '172.17.0.1',
  'isolation.metadata': '169.254.169.254',
};

export const isolationFaults: readonly FaultyLab[] = [
  faulty(
    'isolation.host',
    "the computer's SSH server answers a machine",
    scanOf('10.7.0.5'),
    replacing('0 http://10.7.0.5:22/', '1 http://10.7.0.5:22/'),
  ),
  faulty(
    'isolation.private-ranges',
    "Docker's network answers a machine",
    scanOf(tried['isolation.private-ranges']),
    replacing('0 http://172.17.0.1:80/', '1 http://172.17.0.1/'),
  ),
  faulty(
    'isolation.private-ranges',
    "the router of the computer's network answers a machine",
    scanOf('10.7.0.1'),
    replacing('0 http://10.7.0.1:443/', '1 http://10.7.0.1:443/'),
  ),
  faulty(
    'isolation.metadata',
    'the metadata service answers a machine',
    scanOf(tried['isolation.metadata']),
    replacing('0 http://169.254.169.254:80/', '1 http://169.254.169.254/'),
  ),
  ...Object.entries(tried).flatMap(([claim, address]) => [
    faulty(
      claim,
      'the machine reaches nothing at all',
      scanOf(address),
      replacing('1 http://192.168.56.1:53/', '0 http://192.168.56.1:53/'),
    ),
    faulty(claim, 'a port was not tried', scanOf(address), replacing(`0 http://${address}:80/\n`, '')),
  ]),
];
