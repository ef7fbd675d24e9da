/**
 * Begins a watch: `$0` its name, `$1` seconds that it lasts at most, `$2` the filter, `$3` addresses of pods. `$4` tells whether rules are
 * traced, and a word for each rule follows. Programs are begun apart, so that they outlive the login, and write into a folder of the watch.
 * The rules come last: what they trace is read by a program that runs already. A process is dear on an emulated machine. Whoever began the
 * watch may never come back, so everything of it is removed after half as long again.
 */
export const startScript = `
umask 077
dir=/tmp/$0; seconds=$1; filter=$2; pods=$3; traced=$4; shift 4
mkdir "$dir" || exit 1
setsid timeout --kill-after=5 $((seconds * 2)) bash -c 'sleep "$1"; nft delete table ip "$0"; rm -rf "/tmp/$0"' \
  "$0" $((seconds * 3 / 2)) </dev/null >/dev/null 2>&1 &
echo "$! removal" >"$dir/pids"
begin() {
  local name=$1; shift
  : >"$dir/$name.err"
  setsid timeout --kill-after=5 "$seconds" "$@" >"$dir/$name" 2>"$dir/$name.err" </dev/null &
  echo "$! $name" >>"$dir/pids"
}
watch() {
  local name=$1; shift
  begin "$name.pcap" "$@" tcpdump -Z root -i any -y LINUX_SLL2 -n -p -U --immediate-mode -s 2048 -c 5000 -w - "$filter"
  "$@" ip -json link show >"$dir/$name.links"
}
# Sockets that hear of traced packets: netfilter's (12) with the group NFNLGRP_NFTRACE (9).
hearing() {
  local protocol groups
  heard=0
  while read -r _ protocol _ groups _; do
    [ "$protocol" != 12 ] || [ $((0x$groups & 0x100)) = 0 ] || heard=$((heard + 1))
  done </proc/net/netlink
}
hearing; others=$heard
if [ "$traced" = rules ]; then
  begin rules.out xtables-monitor --trace
  begin conntrack.out conntrack -E -e NEW -o xml
fi
watch host
if [ -n "$pods" ]; then
  for namespace in /run/netns/*; do
    read -r _ _ _ cidr _ < <(ip -n "\${namespace##*/}" -4 -o address show dev eth0 2>/dev/null)
    case " $pods " in *" \${cidr%/*} "*) watch "pod-\${cidr%/*}" nsenter --net="$namespace" ;; esac
  done
fi
for err in "$dir"/*.pcap.err; do
  until IFS= read -r -d '' text <"$err"; [[ $text == *'listening on'* ]]; do
    if [ "$SECONDS" -ge 30 ]; then echo "tcpdump did not begin within 30 s: $text" >&2; exit 1; fi
    sleep 0.1
  done
done
if [ "$traced" = rules ]; then
  # What hears too late tells no rule, and whoever reads that says so.
  for _ in {1..30}; do hearing; [ "$heard" -le "$others" ] || break; sleep 0.1; done
  {
    echo "table ip $0 {"
    # Before the table raw, which is the first of iptables.
    for hook in prerouting output; do
      echo "chain $hook { type filter hook $hook priority -301;"
      for rule; do echo "$rule meta nftrace set 1;"; done
      echo '}'
    done
    echo '}'
  } | nft -f - || exit 1
fi
`;

/** Ends the programs of the watch `$0`, and with `$1` `read` prints its files, with `end` removes them and the rules. */
export const stopScript = `
dir=/tmp/$0
# A number may be another program's by now. One that was begun a moment ago has yet to become its own.
runs() {
  IFS= read -r -d '' program 2>/dev/null <"/proc/$1/cmdline" || return 1
  case $program in timeout | setsid | bash) return 0 ;; *) return 1 ;; esac
}
pids=
if [ "$1" = read ]; then
  [ -e "$dir/pids" ] || { echo 'it was removed before it was read' >&2; exit 1; }
  # What is missing at the end of a capture would look like a packet that never came.
  while read -r pid name; do
    [ "$name" != removal ] || continue
    runs "$pid" || { echo "$name ended too early: $(tail -n 1 "$dir/$name.err")" >&2; exit 1; }
    pids="$pids $pid"
  done <"$dir/pids"
elif [ -e "$dir/pids" ]; then
  while read -r pid name; do pids="$pids $pid"; done <"$dir/pids"
fi
if [ "$1" = read ] && [ -e "$dir/rules.out" ]; then
  # What prints a rule looks it up first, and is behind on a slow machine.
  size=none
  for _ in {1..12}; do
    before=$size; size=$(stat -c %s "$dir/rules.out")
    [ "$size" != "$before" ] || break
    sleep 0.4
  done
fi
for pid in $pids; do runs "$pid" && kill "$pid"; done
for _ in {1..60}; do
  alive=
  for pid in $pids; do if runs "$pid"; then alive=yes; fi; done
  [ -n "$alive" ] || break
  sleep 0.1
done
if [ "$1" = read ]; then
  for file in "$dir"/*.pcap "$dir"/*.links "$dir"/*.pcap.err "$dir"/*.out; do
    if [ -e "$file" ]; then echo "file \${file##*/}"; base64 -w 0 "$file"; echo; fi
  done
  exit
fi
if command -v nft >/dev/null && ! nft delete table ip "$0" 2>/dev/null; then
  if nft list table ip "$0" 2>/dev/null; then exit 1; fi
fi
rm -rf "$dir"
`;
