/**
 * Every version the project pins, in one place. Go modules carry their checksums in the `go.sum` beside each `go.mod`, under
 * `build/image/go` and `build/toolchain/providers`. Checksums of npm packages are in `package-lock.json`, those of Python packages in
 * `host/bootstrap`, those of Debian packages in the archive's signed Release file. `test/versions.test.ts` checks that each `go.mod`
 * names the version written here.
 */
export const versions = {
  /** Kubernetes, with the components kubeadm 1.37 expects: etcd 3.7, CoreDNS 1.14.6, pause 3.10.2. */
  kubernetes: 'v1.37.2',
  etcd: 'v3.7.3',
  coredns: 'v1.14.6',
  pause: '3.10.2',
  agnhost: '2.66.1',
  containerd: 'v2.4.2',
  metallb: 'v0.15.3',
  criTools: 'v1.36.0',
  debian: 'bookworm',
  /** PostgreSQL of the Debian release above. */
  postgres: '15',
  opentofu: 'v1.12.6',
  /** For a machine whose own are missing or too old; their checksums are in `host/bootstrap`. */
  runtime: {
    node: '22.20.0',
    go: '1.26.6',
  },
  providers: {
    libvirt: '0.8.3',
    kubectl: '1.19.0',
    /** The newest the Go module proxy serves. */
    kubernetes: '1.13.4',
  },
} as const;
