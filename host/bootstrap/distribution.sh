#!/usr/bin/env bash
# What `bring` has to know about the system that it runs on. It is read by `bring`, not run.

# ID and VERSION_ID of an os-release file (os-release(5)): `debian-12`.
distribution_of() {
  # shellcheck source=/dev/null
  (. "$1" && printf '%s-%s\n' "${ID:-linux}" "${VERSION_ID:-rolling}") 2>/dev/null || echo unknown
}

# The package that brings pip, of the distributions on which a lab can be built. Fails for others.
pip_package() {
  case $1 in
    debian-12 | debian-13) echo python3-pip ;;
    # The same package by the documentation of Ubuntu; nobody has tried it there.
    ubuntu-24.04) echo python3-pip ;;
    *) return 1 ;;
  esac
}

# A command that brings pip elsewhere, for the user to run.
pip_command() {
  case $1 in
    debian-* | ubuntu-*) echo 'apt-get install python3-pip' ;;
    fedora-*) echo 'dnf install python3-pip' ;;
    arch-*) echo 'pacman -S python-pip' ;;
    *) return 1 ;;
  esac
}

# Why programs cannot be brought to this kind of system, from what uname(1) says of it; nothing where they can.
unsupported_system() {
  case $1 in
    'Linux x86_64') ;;
    Linux\ *) echo "the lab's machines are of the x86_64 kind and are built on one; this machine is ${1#Linux }" ;;
    Darwin\ *) echo 'this is macOS, and a lab is built on Debian' ;;
    MINGW* | MSYS* | CYGWIN*) echo 'this is Windows, and a lab is built on Debian' ;;
    *) echo "this is $1, and a lab is built on Debian" ;;
  esac
}
