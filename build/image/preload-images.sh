#!/bin/sh
# Loads container images into a machine's root before that machine exists, with the machine's own containerd.
# Runs in namespaces of its own (isolated.ts): the mounts below need no unmounting and containerd cannot outlive it.
#   preload-images.sh ROOT LAYOUT NAME...
set -eu
root=$1 layout=$2
shift 2
deadline=120

mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"; }

in_root ip link set lo up
in_root containerd >"$root/run/containerd.log" 2>&1 &
containerd=$!

# Repeats a command until it succeeds or the deadline passes; then shows what containerd had to say.
until_true() {
  end=$(($(date +%s) + deadline))
  until "$@" >"$root/run/last" 2>&1; do
    if [ "$(date +%s)" -ge $end ] || ! kill -0 $containerd 2>/dev/null; then
      echo "gave up after at most $deadline s on: $*" >&2
      tail -n 20 "$root/run/last" "$root/run/containerd.log" >&2
      exit 1
    fi
    sleep 0.2
  done
}

until_true in_root ctr version
# Pinned: kubelet never removes them to free space, because nothing could bring them back.
tar -C "$layout" -c . | in_root ctr -n k8s.io images import --label io.cri-containerd.pinned=pinned - >"$root/run/import.log" 2>&1 || {
  tail -n 20 "$root/run/import.log" "$root/run/containerd.log" >&2
  exit 1
}
# kubelet asks through the CRI, which learns of new images a moment later.
for name in "$@"; do until_true in_root crictl inspecti --quiet "$name"; done

if in_root ctr -n k8s.io images check | awk 'NR > 1 && !(/complete \(/ && / true *$/) { print; bad = 1 } END { exit !bad }' >&2; then
  echo 'these images are not complete and unpacked' >&2
  exit 1
fi
in_root ctr -n k8s.io images ls | awk 'NR > 1 && $1 !~ /^sha256:/ { print $1, $3 }'

kill -TERM $containerd
wait $containerd || true
# Made when containerd first starts, and different on every machine.
rm -rf "$root/var/lib/containerd/io.containerd.grpc.v1.introspection" "$root/opt/containerd"
