#!/bin/sh
# What the machine does once it is up: report to its console, and switch itself off.
exec >/dev/ttyS0 2>&1
export SYSTEMD_PAGER='' SYSTEMD_COLORS=0 COLUMNS=150
step() { echo "SMOKE $1 at $(cut -d' ' -f1 /proc/uptime)"; }
step booted
systemctl --failed --no-legend | sed 's/^/SMOKE failed unit: /'
hostname; id lab; ip -brief address; ip route; cat /proc/cmdline /sys/devices/system/clocksource/clocksource0/current_clocksource
lsmod | awk '{ printf "%s ", $1 } END { print "" }'
# All but the kernel's own, which are children of the process 2.
ps --ppid 2 -p 2 --deselect -o pid,time,rss,args --no-headers
free -m; df -h /
step containerd
systemctl start containerd
step images
ctr -n k8s.io images ls -q | sed 's/^/SMOKE image: /'
crictl images
kubeadm version -o short | sed 's/^/SMOKE kubeadm: /'
systemctl --failed --no-legend | sed 's/^/SMOKE failed unit: /'
journalctl -b -p warning --no-pager | tail -n 40
step end
(sleep 5; systemd-analyze blame | head -n 30; systemctl poweroff --no-block) &
