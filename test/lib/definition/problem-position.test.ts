import { messageOf } from './message';

describe('the place of a problem', () => {
  test.each([
    ['a value', 'cluster:\n  podCidr: 10.0.0.1/12\n', '2:12: cluster.podCidr 10.0.0.1/12: has host bits set'],
    ['a value in quotes', 'cluster: { podCidr: "10.0.0.1/12" }\n', '1:21: cluster.podCidr 10.0.0.1/12'],
    [
      'a URI that runs a program',
      'hypervisor:\n  uri: qemu+ext:///system?command=/tmp/x\n',
      '2:8: hypervisor.uri qemu+ext:///system?command=/tmp/x: is a libvirt URI of a kind that a definition may not name',
    ],
    [
      'a folder that is more than one word to a shell',
      'hypervisor: { storage: "/x\'; id" }\n',
      "1:24: hypervisor.storage /x'; id: is not the plain absolute path of a folder",
    ],
    ['a list’s item', 'workers:\n  - {}\n  - 5\n', '3:5: workers[1] 5: must be a mapping'],
    ['a key nobody knows', 'cluster:\n  podCidr: 10.0.0.0/16\n  podcdr: 1\n', '3:3: cluster.podcdr: is no known key'],
    ['what lacks a key', 'services:\n  out:\n    type: ExternalName\n', '2:3: services.out.externalName: is missing'],
    [
      'what it follows from, where it is about a default',
      'network:\n  cidr: 10.0.0.0/29\n',
      '2:3: loadBalancer.pool: the network 10.0.0.0/29 has no free address left for it',
    ],
    [
      'what a merge key brings',
      'workers:\n  - &w { disk: 1 GiB }\n  - { <<: *w, name: b }\n',
      '2:16: workers[1].disk 1 GiB: is too little',
    ],
    ['what an alias stands for', 'x-disk: &d 1 GiB\nworkers: [{ disk: *d }]\n', '2:19: workers[0].disk 1 GiB: is too little'],
    ['what all workers have', 'workers:\n  count: 2\n  disk: 1 GiB\n', '3:9: workers.disk 1 GiB: is too little'],
    ['a Service without a body', 'services:\n  web:\n  # type: ClusterIP\n', '2:3: services.web.type: is missing'],
    ['a name without an address', 'dns:\n  records:\n    mail:\n', '3:5: dns.records.mail: is missing'],
    ['a manifest', '# a Service\napiVersion: v1\nkind: Service\n', '2:1: is a Kubernetes object of kind Service'],
    ['several manifests', 'apiVersion: v1\nkind: Service\n---\nkind: Pod\n', '1:1: is a Kubernetes object of kind Service'],
    ['a name with dots', 'dns:\n  records:\n    a: .1\n    a.b: x\n', '4:10: dns.records.a.b x: is not an IPv4 address'],
    ['a name that is a number to YAML', 'dns:\n  records:\n    1: x\n', '3:8: dns.records.1 x: is not an IPv4 address'],
    ['the whole text', '# nothing\n- a\n', '2:1: ["a"]: must be a mapping of keys to values'],
  ])('is that of %s', (_what, text, expected) => {
    expect(messageOf(text)).toContain(`\n  lab.yaml:${expected}`);
  });

  test('is always told', () => {
    expect(messageOf('{ loadBalancer: &pool { pool: .0 } }')).toContain('lab.yaml:1:31: loadBalancer.pool 192.168.56.0: is');
    // A key without a name is found as the mapping it stands in.
    expect(messageOf('{ "": 1 }')).toContain('\n  lab.yaml:1:1: "": is no known key');
  });
});
