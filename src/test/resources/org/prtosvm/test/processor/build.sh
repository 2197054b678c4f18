#!/bin/sh
# Assembles the case files again: each area/area.S becomes area/area.bin, which is checked in. Needs GNU binutils.
set -eu
cd "$(dirname "$0")"
for source in */*.S; do
    object=$(mktemp)
    as --32 -I . -o "$object" "$source"
    ld -m elf_i386 -T machine.ld -o "$object.elf" "$object"
    objcopy -O binary "$object.elf" "${source%.S}.bin"
    rm -f "$object" "$object.elf"
done
