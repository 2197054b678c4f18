#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the guests with a C compiler and a linker only; the same tools make the same bytes.
#   build.sh [OUT]          partition images (ELF) into OUT, default target/guest; kernels of the bare board into OUT/board
#   build.sh native [OUT]   the bench kernels as static 32-bit Linux programs
# CC and LD name other tools.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
CC=${CC:-gcc}
LD=${LD:-ld}
CFLAGS="-m32 -march=i686 -mtune=generic -O2 -std=gnu11 -ffreestanding -nostdlib -fno-pie -fno-stack-protector
    -fno-asynchronous-unwind-tables -fno-ident -fcf-protection=none -mno-sse -mno-mmx -fno-strict-aliasing -fno-common
    -fno-tree-loop-distribute-patterns -Wall -Wextra"
LDFLAGS="-m elf_i386 -s --build-id=none -z noexecstack"
if "$LD" --help | grep -q -e '--no-warn-rwx-segments'; then
    LDFLAGS="$LDFLAGS --no-warn-rwx-segments"
fi

mode=images
if [ "${1:-}" = native ]; then
    mode=native
    shift
fi
out=${1:-target/guest}
mkdir -p "$out"
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

# Runs in the source folder, so that no path gets into an object.
compile() { # source [option...]
    source=$1
    shift
    object=$objects/$(echo "${source%.*}" | tr / -).o
    # shellcheck disable=SC2086 # a list of words
    (cd "$here" && $CC $CFLAGS "$@" -I include -c "$source" -o "$object")
}

# link_partition IMAGE BASE OBJECT...; -n: the offset in the file need not agree with the page
link_partition() {
    image=$out/$1.elf
    base=$2
    shift 2
    # shellcheck disable=SC2086
    (cd "$objects" && $LD $LDFLAGS -n --defsym=BASE="$base" -T "$here/partition.lds" "$@" -o image)
    mv "$objects/image" "$image"
    chmod 644 "$image"
}

# link_board KERNEL OBJECT...
link_board() {
    kernel=$out/board/$1.elf
    shift
    # shellcheck disable=SC2086
    (cd "$objects" && $LD $LDFLAGS -n -T "$here/board/board.lds" board-boot.o board-board.o "$@" -o kernel)
    mv "$objects/kernel" "$kernel"
    chmod 644 "$kernel"
}

# link_native PROGRAM OBJECT...: objects of a kernel
link_native() {
    program=$out/$1
    shift
    # shellcheck disable=SC2086
    (cd "$objects" && $LD $LDFLAGS -T "$here/bench/native.lds" bench-native.o "$@" -o program)
    mv "$objects/program" "$program"
}

# partition_base N: where the first area of partition N starts
partition_base() {
    printf '0x%x' $((0x6000000 + $1 * 0x100000))
}

runtime="runtime-image.o runtime-start.o runtime-rt.o runtime-text.o"
kernels="aes alu arith64 bigmul branchy chase core crc32 fib gettime hashtable huffman hypercall json life list lz matrix
    memcpy-loop memcpy-rep memset queens regex samepage sha256 sieve sort states strsearch tree vm vm-threaded"

library_of() { # kernel or partition
    case $1 in
    sha256 | compute) echo lib-sha256.o ;;
    esac
}

compile lib/sha256.c
compile test/flags-chain.S
compile test/flags-kernel.c
for kernel in $kernels; do
    compile "bench/$kernel.c"
done

if [ $mode = native ]; then
    compile bench/native.c
    for kernel in $kernels; do
        # shellcheck disable=SC2046
        link_native "bench-$kernel" "bench-$kernel.o" $(library_of "$kernel")
    done
    link_native test-flags test-flags-kernel.o test-flags-chain.o
    exit
fi

for source in runtime/image.S runtime/start.S runtime/rt.c runtime/text.c bench/partition.c; do
    compile "$source"
done

for kernel in $kernels; do
    # shellcheck disable=SC2046,SC2086
    link_partition "bench-$kernel" "$(partition_base 0)" $runtime bench-partition.o "bench-$kernel.o" \
        $(library_of "$kernel")
done

# The partitions of the demo in the order of their ids.
id=0
for partition in sensor control compute logger faulty supervisor; do
    compile "demo/$partition.c"
    # shellcheck disable=SC2046,SC2086
    link_partition "demo-$partition" "$(partition_base $id)" $runtime "demo-$partition.o" $(library_of "$partition")
    id=$((id + 1))
done

# The tests. The faulting partitions share one watcher, which is partition 1.
for source in test/flags.c test/smc.c test/smc-code.S test/faults-entry.S test/faults-ignore.c test/faults-multicall.c \
    test/faults-watch.c; do
    compile "$source"
done
# shellcheck disable=SC2086
{
    link_partition test-flags "$(partition_base 0)" $runtime test-flags.o test-flags-kernel.o test-flags-chain.o
    link_partition test-smc "$(partition_base 0)" $runtime test-smc.o test-smc-code.o
    link_partition test-faults-entry "$(partition_base 0)" runtime-image.o test-faults-entry.o
    link_partition test-faults-ignore "$(partition_base 0)" $runtime test-faults-ignore.o
    link_partition test-faults-multicall "$(partition_base 0)" $runtime test-faults-multicall.o
    link_partition test-faults-watch "$(partition_base 1)" $runtime test-faults-watch.o
}

# Kernels and a ROM for the bare board.
mkdir -p "$out/board"
compile board/boot.S
compile board/board.c
for kernel in hello timer echo reset a20 paging rings tasks; do
    compile "board/$kernel.c"
    link_board "$kernel" "board-$kernel.o" lib-sha256.o
done
compile board/rom.S
(cd "$objects" && $LD -m elf_i386 -Ttext 0 -e 0 --oformat binary board-rom.o -o rom)
mv "$objects/rom" "$out/board/rom.bin"
chmod 644 "$out/board/rom.bin"

# With these versions the bytes must come out the same.
{
    echo "cc=$($CC -dumpfullversion -dumpversion)"
    echo "ld=$($LD --version | sed -n '1s/.* //p')"
} >"$out/toolchain.properties"
