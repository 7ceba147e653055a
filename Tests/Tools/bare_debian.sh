#!/usr/bin/env bash
# Shows that lorac builds, installs and passes its tests on a bare Debian 12 with the Swift toolchain, git and make.
# Makes such a system in DIRECTORY (new, outside the repository, about 6 GB), clones HEAD into it and runs there, as
#   user   somebody with sudo (the default),
#   root   root, without sudo,
#   none   somebody without sudo, who can only be told what to install:
# `make quickstart`, `make install`, the installed binary in an empty folder, `make test`.
# Needs root, debootstrap, a network and `swift` in PATH. The system's git rewriting of addresses is taken along.
# Usage: Tests/Tools/bare_debian.sh DIRECTORY [user|root|none]
set -euo pipefail

usage() { sed -n 's/^# Usage: /usage: /p' "${BASH_SOURCE[0]}" >&2; exit 2; }
(( $# == 1 || $# == 2 )) || usage
system=$(realpath -m "$1") who=${2:-user}
[[ $who == user || $who == root || $who == none ]] || usage
[[ ! -e $system ]] || { echo "$system exists." >&2; exit 2; }
repository=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")

# What the toolchain links with or loads; nothing that lorac needs belongs here.
toolchain_packages=(
  binutils libc6-dev libgcc-12-dev libstdc++-12-dev libcurl4 libedit2 libncurses6 libsqlite3-0 libxml2 tzdata
)
packages=(git make "${toolchain_packages[@]}")
account=newcomer
home=/home/newcomer
case $who in
user) packages+=(sudo) ;;
root) account=root home=/root ;;
esac

# Mounts go with the namespace, processes too.
inside() {
  # shellcheck disable=SC2016
  unshare --mount --pid --fork bash -euc '
    system=$1 toolchain=$2
    shift 2
    mount -t proc proc "$system/proc"
    mount --rbind /dev "$system/dev"
    while read -r path; do
      mkdir -p "$system$path"
      mount --bind "$path" "$system$path"
      mount -o remount,bind,ro "$system$path"
    done < <(echo "$toolchain"; git config --system --get-regexp "^url\." | sed -n "s|^url\.\(/.*[^/]\)/*\.insteadof .*|\1|Ip" | sort -u)
    exec chroot "$system" env -i LC_ALL=C.UTF-8 TERM="${TERM:-dumb}" \
      PATH="$toolchain/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "$@"
  ' inside "$system" "$toolchain" "$@"
}

debootstrap --variant=minbase bookworm "$system"
cp /etc/hosts "$system/etc/hosts"
git config --system --get-regexp '^url\.' | while read -r key value; do
  git config --file "$system/etc/gitconfig" --add "$key" "$value"
done
# Repositories that stand for the network belong to another account.
git config --file "$system/etc/gitconfig" safe.directory '*'
inside DEBIAN_FRONTEND=noninteractive bash -euc '
  apt-get update -q
  apt-get install -q -y --no-install-recommends "$@"
  # As in a fresh image: no package list is there yet.
  rm -rf /var/lib/apt/lists/*
' install "${packages[@]}"
if [[ $account != root ]]; then inside useradd --create-home --shell /bin/bash "$account"; fi
if [[ $who == user ]]; then
  echo "$account ALL=(ALL) NOPASSWD: ALL" > "$system/etc/sudoers.d/$account"
fi
git clone --quiet --no-local "$repository" "$system$home/lorac"
inside chown -R "$account:" "$home/lorac"

# What a newcomer does. The time of every step is printed.
cat > "$system/newcomer.sh" <<'STEPS'
set -euo pipefail
step() {
  local start=$SECONDS status=0
  echo; echo "==> $*"
  "$@" || status=$?
  echo "==> $* ended with status $status after $((SECONDS - start)) s"
  return "$status"
}
cd ~/lorac
if [[ ${1-} == none ]]; then
  ! step make quickstart
  exit
fi
step make quickstart
step make install PREFIX="$HOME/x"
export PATH=$HOME/x/bin:$PATH
mkdir ~/empty; cd ~/empty
step lorac --help
step lorac doctor || true  # kohya is missing, which is what it says
step lorac init --subject moka --preset anime --base ~/lorac/examples/quickstart/base.safetensors \
  --dataset ~/lorac/examples/quickstart/train/8_moka
step lorac plan recipe.yaml
cd ~/lorac
step make test
STEPS
inside HOME="$home" USER="$account" su --preserve-environment "$account" -s /bin/bash -c "bash /newcomer.sh $who < /dev/null"
