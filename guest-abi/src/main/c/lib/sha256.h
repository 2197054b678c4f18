/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHA256_H
#define SHA256_H

#include <stdint.h>

#define SHA256_DIGEST 32

void sha256(const uint8_t *message, uint32_t length, uint8_t digest[SHA256_DIGEST]);

#endif
