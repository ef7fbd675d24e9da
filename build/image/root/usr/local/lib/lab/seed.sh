#!/bin/bash
# Makes the node image one machine of a lab: runs the user data of the seed disk, once. A machine switched off in the middle does it
# again when it is switched on.
set -euo pipefail

seed=/run/lab-seed
mkdir -p "$seed" /var/lib/lab
mount -t iso9660 -o ro /dev/disk/by-label/cidata "$seed"
trap 'umount "$seed"' EXIT
bash "$seed/user-data"
# On the disk before the mark that says so is.
sync
touch /var/lib/lab/seeded
echo "lab: this machine is $(hostname)"
