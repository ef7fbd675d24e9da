import type { TerraformStack } from 'cdktf';
import { type Lab, serviceDnsName } from '../model';
import { serviceUrls } from '../render';
import { output } from './output';

/** What the Services tell: their names in the cluster, and where clients outside it reach those that are published. */
export function serviceOutputs(stack: TerraformStack, lab: Lab): void {
  const names = lab.services.map((service) => [service.name, serviceDnsName(lab, service)] as const);
  const urls = lab.services.map((service) => [service.name, serviceUrls(lab, service)] as const);
  const published = urls.filter(([, found]) => found.length > 0);
  output(stack, 'service_names', Object.fromEntries(names), 'The Services’ names in the cluster’s DNS.');
  output(stack, 'urls', Object.fromEntries(published), 'Where clients outside the cluster reach its Services.');
}
