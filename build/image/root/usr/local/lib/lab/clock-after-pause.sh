#!/bin/bash
# While a machine is suspended or saved its clock stands still, and it does not notice. The emulated hardware clock follows the
# host's. So whenever the clock is behind it, the machine was paused, and the clock is set forward; never back.
# Nothing here starts a program until then: on an emulated machine each would cost 45 ms, every other second.
set -u
# What the hardware clock says, in seconds since 1970 (https://docs.kernel.org/admin-guide/rtc.html).
hardware=${1:-/sys/class/rtc/rtc0/since_epoch}
# A pipe that nobody writes to, to wait at.
exec {silence}<> <(:)
while :; do
  read -r -t 2 -u "$silence"
  read -r right <"$hardware" || exit 1
  printf -v now '%(%s)T' -1
  # Seconds without their fractions may differ by one.
  if ((right - now >= 2)); then
    lost=$((right - now))
    # Beside pods that all want the processor a program's start takes seconds, and the time that it is told is over by then.
    for _ in 1 2 3 4 5; do
      # The hardware clock tells no fraction; half a second is what the kernel adds at boot, too.
      date --utc --set="@$right.5" >/dev/null
      read -r right <"$hardware" || exit 1
      printf -v now '%(%s)T' -1
      ((right - now >= 2)) || break
    done
    echo "the clock was set forward by about $lost s"
    # chrony notices no step of a few seconds. What it measured and still corrects belongs to the old time, and only a new start ends that.
    systemctl restart chrony
  fi
done
