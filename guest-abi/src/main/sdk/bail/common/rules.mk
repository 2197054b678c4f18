# SPDX-License-Identifier: Apache-2.0
# Rules for a system. A Makefile sets BAIL_PATH, PARTITIONS, PACK_ARGS and includes this file.
include $(BAIL_PATH)/common/config.mk

LIB_PRTOS_PATH = $(PRTOS_PATH)/lib
LIB_BAIL_PATH = $(BAIL_PATH)/lib
LIB_PRTOS = -lprtos
LIB_BAIL = -lbail
# Libbail has what a compiler may call; a 32-bit libgcc is not needed, and not everywhere there.
LIBGCC ?=

TARGET_CFLAGS += $(TARGET_CFLAGS_COMMON) -I$(PRTOS_PATH)/include -I$(BAIL_PATH)/include \
    -include $(PRTOS_PATH)/include/prtos_inc/config.h -include $(PRTOS_PATH)/include/prtos_inc/arch/arch_types.h
TARGET_ASFLAGS += $(TARGET_CFLAGS_ARCH) $(TARGET_ASFLAGS_ARCH) -nostdinc -D__ASSEMBLY__ -Dx86 -I$(PRTOS_PATH)/include \
    -I$(BAIL_PATH)/include
ifneq ($(EXTERNAL_LDFLAGS),y)
# Newer linkers warn of segments that can be written and executed; a partition has no others.
TARGET_LDFLAGS += @$(BAIL_PATH)/common/ldflags $(shell $(TARGET_LD) --help | grep -o -m 1 -e --no-warn-rwx-segments) -T $(LIB_BAIL_PATH)/loader.lds \
    -L$(LIB_PRTOS_PATH) -L$(LIB_BAIL_PATH) --start-group $(LIBGCC) $(LIB_PRTOS) $(LIB_BAIL) --end-group
endif

PRTOS_BIN ?= $(PRTOS_PATH)/bin
PRTOS_CPARSER ?= $(PRTOS_BIN)/prtoscparser
PEF ?= $(PRTOS_BIN)/prtoseformat build
PRTOS_PACK ?= $(PRTOS_BIN)/prtospack
RSW_BUILD ?= $(PRTOS_BIN)/rswbuild
GRUB_ISO ?= $(PRTOS_BIN)/grub_iso
XPATHSTART ?= $(BAIL_PATH)/bin/xpathstart
PRTOS_CORE_ELF ?= $(PRTOS_PATH)/lib/prtos_core
PRTOS_CORE ?= $(PRTOS_PATH)/lib/prtos_core.pef

XMLCF ?= prtos_cf.$(ARCH).xml

.DEFAULT_GOAL := all

%.o: %.c
	$(TARGET_CC) $(TARGET_CFLAGS) -c $< -o $@

%.o: %.S
	$(TARGET_CC) $(TARGET_ASFLAGS) -c $< -o $@

%.pef: %
	$(PEF) $< -c -o $@

prtos_cf.bin.prtos_conf: $(XMLCF)
	PRTOS_PATH=$(PRTOS_PATH) $(PRTOS_CPARSER) -o $@ $<

prtos_cf.c.prtos_conf: $(XMLCF)
	PRTOS_PATH=$(PRTOS_PATH) $(PRTOS_CPARSER) -c -o $@ $<

prtos_cf.pef.prtos_conf: prtos_cf.bin.prtos_conf
	$(PEF) -m $< -c -o $@

resident_sw: container.bin
	PRTOS_PATH=$(PRTOS_PATH) $(RSW_BUILD) $< $@

resident_sw.iso: resident_sw
	$(GRUB_ISO) $@ $<

clean:
	$(RM) $(PARTITIONS) $(addsuffix .pef,$(PARTITIONS)) *.o prtos_cf.*.prtos_conf container.bin

distclean: clean
	$(RM) resident_sw resident_sw.iso

.PHONY: all clean distclean
