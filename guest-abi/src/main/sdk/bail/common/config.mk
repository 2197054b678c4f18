# SPDX-License-Identifier: Apache-2.0
# Where things are. BAIL_PATH is set by the Makefile that includes this; PRTOS_PATH is beside it unless it is set.
PRTOS_PATH ?= $(abspath $(BAIL_PATH)/../prtos)
ARCH ?= x86

TARGET_CC ?= gcc
TARGET_LD ?= ld
TARGET_AR ?= ar
TARGET_OBJCOPY ?= objcopy

TARGET_CFLAGS_ARCH ?= -m32 -march=i686
TARGET_ASFLAGS_ARCH ?=

# Debug information is kept; DEBUG= leaves it out.
DEBUG ?= -g

# The file cflags has what everything is compiled with.
TARGET_CFLAGS_COMMON = $(TARGET_CFLAGS_ARCH) $(DEBUG) @$(BAIL_PATH)/common/cflags
