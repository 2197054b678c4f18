/* SPDX-License-Identifier: Apache-2.0 */
/* Image header, stack and page-table pool of a partition. */

    .equ STACK_SIZE, 16 * 1024
    .equ POOL_SIZE, 16 * 4096   /* directory, and a table per 4 MiB slot touched by areas, container and loader */

    .section .prtos_image_hdr, "a", @progbits
    .globl prtos_image_hdr
prtos_image_hdr:
    .long 0x24584D69            /* start signature */
    .long 0x00010000            /* ABI 1.0.0 */
    .long 0x00010000            /* API 1.0.0 */
    .long page_table_pool
    .long POOL_SIZE
    .long 0                     /* no custom files */
    .long 0, 0, 0, 0, 0, 0
    .long 0x24584D69            /* end signature */

    .section .noinit.stack, "aw", @nobits
    .balign 16
    .skip STACK_SIZE
    .globl stack_top
stack_top:

    .section .noinit.pool, "aw", @nobits
    .balign 4096
    .globl page_table_pool
page_table_pool:
    .skip POOL_SIZE

    .section .note.GNU-stack, "", @progbits
