/* SPDX-License-Identifier: Apache-2.0 */
/* Offsets in structures, for assembly. */
#ifndef PRTOS_INC_ARCH_ASM_OFFSETS_H
#define PRTOS_INC_ARCH_ASM_OFFSETS_H

#define PCT_MAGIC_OFFSET 0
#define PCT_SIZE_OFFSET 16
#define PCT_ID_OFFSET 32
#define PCT_FLAGS_OFFSET 40
#define PCT_IFLAGS_OFFSET 76
#define PCT_HW_IRQS_PEND_OFFSET 80
#define PCT_HW_IRQS_MASK_OFFSET 84
#define PCT_EXT_IRQS_PEND_OFFSET 88
#define PCT_EXT_IRQS_MASK_OFFSET 92
#define PCT_CR2_OFFSET 124
#define PCT_LENGTH 336

#endif
