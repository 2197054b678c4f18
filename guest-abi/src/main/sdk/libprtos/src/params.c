/* SPDX-License-Identifier: Apache-2.0 */
/* Control tables, memory map and port bitmap of each vCPU. */
#include <prtos.h>

struct lib_prtos_params lib_prtos_params;

/*
 * Distance of the control tables. The field part_ctrl_table_size leaves out the port bitmap, of which the hypervisor
 * counts a byte for every 32 ports and a word for the rest.
 */
static prtos_u32_t table_distance(const partition_control_table_t *pct)
{
    prtos_u32_t ports = pct->num_of_comm_ports;

    return sizeof(partition_control_table_t) + pct->num_of_physical_mem_areas * sizeof(struct prtos_physical_mem_map) +
           (ports >> 5) + ((ports & 31) != 0 ? 4 : 0);
}

__stdcall void init_libprtos(partition_control_table_t *pct)
{
    prtos_id_t vcpu = prtos_get_vcpuid();
    partition_control_table_t *own = (partition_control_table_t *)((prtos_address_t)pct + vcpu * table_distance(pct));
    struct prtos_physical_mem_map *map = (struct prtos_physical_mem_map *)(own + 1);

    lib_prtos_params.part_ctrl_table[0] = pct;
    lib_prtos_params.part_ctrl_table[vcpu] = own;
    lib_prtos_params.part_mem_map[vcpu] = map;
    lib_prtos_params.comm_port_bitmap[vcpu] = (prtos_word_t *)(map + own->num_of_physical_mem_areas);
    init_batch();
    init_arch_libprtos();
}

void init_arch_libprtos(void)
{
    /* This processor needs nothing. */
}

prtos_u32_t prtos_get_number_vcpus(void)
{
    return lib_prtos_params.part_ctrl_table[0] != 0 ? lib_prtos_params.part_ctrl_table[0]->num_of_vcpus : 1;
}

/* A partition with one vCPU need not ask which one it is. */
static prtos_id_t this_vcpu(void)
{
    return prtos_get_number_vcpus() > 1 ? prtos_get_vcpuid() : 0;
}

partition_control_table_t *prtos_get_pct(void)
{
    return lib_prtos_params.part_ctrl_table[this_vcpu()];
}

partition_control_table_t *prtos_get_pct0(void)
{
    return lib_prtos_params.part_ctrl_table[0];
}

struct prtos_physical_mem_map *prtos_get_partition_mmap(void)
{
    return lib_prtos_params.part_mem_map[this_vcpu()];
}

prtos_word_t *prtos_get_commport_bitmap(void)
{
    return lib_prtos_params.comm_port_bitmap[this_vcpu()];
}
