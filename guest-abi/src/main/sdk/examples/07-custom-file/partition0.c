/* SPDX-License-Identifier: Apache-2.0 */
/* Reads settings from a custom file, which is loaded to a place that the image header names. */
#include <prtos.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_SIZE 256

static char settings[FILE_SIZE] = "the file replaces this";
static prtos_u8_t page_table[16 * PAGE_SIZE] __attribute__((aligned(PAGE_SIZE), section(".bss.noinit")));

struct prtos_image_hdr prtos_image_hdr __PRTOS_IMAGE_HDR = {
    .start_signature = PRTOSEF_PARTITION_MAGIC,
    .compilation_prtos_abi_version = PRTOS_SET_VERSION(PRTOS_ABI_VERSION, PRTOS_ABI_SUBVERSION, PRTOS_ABI_REVISION),
    .compilation_prtos_api_version = PRTOS_SET_VERSION(PRTOS_API_VERSION, PRTOS_API_SUBVERSION, PRTOS_API_REVISION),
    .page_table = (prtos_address_t)page_table,
    .page_table_size = sizeof page_table,
    .num_of_custom_files = 1,
    .custom_file_table = { { (prtos_address_t)settings, FILE_SIZE } },
    .end_signature = PRTOSEF_PARTITION_MAGIC,
};

static int setting(const char *name)
{
    const char *at = strstr(settings, name);

    return at != NULL ? atoi(at + strlen(name)) : -1;
}

void partition_main(void)
{
    int speed = setting("speed=");
    int limit = setting("limit=");

    printf("speed %d, limit 0x%x\n", speed, limit);
    printf(speed == 120 && limit == 0xFF ? "Verification Passed\n" : "Verification Failed\n");
}
