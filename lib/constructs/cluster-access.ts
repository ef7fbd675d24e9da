import { apiEndpoint, type Lab } from '../model';
import type { SecretsInput } from './inputs';

/** How a provider reaches the cluster as its administrator. */
export const clusterAccess = (lab: Lab, secrets: SecretsInput) => ({
  host: `https://${apiEndpoint(lab)}`,
  clusterCaCertificate: secrets.expression('ca.crt'),
  clientCertificate: secrets.expression('admin.crt'),
  clientKey: secrets.expression('admin.key'),
});
