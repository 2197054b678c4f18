# SPDX-License-Identifier: Apache-2.0
# Where things are. BAIL_PATH is set by the Makefile that includes this; PRTOS_PATH is beside it unless it is set.
PRTOS_PATH ?= $(abspath $(BAIL_PATH)/../prtos)
ARCH ?= x86

TARGET_CC ?= gcc
TARGET_LD ?= ld
TARGET_AR ?= ar
TARGET_OBJCOPY ?= objcopy

TARGET_CFLAGS_ARCH ?= -m32 -march=i686
TARGET_LDFLAGS_ARCH ?= -melf_i386
TARGET_ASFLAGS_ARCH ?=

# Debug information is kept; DEBUG= leaves it out.
DEBUG ?= -g

TARGET_CFLAGS_COMMON = $(TARGET_CFLAGS_ARCH) -std=gnu89 -O2 $(DEBUG) -Wall -ffreestanding -fno-builtin -fno-pie -fno-strict-aliasing \
    -fno-stack-protector -fno-asynchronous-unwind-tables -fcf-protection=none -mno-mmx -mno-sse -nostdlib -nostdinc -Dx86 \
    '-D__PRTOS_INCFLD(_fld)=<prtos_inc/_fld>'
