#!/bin/bash
# Makes a booted machine a node of the cluster. LAB_ROLE is control-plane or worker; the seed writes it to /etc/lab/bootstrap.env,
# and beside that file what else belongs to one lab. Each step may be interrupted and run again: a machine switched off in the middle
# continues when it is switched on.
set -euo pipefail
say() { echo "lab: $*"; }

# kubeadm refuses to continue what an interrupted run left; it begins again from nothing.
reset_unfinished() {
  if [ -e /var/lib/lab/started ]; then
    say "cleaning up after an interrupted run"
    kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock
  fi
  touch /var/lib/lab/started
}

# `kubeadm init`, then MetalLB from its manifest in the node image.
control_plane() {
  export KUBECONFIG=/etc/kubernetes/admin.conf

  if [ ! -e /var/lib/lab/initialised ]; then
    reset_unfinished
    # `kubeadm reset` empties this folder, so init gets copies of the authority.
    install -d -m 0755 /etc/kubernetes/pki
    install -m 0644 /etc/lab/pki/ca.crt /etc/kubernetes/pki/ca.crt
    install -m 0600 /etc/lab/pki/ca.key /etc/kubernetes/pki/ca.key
    say "kubeadm init"
    kubeadm init --config /etc/lab/kubeadm.yaml --skip-token-print
    install -m 0600 -D /etc/kubernetes/admin.conf /root/.kube/config
    touch /var/lib/lab/initialised
  fi

  say "MetalLB"
  # Server-side and in one request per object: each client-side round trip is dear on an emulated machine.
  kubectl kustomize --load-restrictor LoadRestrictionsNone /etc/lab/metallb |
    kubectl apply --server-side --force-conflicts --validate=false -f -
  # MetalLB's controller would make this Secret only once it runs, and the speakers wait for it until then.
  if ! kubectl -n metallb-system get secret memberlist >/dev/null 2>&1; then
    head -c 128 /dev/urandom | base64 -w0 |
      kubectl -n metallb-system create secret generic memberlist --from-file=secretkey=/dev/stdin
  fi
}

# `kubeadm join`, which waits for the control plane, and the folder of the worker's local volumes.
worker() {
  install -d -m 0755 /var/lib/lab/volumes
  reset_unfinished
  say "kubeadm join"
  kubeadm join --config /etc/lab/kubeadm.yaml
}

mkdir -p /var/lib/lab
# Called plainly: in a condition, bash would go on after a step that failed.
case ${LAB_ROLE:-} in
  control-plane) control_plane ;;
  worker) worker ;;
  *)
    echo "LAB_ROLE is '${LAB_ROLE:-}' and has to be control-plane or worker; it is set in /etc/lab/bootstrap.env" >&2
    exit 2
    ;;
esac
touch /var/lib/lab/bootstrapped
say "$LAB_ROLE ready"
