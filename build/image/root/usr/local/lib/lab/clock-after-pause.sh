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
    # The hardware clock tells no fraction; half a second is what the kernel adds at boot, too.
    date --utc --set="@$right.5" >/dev/null && echo "the clock was set forward by about $((right - now)) s"
    # What chrony measured before belongs to the old time.
    chronyc reset sources >/dev/null
    # Its next question may be half a minute away, and until then it follows nobody.
    chronyc burst 4/4 >/dev/null
  fi
done
