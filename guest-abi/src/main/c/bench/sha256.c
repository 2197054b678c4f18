/* SPDX-License-Identifier: Apache-2.0 */
/* A chain of SHA-256 digests. A unit is the digest of 448 bytes that contain the previous digest: eight blocks. */
#include "../lib/sha256.h"
#include "kernel.h"

KERNEL("sha256", SHA256);

#define MESSAGE_SIZE 448u

static uint8_t message[MESSAGE_SIZE];

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (uint32_t i = 0; i < MESSAGE_SIZE; i++) {
        message[i] = (uint8_t)i;
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        sha256(message, MESSAGE_SIZE, message);
    }
    for (uint32_t i = 0; i < SHA256_DIGEST; i++) {
        hash = mix(hash, message[i]);
    }
    return hash;
}
