import { type Lab, serviceDnsName } from '../../../lib/model';
import { failed, type Outcome, said } from './outcome';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly type?: string; selector?: { readonly app?: string } };
  readonly endpoints?: readonly { readonly addresses: readonly string[] }[];
}

/** Objects that claims create beside those of the definition. */
export class FakeExtras {
  private objects: readonly Manifest[] = [];
  /** A load balancer's controller that does nothing more. */
  deaf = false;
  /** Controllers and proxies that do nothing more: a new Service gets no rules, or an old one keeps them. */
  stale?: 'new' | 'old';

  constructor(private readonly lab: Lab) {}

  get isEmpty(): boolean {
    return this.objects.length === 0;
  }

  create(objects: readonly Manifest[]): Outcome {
    this.objects = [...this.objects, ...objects];
    return said('created');
  }

  /** `delete service/NAME endpointslice/NAME` */
  delete(argv: readonly string[]): Outcome {
    const names = argv.filter((word) => word.includes('/')).map((word) => word.split('/')[1]);
    this.objects = this.objects.filter(({ metadata }) => !names.includes(metadata.name));
    return said('deleted');
  }

  /** `patch service NAME -p JSON` */
  patch([, , name, , change]: readonly string[]): Outcome {
    const found = this.service(name!);
    if (!found?.spec) return failed(1, `services "${name}" not found`);
    found.spec.selector = (JSON.parse(change!) as Manifest).spec!.selector;
    return said('patched');
  }

  private service = (name: string): Manifest | undefined =>
    this.objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name);

  private address = (): string => String(this.lab.cluster.serviceCidr.at(this.lab.cluster.serviceCidr.size - 3));

  /** Those with an address, as `kubectl get services -o json` has them. */
  services = (): object[] =>
    this.objects
      .filter(({ kind }) => kind === 'Service')
      .map(({ metadata, spec }) => ({ metadata, spec: { type: 'ClusterIP', clusterIP: this.address(), ...spec } }));

  /** `get service NAME -o …` */
  get(argv: readonly string[]): Outcome {
    const name = argv[2]!;
    if (!this.service(name)) return argv.includes('--ignore-not-found') ? said('') : failed(1, `services "${name}" not found`);
    if (!argv.at(-1)!.startsWith('jsonpath')) return said(`service/${name}`);
    const free = this.freeAddress();
    return said(free && !this.deaf ? free : '');
  }

  private freeAddress(): string | undefined {
    const { pool } = this.lab.loadBalancer;
    const taken = this.lab.services.map((service) => (service.type === 'LoadBalancer' ? String(service.address) : ''));
    return Array.from({ length: pool.size }, (_, index) => String(pool.first.plus(index))).find((each) => !taken.includes(each));
  }

  events(): Outcome {
    return said(this.deaf ? '' : 'Failed to allocate IP for "default/lab-verify-asking": no available IPs');
  }

  /** The application whose pods answer at an address; undefined where nobody has it, null where it has no pods. */
  appAt(host: string): string | null | undefined {
    const followed = this.service('lab-verify-followed');
    if (!followed || host !== this.address()) return undefined;
    const app = followed.spec!.selector!.app!;
    const isOld = app === 'lab-verify-nobody';
    if (this.stale === (isOld ? 'old' : 'new')) return isOld ? this.lab.workloads[0]!.name : undefined;
    return isOld ? null : app;
  }

  /** The addresses of a name; undefined for a name that nobody made. */
  addressesOf(name: string): readonly string[] | undefined {
    const slice = this.objects.find(
      ({ kind, metadata }) => kind === 'EndpointSlice' && name === serviceDnsName(this.lab, { name: metadata.name }),
    );
    return slice?.endpoints?.flatMap(({ addresses }) => addresses);
  }
}
