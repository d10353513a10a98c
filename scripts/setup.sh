#!/usr/bin/env bash
# Sets this checkout up: `scripts/setup.sh run` for the program, `test` for the checks as well, `drill` for the fail-over drill too.
#
# 1. Looks for what Python, Qt and Chinese text need from the system, by looking for the thing itself (a library, a font, a module).
#    What is missing is installed with apt-get, as root or through sudo where sudo asks for no password; elsewhere the one
#    command to run is printed, and the work goes on unless it cannot.
# 2. Makes .venv and installs the lock into it, every file checked against its hash. A half-made .venv is made anew.
#    For the drill .venv-drill likewise, with Patroni alone: what it stands on is none of the program's business.
#
# When all is there (.venv/stamp names the lock, the Python and the place) it ends at once and touches no network.
# Where packages come from, certificates and proxies are the machine's own settings: none is set here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset PYTHONHOME PYTHONPATH
export LC_ALL=C.UTF-8 PATH="$PATH:/usr/sbin:/sbin"

LOCK_WAIT_S=300   # how long another apt-get may hold the lock, as it does in the first minutes of a new machine
PIP_TRIES=3
SOURCE_ONLY=python-etcd,ydiff   # of what the drill needs, what is published without a wheel

# package | how much it matters | library that shows it is there.   need: Qt does not start without; display: a window on X11 does not
LIBRARIES="
libgl1|need|libGL.so.1
libegl1|need|libEGL.so.1
libglib2.0-0|need|libgthread-2.0.so.0
libfontconfig1|need|libfontconfig.so.1
libxkbcommon0|need|libxkbcommon.so.0
libdbus-1-3|need|libdbus-1.so.3
libxkbcommon-x11-0|display|libxkbcommon-x11.so.0
libxcb-cursor0|display|libxcb-cursor.so.0
libxcb-icccm4|display|libxcb-icccm.so.4
libxcb-keysyms1|display|libxcb-keysyms.so.1
libxcb-shape0|display|libxcb-shape.so.0
"
FONT_DIRS=(/usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.fonts" "${HOME:-/nonexistent}/.local/share/fonts")
CERTIFICATES=("${SSL_CERT_FILE:-}" "${PIP_CERT:-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt)

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# Whether other accounts may run this Python. PostgreSQL refuses root, so for root's drill one in root's own home will not do.
# Asked through a shell: what setpriv itself starts it starts with root's rights.
others_may_run() {
  local real
  [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null || return 0
  real=$("$1" -c 'import sys; print(sys._base_executable)') &&
    (cd / && setpriv --reuid=65534 --regid=65534 --clear-groups sh -c '"$0" -I -c ""' "$real") 2>/dev/null
}

# The first Python from 3.11 to 3.14, one that can make a whole .venv before one that cannot. Prints nothing where there is none.
# find_python drill: of those that others may run.
find_python() {
  local candidate second=""
  for candidate in ${PYTHON:-} python3.11 python3 python3.12 python3.13 python3.14 /usr/bin/python3; do
    "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue
    [ "${1:-}" != drill ] || others_may_run "$candidate" || continue
    if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then echo "$candidate"; return; fi
    second=${second:-$candidate}
  done
  echo "$second"
}

has_chinese_font() {
  [ -n "$(find -L "${FONT_DIRS[@]}" \( -name 'NotoSansCJK*' -o -name 'NotoSansSC*' -o -name 'SourceHanSans*' \) -print -quit 2>/dev/null)" ]
}

has_certificates() {
  local file
  for file in "${CERTIFICATES[@]}"; do [ -n "$file" ] && [ -s "$file" ] && return; done
  return 1
}

has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null; }

# Puts into need what lets this Python make a .venv; no Python: one that does.
need_python() {
  if [ -z "$1" ]; then need+=(python3 python3-venv)
  elif ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
    need+=("$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
  fi
}

# Fills need and wish with the names of the missing Debian packages: without the first we stop, without the second we go on.
look_round() {
  need=() wish=()
  local package weight library known
  if known=$(ldconfig -p 2>/dev/null); then
    while IFS='|' read -r package weight library; do
      case $package in '') continue ;; esac
      case $known in *"$library"*) continue ;; esac
      if [ "$weight" = need ]; then need+=("$package"); else wish+=("$package"); fi
    done <<<"$LIBRARIES"
  fi
  python=$(find_python)
  need_python "$python"
  has_certificates || wish+=(ca-certificates)
  has_chinese_font || wish+=(fonts-noto-cjk)
  if [ "$set" = test ] && [ -n "${CI:-}" ]; then   # real servers for tests that are skipped, loudly, where they are missing
    has_postgresql || wish+=(postgresql)
    command -v nginx >/dev/null || wish+=(nginx-light)
    command -v gnome-keyring-daemon >/dev/null || wish+=(gnome-keyring)
    command -v dbus-daemon >/dev/null || wish+=(dbus-daemon)
  fi
  if [ "$set" = drill ]; then
    drill_python=$(find_python drill)
    need_python "$drill_python"
    has_postgresql || need+=(postgresql)
    command -v etcd >/dev/null || need+=(etcd-server)
  fi
}

# One apt-get command, tried again while another program holds one of apt's locks. Its words go to the log.
apt() {
  local patient_until=$((SECONDS + LOCK_WAIT_S)) told=""
  until "${root[@]}" env DEBIAN_FRONTEND=noninteractive ${http_proxy:+http_proxy="$http_proxy"} \
      ${https_proxy:+https_proxy="$https_proxy"} apt-get -y -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 </dev/null
  do
    grep -qE 'Could not get lock|Unable to (lock|acquire)' "$log" && [ $SECONDS -lt $patient_until ] || return 1
    [ -n "$told" ] || say "another program is installing packages; waiting for it (at most $LOCK_WAIT_S s)"
    told=yes
    sleep 5
  done
}

apt_install() {
  if compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
    apt install --no-install-recommends "$@" && return   # else: the lists may be old
  fi
  apt update || true   # one bad source need not matter: the install says so if it does
  apt install --no-install-recommends "$@"
}

install_system_packages() {
  local root=() log as_root="as root: " missing="${need[*]} ${wish[*]}"
  missing=${missing# }
  if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null; then as_root="sudo "; root=(sudo -n); fi
  local by_hand="${as_root}sh -c 'apt-get update && apt-get install -y --no-install-recommends ${missing% }'"
  if ! command -v apt-get >/dev/null; then
    say "this system has no apt-get; please install what it calls these Debian packages: ${missing% }"
  elif [ "$(id -u)" != 0 ] && { [ ${#root[@]} = 0 ] || ! sudo -n true 2>/dev/null; }; then
    say "system packages are missing, and installing them needs rights this account does not have without a password. Run once:"
    printf '\n  %s\n\n' "$by_hand" >&2
  else
    say "installing system packages: ${missing% }"
    log=$(mktemp)
    if ! apt_install "${need[@]}" "${wish[@]}" && { [ ${#need[@]} = 0 ] || ! apt_install "${need[@]}"; }; then
      say "apt-get could not install them; its last words:"
      tail -n 8 "$log" >&2
      say "to try by hand: $by_hand"
    fi
    rm -f "$log"
  fi
  look_round
  [ ${#need[@]} = 0 ] || stop "cannot go on without: ${need[*]}. Once they are there, give the same make command again."
  case " ${wish[*]} " in *" fonts-noto-cjk "*) say "going on without a Chinese font: Chinese text may show as boxes" ;; esac
  case " ${wish[*]} " in *" libx"*) say "going on without what a window on X11 needs; work without a display is not affected" ;; esac
}

lock_of() { case $1 in run) echo requirements.txt ;; test) echo requirements-dev.txt ;; drill) echo requirements-drill.txt ;; esac; }

folder_of() { if [ "$1" = drill ]; then echo .venv-drill; else echo .venv; fi; }

# What the folder's stamp holds once a set is installed: the set, its lock, the place, the Python.
stamp_of() {
  echo "$1 $(sha256sum <"$(lock_of "$1")") $PWD $("$(folder_of "$1")/bin/python" -c 'import sys; print(*sys.version_info[:2])')"
}

is_set_up() { is_usable "$1" && grep -qxF "$(stamp_of "$1")" "$(folder_of "$1")/stamp"; }

# Once finished, with a Python that is still there, and that may be run by whom it is for.
is_usable() {
  local folder
  folder=$(folder_of "$1")
  [ -s "$folder/stamp" ] && "$folder/bin/python" -c '' 2>/dev/null && { [ "$1" != drill ] || others_may_run "$folder/bin/python"; }
}

# pip_install FOLDER OPTION…
pip_install() {
  "$1/bin/python" -m pip install -q --disable-pip-version-check --no-input --only-binary :all: --require-hashes "${@:2}"
}

# SOURCE_ONLY is built with the lock's own setuptools: left to itself pip fetches one that no hash holds.
install_lock() {
  local lock
  lock=$(lock_of "$1")
  if [ "$1" = drill ]; then
    pip_install .venv-drill -r <(sed -n '/^setuptools==/,/[^\\]$/p' "$lock") &&
      pip_install .venv-drill --no-binary $SOURCE_ONLY --use-pep517 --no-build-isolation -r "$lock"
  else
    pip_install .venv -r "$lock"
  fi
}

# Makes a set's folder where there is none, or a half-made one, and installs the lock into it. The stamp is the last thing written.
fill() {
  local try lock folder with=$python
  lock=$(lock_of "$1") folder=$(folder_of "$1")
  [ "$1" != drill ] || with=$drill_python
  if is_usable "$1" && "$folder/bin/python" -c 'import pip' 2>/dev/null && grep -qF " $PWD " "$folder/stamp"; then
    rm "$folder/stamp"   # from here on it is half-made, until the stamp is back
  else
    rm -rf "$folder"
    "$with" -m venv "$folder" || stop "$with could not make $folder (see above)"
  fi
  say "installing $(grep -c '==' "$lock") Python packages into $folder"
  for ((try = 1; ; try++)); do
    install_lock "$1" && break
    [ $try -lt $PIP_TRIES ] || stop "pip could not install $lock (see above); $folder is left half-made and will be made anew"
    say "pip failed; trying again ($((try + 1)) of $PIP_TRIES)"
    sleep 3
  done
  case $1 in
    run) try_qt; stamp_of run >.venv/stamp ;;
    test) try_qt; { stamp_of run; stamp_of test; } >.venv/stamp ;;
    drill) stamp_of drill >.venv-drill/stamp ;;
  esac
}

try_qt() {
  if ! QT_QPA_PLATFORM=offscreen .venv/bin/python -c 'from PySide6.QtWidgets import QApplication; QApplication([])'; then
    ldd .venv/lib/python3*/site-packages/PySide6/{QtWidgets.abi3.so,Qt/plugins/platforms/libqoffscreen.so} 2>/dev/null |
      awk '/not found/ { print "setup:   missing library: " $1 }' | sort -u >&2
    stop "Qt does not start on this machine"
  fi
}

set=${1:-run}
case $set in
  run | test) parts=("$set") ;;
  drill) parts=(test drill) ;;
  *) stop "say run, test or drill, not $set" ;;
esac
[ -w . ] || stop "$PWD cannot be written by this account; copy the checkout to a folder of your own"
exec 9>.setup.lock
! command -v flock >/dev/null || flock 9   # two makes at once: the second waits and finds all done
undone=()
for part in "${parts[@]}"; do is_set_up "$part" || undone+=("$part"); done
look_round
if [ ${#undone[@]} = 0 ]; then wish=(); fi   # what one can do without is asked for once, what one cannot each time
[ ${#need[@]} = 0 ] && [ ${#wish[@]} = 0 ] || install_system_packages
[ ${#undone[@]} -gt 0 ] || exit 0
for part in "${undone[@]}"; do fill "$part"; done
say "ready"
