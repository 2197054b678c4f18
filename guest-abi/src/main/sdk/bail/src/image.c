/* SPDX-License-Identifier: Apache-2.0 */
/* Image header of a program that has none of its own. */
#include <prtos.h>
#include <config.h>

static prtos_u8_t page_table[CONFIG_SIZE_PAGE_TABLE * PAGE_SIZE]
    __attribute__((aligned(PAGE_SIZE), section(".bss.noinit")));

struct prtos_image_hdr prtos_image_hdr __PRTOS_IMAGE_HDR = {
    .start_signature = PRTOSEF_PARTITION_MAGIC,
    .compilation_prtos_abi_version = PRTOS_SET_VERSION(PRTOS_ABI_VERSION, PRTOS_ABI_SUBVERSION, PRTOS_ABI_REVISION),
    .compilation_prtos_api_version = PRTOS_SET_VERSION(PRTOS_API_VERSION, PRTOS_API_SUBVERSION, PRTOS_API_REVISION),
    .page_table = (prtos_address_t)page_table,
    .page_table_size = sizeof page_table,
    .num_of_custom_files = 0,
    .custom_file_table = { { 0, 0 } },
    .end_signature = PRTOSEF_PARTITION_MAGIC,
};
