#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Matoi exposure collector, version 1. Reads and prints; writes nothing, follows no link, opens no tenant's file but
# .htaccess (three directives of it). POSIX sh with GNU findutils; getfattr, dpkg-query or rpm where they are there.
#
#   sh collector.sh ROOT > FILE        as root, nice to the machine
#
# The stream is cut into sections by lines that hold a random word. It is made here and stands in no argument and no
# environment, so no tenant of this machine can see it and forge a section while the lists are made.
set -u
LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
umask 077

root=${1:-}
case $root in
  /*) ;;
  *) echo 'usage: collector.sh /ABSOLUTE/ROOT' >&2; exit 2 ;;
esac
[ -d "$root" ] || { echo "no such directory: $root" >&2; exit 3; }
root=$(cd -P -- "$root" && pwd -P) || exit 3
nonce=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
[ "${#nonce}" = 32 ] || { echo 'no random numbers here' >&2; exit 3; }

have() { command -v "$1" >/dev/null 2>&1; }
section() { printf '\n==%s %s==\n' "$nonce" "$1"; }
quiet() { if have ionice; then ionice -c3 nice -n 19 "$@"; else nice -n 19 "$@"; fi; }

printf 'matoi-collect 1 %s\n' "$nonce"

section meta
printf 'root=%s\0' "$root"
printf 'host=%s\0' "$(uname -n)"
printf 'kernel=%s\0' "$(uname -sr)"
printf 'uid=%s\0' "$(id -u)"
printf 'begun=%s\0' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
printf 'find=%s\0' "$(find --version 2>/dev/null | head -n 1)"

section passwd
if have getent; then getent passwd; else cat /etc/passwd; fi
section group
if have getent; then getent group; else cat /etc/group; fi
section os-release
cat /etc/os-release 2>/dev/null
section mountinfo
cat /proc/self/mountinfo 2>/dev/null
section sysctl
for name in fs/protected_symlinks fs/protected_hardlinks fs/protected_regular fs/protected_fifos kernel/yama/ptrace_scope; do
  [ -r "/proc/sys/$name" ] && printf '%s=%s\n' "$name" "$(cat "/proc/sys/$name")"
done

# Every directory from / to the root, so that the way down can be judged.
section ancestors
at=$root
while :; do
  find -P "$at" -maxdepth 0 -printf '%y %m %U %G %D %i %n %p\0'
  [ "$at" = / ] && break
  at=$(dirname -- "$at")
done
section ancestor-attributes
if have getfattr; then
  at=$root
  while :; do
    getfattr -h -d -m '^system[.]posix_acl_access$' -e hex --absolute-names -- "$at" 2>/dev/null
    [ "$at" = / ] && break
    at=$(dirname -- "$at")
  done
fi

# Standard error of the long lists goes to descriptor 3 and comes as a section of its own.
section walk
errors=$(
  {
    quiet find -P "$root" -xdev \
      '(' -type l -printf 'l%d %m %U %G %f\0%l\0' ')' -o \
      '(' -type f -links +1 -printf 'h%d %m %U %G %D %i %f\0' ')' -o \
      -printf '%y%d %m %U %G %f\0' 2>&3 >&4
    printf 'exit=%s\n' "$?" >&3
  } 3>&1
) 4>&1
section walk-errors
printf '%s\n' "$errors"

section attributes
if have getfattr; then
  errors=$(
    {
      quiet getfattr -R -h -P -d -m '^(system[.]posix_acl_access|security[.]capability)$' -e hex \
        --absolute-names --one-file-system -- "$root" 2>&3 >&4
      printf 'exit=%s\n' "$?" >&3
    } 3>&1
  ) 4>&1
else
  errors='exit=127'
fi
section attributes-errors
printf '%s\n' "$errors"

# Name, NUL, line: only lines of three directives.
section access-files
quiet find -P "$root" -xdev -type f -name .htaccess -size -129 -print0 2>/dev/null |
  xargs -0 -r grep -aisHZE -m 200 -e '^[[:space:]]*(AuthType|AuthUserFile|AuthDigestFile|Require)[[:space:]]' --

section packages-deb
if have dpkg-query; then
  dpkg-query -W -f='${Package}\t${Version}\t${Architecture}\t${db:Status-Abbrev}\t${source:Package}\t${source:Version}\t${Maintainer}\t${Origin}\n' 2>/dev/null
fi
section packages-rpm
if have rpm && ! have dpkg-query; then
  rpm -qa --qf '%{NAME}\t%{EPOCH}\t%{VERSION}\t%{RELEASE}\t%{ARCH}\t%{SOURCERPM}\t%{VENDOR}\n' 2>/dev/null
fi
section tcp
cat /proc/net/tcp 2>/dev/null
section tcp6
cat /proc/net/tcp6 2>/dev/null
section sockets
find /proc/[0-9]*/fd -maxdepth 1 -lname 'socket:*' -printf '%p %l\n' 2>/dev/null
section programs
find /proc/[0-9]* -maxdepth 1 -name exe -printf '%p %l\n' 2>/dev/null
section owners
if have dpkg-query; then
  find /proc/[0-9]* -maxdepth 1 -name exe -printf '%l\0' 2>/dev/null | sort -zu | xargs -0 -r dpkg-query -S -- 2>/dev/null
elif have rpm; then
  find /proc/[0-9]* -maxdepth 1 -name exe -printf '%l\0' 2>/dev/null | sort -zu |
    xargs -0 -r -n 1 sh -c 'printf "%s: %s\n" "$(rpm -qf --qf "%{NAME}" -- "$1" 2>/dev/null)" "$1"' sh
fi
section deleted
grep -asH ' (deleted)$' /proc/[0-9]*/maps 2>/dev/null | head -n 20000

section end
printf 'ended=%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
