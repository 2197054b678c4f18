/* SPDX-License-Identifier: Apache-2.0 */
/* Included before every source, by the compiler's option -include. */
#ifndef PRTOS_INC_CONFIG_H
#define PRTOS_INC_CONFIG_H

#include <prtos_inc/autoconf.h>

#endif
