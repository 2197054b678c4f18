/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a configuration that a partition sees. */
#ifndef PRTOS_INC_PRTOSCONF_H
#define PRTOS_INC_PRTOSCONF_H

#include <prtos_inc/config.h>
#include <prtos_inc/arch/prtosconf.h>

/* Flags of a memory area. */
#define PRTOS_MEM_AREA_SHARED (1 << 0)
#define PRTOS_MEM_AREA_UNMAPPED (1 << 1)
#define PRTOS_MEM_AREA_READONLY (1 << 2)
#define PRTOS_MEM_AREA_UNCACHEABLE (1 << 3)
#define PRTOS_MEM_AREA_ROM (1 << 4)
#define PRTOS_MEM_AREA_FLAG0 (1 << 5)
#define PRTOS_MEM_AREA_FLAG1 (1 << 6)
#define PRTOS_MEM_AREA_FLAG2 (1 << 7)
#define PRTOS_MEM_AREA_FLAG3 (1 << 8)
#define PRTOS_MEM_AREA_TAGGED (1 << 9)
#define PRTOS_MEM_AREA_IOMMU (1 << 10)

/* Attributes of a partition. */
#define PRTOS_PART_SYSTEM 0x100
#define PRTOS_PART_FP 0x200

#define PRTOS_SAMPLING_PORT 0
#define PRTOS_QUEUING_PORT 1
#define PRTOS_DESTINATION_PORT 1
#define PRTOS_SOURCE_PORT 2

#endif
