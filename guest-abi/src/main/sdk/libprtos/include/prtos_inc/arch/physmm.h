/* SPDX-License-Identifier: Apache-2.0 */
/* Types of physical pages, for prtos_set_page_type. */
#ifndef PRTOS_INC_ARCH_PHYSMM_H
#define PRTOS_INC_ARCH_PHYSMM_H

#define PPAG_STD 0      /* data or code */
#define PPAG_PTDL1 1    /* page directory */
#define PPAG_PTDL2 2    /* page table */

#endif
