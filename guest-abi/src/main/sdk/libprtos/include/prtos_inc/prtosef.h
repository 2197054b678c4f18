/* SPDX-License-Identifier: Apache-2.0 */
/* Header of a partition image. */
#ifndef PRTOS_INC_PRTOSEF_H
#define PRTOS_INC_PRTOSEF_H

#include <prtos_inc/config.h>
#include <prtos_inc/arch/arch_types.h>

#define PRTOSEF_PARTITION_MAGIC 0x24584D69

#define PRTOS_SET_VERSION(version, subversion, revision)                                                               \
    ((((version)&0xFF) << 16) | (((subversion)&0xFF) << 8) | ((revision)&0xFF))
#define PRTOS_GET_VERSION(word) (((word) >> 16) & 0xFF)
#define PRTOS_GET_SUBVERSION(word) (((word) >> 8) & 0xFF)
#define PRTOS_GET_REVISION(word) ((word)&0xFF)

#define PRTOS_ABI_VERSION 1
#define PRTOS_ABI_SUBVERSION 0
#define PRTOS_ABI_REVISION 0
#define PRTOS_API_VERSION 1
#define PRTOS_API_SUBVERSION 0
#define PRTOS_API_REVISION 0

#ifndef __ASSEMBLY__

struct prtos_ef_custom_file {
    prtos_address_t start_addr;         /* where the file is loaded */
    prtos_u_size_t size;                /* bytes that there are at most, 0 for no limit */
};

struct prtos_image_hdr {
    prtos_u32_t start_signature;
    prtos_u32_t compilation_prtos_abi_version;
    prtos_u32_t compilation_prtos_api_version;
    prtos_address_t page_table;         /* where the hypervisor builds the page tables: page aligned, in the image */
    prtos_u_size_t page_table_size;     /* bytes */
    prtos_u32_t num_of_custom_files;
    struct prtos_ef_custom_file custom_file_table[CONFIG_MAX_NO_CUSTOMFILES];
    prtos_u32_t end_signature;
} __attribute__((packed));

#define __PRTOS_IMAGE_HDR __attribute__((section(".prtos_image_hdr"), used))

#endif

#endif
