/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Computes for the whole of its slots: a chain of SHA-256 digests over a buffer that each digest changes. The
 * slot-start interrupt counts the slots; the work itself never looks at the time.
 */
#include "demo.h"
#include "../lib/sha256.h"

#define PARTITION_TEXT "compute   "
#define REPORT_SLOTS 15
#define BUFFER_SIZE 1024

static volatile uint32_t slots;
static uint8_t buffer[BUFFER_SIZE];

static void on_slot_start(struct trap_frame *frame)
{
    (void)frame;
    slots++;
}

static uint32_t first_word(const uint8_t digest[SHA256_DIGEST])
{
    return (uint32_t)digest[0] << 24 | (uint32_t)digest[1] << 16 | (uint32_t)digest[2] << 8 | digest[3];
}

void partition_main(void)
{
    uint8_t digest[SHA256_DIGEST];
    uint32_t rounds = 0;
    uint32_t reported = 0;

    sha256((const uint8_t *)"abc", 3, digest);
    if (first_word(digest) != 0xBA7816BFu) {
        say("SHA-256 of \"abc\" is wrong: %08x", first_word(digest));
        return;
    }
    on_ext_irq(PRTOS_EXT_CYCLIC_SLOT_START, on_slot_start);
    prtos_clear_irqmask(0, 1u << PRTOS_EXT_CYCLIC_SLOT_START);
    prtos_x86_set_if();
    for (;;) {
        uint32_t slot = slots;

        sha256(buffer, BUFFER_SIZE, digest);
        memcpy(buffer + rounds % (BUFFER_SIZE / SHA256_DIGEST) * SHA256_DIGEST, digest, SHA256_DIGEST);
        rounds++;
        if (slot >= reported + REPORT_SLOTS) {
            reported = slot;
            say("%u digests in %u slots, last %08x", rounds, slot, first_word(digest));
        }
    }
}
