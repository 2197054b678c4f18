/* SPDX-License-Identifier: Apache-2.0 */
/* Options of this library. */
#ifndef BAIL_CONFIG_H
#define BAIL_CONFIG_H

#ifndef CONFIG_STACK_KB
#define CONFIG_STACK_KB 8               /* of each vCPU */
#endif
#ifndef CONFIG_SIZE_PAGE_TABLE
#define CONFIG_SIZE_PAGE_TABLE 16       /* pages for the page tables of the standard image header */
#endif

#define STACK_SIZE (CONFIG_STACK_KB * 1024)

#endif
