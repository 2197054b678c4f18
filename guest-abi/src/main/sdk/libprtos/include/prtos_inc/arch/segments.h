/* SPDX-License-Identifier: Apache-2.0 */
/* Selectors. Slots 0 to CONFIG_PARTITION_NO_GDT_ENTRIES - 1 of the GDT belong to the partition. */
#ifndef PRTOS_INC_ARCH_SEGMENTS_H
#define PRTOS_INC_ARCH_SEGMENTS_H

#include <prtos_inc/config.h>

#define PRTOS_HYPERCALL_CALLGATE_SEL ((CONFIG_PARTITION_NO_GDT_ENTRIES + 1) << 3)  /* services */
#define PRTOS_USER_HYPERCALL_CALLGATE_SEL ((CONFIG_PARTITION_NO_GDT_ENTRIES + 2) << 3)
#define PRTOS_IRET_CALLGATE_SEL ((CONFIG_PARTITION_NO_GDT_ENTRIES + 3) << 3)       /* return from a trap */
#define PRTOS_CS ((CONFIG_PARTITION_NO_GDT_ENTRIES + 5) << 3)                      /* hypervisor, ring 0 */
#define PRTOS_DS ((CONFIG_PARTITION_NO_GDT_ENTRIES + 6) << 3)
#define GUEST_CS (((CONFIG_PARTITION_NO_GDT_ENTRIES + 7) << 3) | 1)                /* partition, ring 1 */
#define GUEST_DS (((CONFIG_PARTITION_NO_GDT_ENTRIES + 8) << 3) | 1)
#define PCT_SEL (((CONFIG_PARTITION_NO_GDT_ENTRIES + 11) << 3) | 1)

#endif
