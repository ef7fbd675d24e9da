import { linkCidr } from './network/firewall';
import { domainNames, networkName, poolName } from './libvirt/libvirt-objects';
import { libvirtFolders } from './embedded/mount-points';
import type { NamingIdentity } from './ownership/identity';
import { labPathsOf } from './port/lab-paths';
import type { Lab } from '../lib/model';

/** Everything a lab makes carries one of these. */
export function marksOf(lab: Lab, paths: readonly string[], identity?: NamingIdentity): string[] {
  const { namespaces, bridge, link, hostTable } = labPathsOf(lab.name);
  return [
    ...Object.values(namespaces),
    ...[bridge, ...Object.values(link), hostTable],
    ...[networkName(lab), poolName(lab), ...domainNames(lab, identity)],
    ...[String(lab.network.cidr), String(linkCidr(lab)), String(lab.network.gateway)],
    ...[...paths, ...Object.values(libvirtFolders)],
  ];
}

/** A mark counts as whole words and whole path elements: `br-les` is not in `br-lesson`, `/run/lab-a` not in `/run/lab-ab` or `/x/run/lab-a`. */
export function bears(thing: string, mark: string): boolean {
  const literal = mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.-])${literal}(?![\\w.-])`).test(thing);
}
