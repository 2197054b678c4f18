#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the images of all examples: build.sh OUT makes OUT/<example>-<partition>.elf, without debug information; the same
# tools make the same bytes. CC, LD and AR name other tools.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
[ $# = 1 ] || { echo "build.sh: expected a folder for the images" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
kit=$(mktemp -d)
trap 'rm -rf "$kit"' EXIT

CC=${CC:-gcc}
LD=${LD:-ld}
make -s -C "$here/.." DEST="$kit" TARGET_CC="$CC" TARGET_LD="$LD" TARGET_AR="${AR:-ar}" DEBUG=

# The flags of the kit, as make has them.
flags() {
    printf 'BAIL_PATH = %s\ninclude $(BAIL_PATH)/common/rules.mk\nshow:\n\t@echo $(%s)\n' "$kit/bail" "$1" |
        make -s -f - TARGET_CC="$CC" DEBUG= LIBGCC= show
}
cflags=$(flags TARGET_CFLAGS)
ldflags=$(flags TARGET_LDFLAGS)

# link IMAGE BASE SCRIPT OBJECT...
link() {
    image=$1 base=$2 script=$3
    shift 3
    # shellcheck disable=SC2086 # a list of words
    (cd "$kit" && $LD -s --build-id=none "$@" -o image $(echo "$ldflags" | sed "s|$kit/bail/lib/loader.lds|$script|") -Ttext="$base")
    mv "$kit/image" "$out/$image.elf"
    chmod 644 "$out/$image.elf"
}

for example in "$here"/[0-9]*; do
    name=$(basename "$example")
    for source in "$example"/partition*.c "$example"/partition*/; do
        [ -e "$source" ] || continue
        id=$(basename "$source" .c)
        id=${id#partition}
        script=$kit/bail/lib/loader.lds
        [ -f "$source/loader.lds" ] && script=$source/loader.lds
        objects=
        # Compiled inside its folder, so that no path gets into an object.
        for file in $( (cd "$example" && find "$(basename "$source")" -name '*.c') | LC_ALL=C sort); do
            object=$name-$(echo "${file%.c}" | tr / -).o
            # shellcheck disable=SC2086
            (cd "$example" && $CC $cflags -c "$file" -o "$kit/$object")
            objects="$objects $object"
        done
        # shellcheck disable=SC2086
        link "$name-$id" "$(printf '0x%x' $((0x6000000 + id * 0x100000)))" "$script" $objects
    done
done

{
    echo "cc=$($CC -dumpfullversion -dumpversion)"
    echo "ld=$($LD --version | sed -n '1s/.* //p')"
} >"$out/toolchain.properties"
