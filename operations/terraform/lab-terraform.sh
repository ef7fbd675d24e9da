#!/bin/sh
# What stands in Terraform's place for plain cdktf. It is a script, because cdktf starts Terraform four times for each stack, and a
# TypeScript program needs a second to begin. .lab/NAME/bin/terraform reads it, after it has set (for-cdktf.ts):
#   lab, labs        the lab's name, and the folder of all labs of the checkout
#   terraform        the program
#   namespace        the handle of the network namespace that the lab's network is in; empty where none is needed
#   lock             the file that a command locks which changes the lab
#   settings STACK   exports what a stack is given here: one of the lab, or `own` for one of the user's
#   in_lab COMMAND   runs a command where the lab's network is
#   hook WORDS       does what `up` does around a stack beside applying it
# shellcheck disable=SC2154
set -eu

fail() {
  printf 'error: %s\n  what to do: %s\n' "$1" "$2" >&2
  exit 3
}

# Whose stack the folder has, and which of its stacks, is where it keeps its state. A stack of the user's own has neither.
found=$(sed -n 's|.*/\.lab/\([^/"]*\)/terraform/\([^/".]*\)\.tfstate".*|\1 \2|p' cdk.tf.json 2>/dev/null | head -n 1)
owner=${found% *} stack=${found#* }
if [ -n "$owner" ] && [ "$owner" != "$lab" ]; then
  [ -x "$labs/$owner/bin/terraform" ] || fail "the lab \"$owner\" of this stack is not prepared" './lab prepare with its definition'
  exec "$labs/$owner/bin/terraform" "$@"
fi
settings "${stack:-own}"
# States, copies and plans hold every secret of a stack.
umask 077

command=${1:-}
case $command in
plan | apply | destroy | refresh | import | console | test) ;;
*) exec "$terraform" "$@" ;;
esac
[ -z "$namespace" ] || [ -e "$namespace" ] || fail "the lab \"$lab\" has no network: its libvirt does not run" './lab prepare starts it'

case $stack:$command in
?*:apply | ?*:destroy) ;;
*)
  in_lab "$terraform" "$@"
  exit
  ;;
esac

# One command at a time changes the lab. Terraform inherits the lock, so it ends with the last of both.
(umask 022 && : >>"$lock")
exec 9<"$lock"
if ! flock --nonblock 9 || [ "$(stat -Lc %i /proc/self/fd/9)" != "$(stat -c %i "$lock" 2>/dev/null)" ]; then
  fail "the lab \"$lab\" is being changed by another command" 'wait until it has ended'
fi
# Terraform gets the same signal, finishes what it has begun and writes its state.
trap : INT TERM HUP
trap 'rm -f "$lock"' EXIT
printf '{"command":"cdktf %s %s","pid":%s,"user":"%s","checkout":"%s","since":"%s"}\n' \
  "$command" "$stack" "$$" "$(id -un)" "${labs%/.lab}" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$lock"

# A state that Terraform can write nowhere it prints among its errors, secrets and all. What leaves it out must not end before Terraform.
without_state() (
  trap '' INT TERM HUP
  exec sed -u '/^{$/,/^}$/{/^{$/s/.*/(Terraform could write its state nowhere, mostly because the disk is full, and printed it here; it holds secrets and is left out)/p;d}'
)

# Runs Terraform with its standard output at descriptor 3, a terminal's: cdktf answers what is asked there. Prints the exit status.
run_terraform() {
  # A subshell has lost the trap.
  trap : INT TERM HUP
  {
    {
      trap : INT TERM HUP
      code=0
      in_lab "$terraform" "$@" 3>&- 4>&- || code=$?
      echo "$code" >&4
    } 2>&1 >&3 | without_state >&2 3>&- 4>&-
  } 4>&1
}

[ "$command" != destroy ] || hook before destroy "$stack"
exec 3>&1
# A signal ends the wait for the pipe's commands, and not the reading of what they print.
status=$(run_terraform "$@") || :
exec 3>&-
status=${status:-1}
if [ "$status" = 0 ]; then
  [ "$command" != apply ] || hook after apply "$stack"
elif [ "$command" = apply ]; then
  printf '%s\n' 'The same command continues where it stopped. So does ./lab up, which also takes over what a lost answer left.' >&2
fi
exit "$status"
