/* SPDX-License-Identifier: Apache-2.0 */
/* Calling convention of the services: cdecl, all arguments on the stack. */
#ifndef PRTOS_INC_ARCH_LINKAGE_H
#define PRTOS_INC_ARCH_LINKAGE_H

#ifndef __ASSEMBLY__
#undef __stdcall
#define __stdcall __attribute__((regparm(0)))
#endif

#endif
