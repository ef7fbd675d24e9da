#!/bin/bash
# Waits on a machine until its clock is ten seconds behind its hardware clock, which follows the host's, and then until it is not.
# Prints `lost 600 wrong 140`: the seconds that were lacking, and how long it was wrong in hundredths of a second of the machine's own
# uptime, which stands still while the machine does. A program started for each look would cost an emulated machine more than the
# look; so the shell alone does it, five times a second, for twenty minutes at most.
exec {silence}<> <(:)
lost=0
for ((look = 0; look < 6000; look += 1)); do
  read -r right </sys/class/rtc/rtc0/since_epoch
  printf -v now '%(%s)T' -1
  read -r uptime _ </proc/uptime
  uptime=${uptime/./}
  if ((lost == 0 && right - now >= 10)); then
    lost=$((right - now))
    since=$uptime
  elif ((lost > 0 && right - now < 10)); then
    echo "lost $lost wrong $((uptime - since))"
    exit
  fi
  read -r -t 0.2 -u "$silence"
done
