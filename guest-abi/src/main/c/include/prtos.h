/* SPDX-License-Identifier: Apache-2.0 */
/* What a partition sees of PRTOS on 32-bit x86: numbers, structures and one inline function per hypercall. */
#ifndef PRTOS_H
#define PRTOS_H

#include <stddef.h>
#include <stdint.h>

/* ---- results ---------------------------------------------------------------------------------- */

enum {
    PRTOS_OK = 0,
    PRTOS_NO_ACTION = -1,
    PRTOS_UNKNOWN_HYPERCALL = -2,
    PRTOS_INVALID_PARAM = -3,
    PRTOS_PERM_ERROR = -4,
    PRTOS_INVALID_CONFIG = -5,
    PRTOS_INVALID_MODE = -6,
    PRTOS_OP_NOT_ALLOWED = -7,
    PRTOS_MULTICALL_ERROR = -8,
};

/* ---- hypercall numbers (EAX) ------------------------------------------------------------------ */

enum {
    HYPERCALL_MULTICALL = 0,
    HYPERCALL_HALT_PARTITION = 1,
    HYPERCALL_SUSPEND_PARTITION = 2,
    HYPERCALL_RESUME_PARTITION = 3,
    HYPERCALL_RESET_PARTITION = 4,
    HYPERCALL_SHUTDOWN_PARTITION = 5,
    HYPERCALL_HALT_SYSTEM = 6,
    HYPERCALL_RESET_SYSTEM = 7,
    HYPERCALL_IDLE_SELF = 8,
    HYPERCALL_GET_TIME = 9,
    HYPERCALL_SET_TIMER = 10,
    HYPERCALL_READ_OBJECT = 11,
    HYPERCALL_WRITE_OBJECT = 12,
    HYPERCALL_SEEK_OBJECT = 13,
    HYPERCALL_CTRL_OBJECT = 14,
    HYPERCALL_CLEAR_IRQMASK = 15,
    HYPERCALL_SET_IRQMASK = 16,
    HYPERCALL_SET_IRQPEND = 17,
    HYPERCALL_CLEAR_IRQPEND = 18,
    HYPERCALL_ROUTE_IRQ = 19,
    HYPERCALL_UPDATE_PAGE32 = 20,
    HYPERCALL_SET_PAGE_TYPE = 21,
    HYPERCALL_INVLD_TLB = 22,
    HYPERCALL_RAISE_IPVI = 23,
    HYPERCALL_RAISE_PARTITION_IPVI = 24,
    HYPERCALL_OVERRIDE_TRAP_HNDL = 25,
    HYPERCALL_SWITCH_SCHED_PLAN = 26,
    HYPERCALL_GET_GID_BY_NAME = 27,
    HYPERCALL_RESET_VCPU = 28,
    HYPERCALL_HALT_VCPU = 29,
    HYPERCALL_SUSPEND_VCPU = 30,
    HYPERCALL_RESUME_VCPU = 31,
    HYPERCALL_GET_VCPUID = 32,
    HYPERCALL_X86_LOAD_CR0 = 33,
    HYPERCALL_X86_LOAD_CR3 = 34,
    HYPERCALL_X86_LOAD_CR4 = 35,
    HYPERCALL_X86_LOAD_TSS = 36,
    HYPERCALL_X86_LOAD_GDT = 37,
    HYPERCALL_X86_LOAD_IDTR = 38,
    HYPERCALL_X86_UPDATE_SS_SP = 39,
    HYPERCALL_X86_UPDATE_GDT = 40,
    HYPERCALL_X86_UPDATE_IDT = 41,
    HYPERCALL_X86_SET_IF = 42,
    HYPERCALL_X86_CLEAR_IF = 43,
};

/* ---- arguments -------------------------------------------------------------------------------- */

enum { PRTOS_HW_CLOCK = 0, PRTOS_EXEC_CLOCK = 1 };
enum { PRTOS_COLD_RESET = 0, PRTOS_WARM_RESET = 1 };
enum { PRTOS_TRAP_TYPE = 0, PRTOS_HWIRQ_TYPE = 1, PRTOS_EXTIRQ_TYPE = 2 };
enum { PRTOS_PARTITION_NAME = 0, PRTOS_PLAN_NAME = 1 };
enum { PRTOS_OBJ_SEEK_CUR = 0, PRTOS_OBJ_SEEK_SET = 1, PRTOS_OBJ_SEEK_END = 2 };
enum { PRTOS_PAGE_STANDARD = 0, PRTOS_PAGE_DIRECTORY = 1, PRTOS_PAGE_TABLE = 2 };

/* Extended interrupts. */
enum {
    PRTOS_EXT_HW_TIMER = 0,
    PRTOS_EXT_EXEC_TIMER = 1,
    PRTOS_EXT_SHUTDOWN = 3,
    PRTOS_EXT_SAMPLING_PORT = 4,
    PRTOS_EXT_QUEUING_PORT = 5,
    PRTOS_EXT_CYCLIC_SLOT_START = 8,
    PRTOS_EXT_MEM_PROTECT = 16,
    PRTOS_EXT_IPVI0 = 24,
};

/* Selectors. */
enum {
    PRTOS_GATE_HYPERCALL = 0x108,
    PRTOS_GATE_IRET = 0x118,
    PRTOS_GUEST_CS = 0x139,
    PRTOS_GUEST_DS = 0x141,
};

#define PRTOS_KERNEL_BASE 0xFC000000u   /* first linear address a partition can not use */
#define PRTOS_HYPERVISOR_ID 0xFFu       /* in descriptors: the hypervisor itself */
#define PRTOS_IFLAG 0x200u              /* virtual interrupt flag in pct.iflags */
#define PRTOS_CONSOLE_MAX 128u          /* bytes of one console write */
#define PRTOS_NAME_LENGTH 16u

/* ---- partition control table ------------------------------------------------------------------ */

struct prtos_dtr {                      /* descriptor-table register image */
    uint16_t limit;
    uint32_t base;
} __attribute__((packed));

struct prtos_pct {
    uint32_t magic;
    uint32_t prtos_version;
    uint32_t abi_version;
    uint32_t api_version;
    uint32_t table_size;                /* bytes, without the port bitmap */
    uint32_t reset_counter;
    uint32_t reset_status;
    uint32_t cpu_khz;
    uint32_t id;                        /* bits 0..7 partition, bits 8.. vCPU */
    uint32_t num_of_vcpus;
    uint32_t flags;
    uint32_t image_start;
    uint32_t hw_irqs;
    uint32_t num_of_memory_areas;
    uint32_t num_of_ports;
    char name[PRTOS_NAME_LENGTH];
    uint32_t iflags;
    uint32_t hw_irqs_pend;
    uint32_t hw_irqs_mask;
    uint32_t ext_irqs_pend;
    uint32_t ext_irqs_mask;
    struct prtos_dtr gdtr;
    struct prtos_dtr idtr;
    uint32_t max_idt_vec;
    uint32_t tr;
    uint32_t cr4;
    uint32_t cr3;
    uint32_t cr2;
    uint32_t cr0;
    uint32_t slot_index;
    uint32_t slot_id;
    uint32_t slot_duration_us;
    uint16_t trap_to_vector[32];
    uint16_t hw_irq_to_vector[32];
    uint16_t ext_irq_to_vector[32];
};

struct prtos_memory_area {              /* array behind the control table */
    char name[PRTOS_NAME_LENGTH];
    uint32_t start;                     /* physical */
    uint32_t mapped_at;                 /* linear */
    uint32_t size;                      /* bytes */
    uint32_t flags;
};

_Static_assert(offsetof(struct prtos_pct, name) == 60, "control table layout");
_Static_assert(offsetof(struct prtos_pct, gdtr) == 96, "control table layout");
_Static_assert(offsetof(struct prtos_pct, max_idt_vec) == 108, "control table layout");
_Static_assert(offsetof(struct prtos_pct, ext_irq_to_vector) == 272, "control table layout");
_Static_assert(sizeof(struct prtos_pct) == 336, "control table layout");
_Static_assert(sizeof(struct prtos_memory_area) == 32, "memory map layout");

/* ---- objects ---------------------------------------------------------------------------------- */

enum {
    PRTOS_CLASS_CONSOLE = 1,
    PRTOS_CLASS_TRACE = 2,
    PRTOS_CLASS_SAMPLING = 3,
    PRTOS_CLASS_QUEUING = 4,
    PRTOS_CLASS_MEMORY = 5,
    PRTOS_CLASS_HM = 6,
    PRTOS_CLASS_STATUS = 7,
};

enum { PRTOS_PORT_CREATE = 0, PRTOS_PORT_STATUS = 1, PRTOS_PORT_INFO = 2 };
enum { PRTOS_DESTINATION_PORT = 1, PRTOS_SOURCE_PORT = 2 };
enum { PRTOS_MESSAGE_VALID = 1 };
enum {
    PRTOS_STATUS_GET = 0,               /* system (id 0xFF) or partition */
    PRTOS_STATUS_PLAN = 1,
    PRTOS_STATUS_SET_OPMODE = 2,
    PRTOS_STATUS_PAGE = 3,
    PRTOS_STATUS_VCPU = 4,
};
enum { PRTOS_STATE_IDLE = 0, PRTOS_STATE_READY = 1, PRTOS_STATE_SUSPENDED = 2, PRTOS_STATE_HALTED = 3 };

struct prtos_sampling_create {
    const char *name;
    uint32_t max_msg_size;
    uint32_t direction;
    int64_t valid_period_us;
} __attribute__((packed));

struct prtos_queuing_create {           /* the kernel checks 24 bytes, the size of its largest argument */
    const char *name;
    uint32_t max_num_of_msgs;
    uint32_t max_msg_size;
    uint32_t direction;
    uint32_t unused[2];
};

struct prtos_system_status {
    uint32_t reset_counter;
    uint64_t num_of_hm_events;
    uint64_t num_of_irqs;
    uint64_t current_maf;
    uint64_t sampling_msgs_read;
    uint64_t sampling_msgs_written;
    uint64_t queuing_msgs_sent;
    uint64_t queuing_msgs_received;
} __attribute__((packed));

struct prtos_partition_status {
    uint32_t state;
    uint32_t op_mode;
    uint64_t num_of_virqs;
    uint32_t reset_counter;
    uint32_t reset_status;
    int64_t exec_clock_us;
    uint64_t sampling_msgs_read;
    uint64_t sampling_msgs_written;
    uint64_t queuing_msgs_sent;
    uint64_t queuing_msgs_received;
} __attribute__((packed));

struct prtos_plan_status {
    int64_t switch_time_us;
    int32_t next;
    int32_t current;
    int32_t prev;
} __attribute__((packed));

union prtos_status {                    /* the kernel checks 64 bytes whatever the command */
    struct prtos_system_status system;
    struct prtos_partition_status partition;
    struct prtos_plan_status plan;
    uint8_t bytes[64];
};

struct prtos_hm_log {
    uint16_t signature;
    uint16_t checksum;
    uint32_t op_code_hi;
    uint32_t op_code_lo;                /* bits 0..7 partition, 8..15 vCPU, 16..31 event */
    int64_t timestamp_us;
    uint32_t payload[4];
} __attribute__((packed));

_Static_assert(sizeof(struct prtos_sampling_create) == 20, "sampling create layout");
_Static_assert(sizeof(struct prtos_queuing_create) == 24, "queuing create layout");
_Static_assert(sizeof(struct prtos_system_status) == 60, "system status layout");
_Static_assert(sizeof(struct prtos_partition_status) == 64, "partition status layout");
_Static_assert(sizeof(struct prtos_plan_status) == 20, "plan status layout");
_Static_assert(sizeof(struct prtos_hm_log) == 36, "log record layout");

/* ---- image header ----------------------------------------------------------------------------- */

#define PRTOS_IMAGE_SIGNATURE 0x24584D69u
#define PRTOS_ABI_VERSION 0x00010000u
#define PRTOS_API_VERSION 0x00010000u

/* ---- hypercalls ------------------------------------------------------------------------------- */

/*
 * The gate preserves the argument registers except in a few calls; as in-out operands they are right for all.
 * It reads one dword at SS:ESP, so a stack must be loaded before the first call.
 */
static inline int32_t prtos_hypercall(uint32_t number, uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e)
{
    __asm__ volatile("lcall $0x108, $0"
                     : "+a"(number), "+b"(a), "+c"(b), "+d"(c), "+S"(d), "+D"(e)
                     :
                     : "memory", "cc");
    return (int32_t)number;
}

static inline int32_t prtos_hypercall0(uint32_t number)
{
    __asm__ volatile("lcall $0x108, $0" : "+a"(number) : : "memory", "cc");
    return (int32_t)number;
}

static inline int32_t prtos_hypercall1(uint32_t number, uint32_t a)
{
    __asm__ volatile("lcall $0x108, $0" : "+a"(number), "+b"(a) : : "memory", "cc");
    return (int32_t)number;
}

static inline int32_t prtos_hypercall2(uint32_t number, uint32_t a, uint32_t b)
{
    __asm__ volatile("lcall $0x108, $0" : "+a"(number), "+b"(a), "+c"(b) : : "memory", "cc");
    return (int32_t)number;
}

static inline int32_t prtos_hypercall3(uint32_t number, uint32_t a, uint32_t b, uint32_t c)
{
    __asm__ volatile("lcall $0x108, $0" : "+a"(number), "+b"(a), "+c"(b), "+d"(c) : : "memory", "cc");
    return (int32_t)number;
}

static inline int32_t prtos_hypercall4(uint32_t number, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    __asm__ volatile("lcall $0x108, $0" : "+a"(number), "+b"(a), "+c"(b), "+d"(c), "+S"(d) : : "memory", "cc");
    return (int32_t)number;
}

static inline int32_t prtos_multicall(void *start, void *end)
{
    return prtos_hypercall2(HYPERCALL_MULTICALL, (uint32_t)start, (uint32_t)end);
}

static inline int32_t prtos_halt_partition(uint32_t id)
{
    return prtos_hypercall1(HYPERCALL_HALT_PARTITION, id);
}

static inline int32_t prtos_suspend_partition(uint32_t id)
{
    return prtos_hypercall1(HYPERCALL_SUSPEND_PARTITION, id);
}

static inline int32_t prtos_resume_partition(uint32_t id)
{
    return prtos_hypercall1(HYPERCALL_RESUME_PARTITION, id);
}

static inline int32_t prtos_reset_partition(uint32_t id, uint32_t mode, uint32_t status)
{
    return prtos_hypercall3(HYPERCALL_RESET_PARTITION, id, mode, status);
}

static inline int32_t prtos_shutdown_partition(uint32_t id)
{
    return prtos_hypercall1(HYPERCALL_SHUTDOWN_PARTITION, id);
}

static inline int32_t prtos_halt_system(void)
{
    return prtos_hypercall0(HYPERCALL_HALT_SYSTEM);
}

static inline int32_t prtos_reset_system(uint32_t mode)
{
    return prtos_hypercall1(HYPERCALL_RESET_SYSTEM, mode);
}

static inline int32_t prtos_idle_self(void)
{
    return prtos_hypercall0(HYPERCALL_IDLE_SELF);
}

static inline int32_t prtos_get_time(uint32_t clock, int64_t *time_us)
{
    return prtos_hypercall2(HYPERCALL_GET_TIME, clock, (uint32_t)time_us);
}

static inline int32_t prtos_set_timer(uint32_t clock, int64_t abs_us, int64_t interval_us)
{
    return prtos_hypercall(HYPERCALL_SET_TIMER, clock, (uint32_t)abs_us, (uint32_t)(abs_us >> 32),
                           (uint32_t)interval_us, (uint32_t)(interval_us >> 32));
}

static inline int32_t prtos_read_object(uint32_t descriptor, void *buffer, uint32_t size, uint32_t *flags)
{
    return prtos_hypercall4(HYPERCALL_READ_OBJECT, descriptor, (uint32_t)buffer, size, (uint32_t)flags);
}

static inline int32_t prtos_write_object(uint32_t descriptor, const void *buffer, uint32_t size, uint32_t *flags)
{
    return prtos_hypercall4(HYPERCALL_WRITE_OBJECT, descriptor, (uint32_t)buffer, size, (uint32_t)flags);
}

static inline int32_t prtos_seek_object(uint32_t descriptor, int32_t offset, uint32_t whence)
{
    return prtos_hypercall3(HYPERCALL_SEEK_OBJECT, descriptor, (uint32_t)offset, whence);
}

static inline int32_t prtos_ctrl_object(uint32_t descriptor, uint32_t command, void *argument)
{
    return prtos_hypercall3(HYPERCALL_CTRL_OBJECT, descriptor, command, (uint32_t)argument);
}

static inline int32_t prtos_clear_irqmask(uint32_t hw, uint32_t ext)
{
    return prtos_hypercall2(HYPERCALL_CLEAR_IRQMASK, hw, ext);
}

static inline int32_t prtos_set_irqmask(uint32_t hw, uint32_t ext)
{
    return prtos_hypercall2(HYPERCALL_SET_IRQMASK, hw, ext);
}

static inline int32_t prtos_set_irqpend(uint32_t hw, uint32_t ext)
{
    return prtos_hypercall2(HYPERCALL_SET_IRQPEND, hw, ext);
}

static inline int32_t prtos_clear_irqpend(uint32_t hw, uint32_t ext)
{
    return prtos_hypercall2(HYPERCALL_CLEAR_IRQPEND, hw, ext);
}

static inline int32_t prtos_route_irq(uint32_t type, uint32_t irq, uint32_t vector)
{
    return prtos_hypercall3(HYPERCALL_ROUTE_IRQ, type, irq, vector);
}

static inline int32_t prtos_update_page32(uint32_t physical, uint32_t value)
{
    return prtos_hypercall2(HYPERCALL_UPDATE_PAGE32, physical, value);
}

static inline int32_t prtos_set_page_type(uint32_t physical, uint32_t type)
{
    return prtos_hypercall2(HYPERCALL_SET_PAGE_TYPE, physical, type);
}

static inline int32_t prtos_invld_tlb(uint32_t linear)
{
    return prtos_hypercall1(HYPERCALL_INVLD_TLB, linear);
}

static inline int32_t prtos_raise_ipvi(uint32_t ext_irq)
{
    return prtos_hypercall1(HYPERCALL_RAISE_IPVI, ext_irq);
}

static inline int32_t prtos_raise_partition_ipvi(uint32_t id, uint32_t ext_irq)
{
    return prtos_hypercall2(HYPERCALL_RAISE_PARTITION_IPVI, id, ext_irq);
}

static inline int32_t prtos_switch_sched_plan(uint32_t plan, uint32_t *current)
{
    return prtos_hypercall2(HYPERCALL_SWITCH_SCHED_PLAN, plan, (uint32_t)current);
}

static inline int32_t prtos_get_gid_by_name(const char *name, uint32_t entity)
{
    return prtos_hypercall2(HYPERCALL_GET_GID_BY_NAME, (uint32_t)name, entity);
}

static inline int32_t prtos_reset_vcpu(uint32_t vcpu, uint32_t directory, uint32_t entry, uint32_t status)
{
    return prtos_hypercall4(HYPERCALL_RESET_VCPU, vcpu, directory, entry, status);
}

static inline int32_t prtos_halt_vcpu(uint32_t vcpu)
{
    return prtos_hypercall1(HYPERCALL_HALT_VCPU, vcpu);
}

static inline int32_t prtos_suspend_vcpu(uint32_t vcpu)
{
    return prtos_hypercall1(HYPERCALL_SUSPEND_VCPU, vcpu);
}

static inline int32_t prtos_resume_vcpu(uint32_t vcpu)
{
    return prtos_hypercall1(HYPERCALL_RESUME_VCPU, vcpu);
}

static inline int32_t prtos_get_vcpuid(void)
{
    return prtos_hypercall0(HYPERCALL_GET_VCPUID);
}

static inline int32_t prtos_x86_load_cr0(uint32_t value)
{
    return prtos_hypercall1(HYPERCALL_X86_LOAD_CR0, value);
}

static inline int32_t prtos_x86_load_cr3(uint32_t value)
{
    return prtos_hypercall1(HYPERCALL_X86_LOAD_CR3, value);
}

static inline int32_t prtos_x86_load_cr4(uint32_t value)
{
    return prtos_hypercall1(HYPERCALL_X86_LOAD_CR4, value);
}

static inline int32_t prtos_x86_load_tss(const void *tss)
{
    return prtos_hypercall1(HYPERCALL_X86_LOAD_TSS, (uint32_t)tss);
}

static inline int32_t prtos_x86_load_gdt(const struct prtos_dtr *gdtr)
{
    return prtos_hypercall1(HYPERCALL_X86_LOAD_GDT, (uint32_t)gdtr);
}

static inline int32_t prtos_x86_load_idtr(const struct prtos_dtr *idtr)
{
    return prtos_hypercall1(HYPERCALL_X86_LOAD_IDTR, (uint32_t)idtr);
}

static inline int32_t prtos_x86_update_ss_sp(uint32_t ss, uint32_t sp, uint32_t level)
{
    return prtos_hypercall3(HYPERCALL_X86_UPDATE_SS_SP, ss, sp, level);
}

static inline int32_t prtos_x86_update_gdt(uint32_t index, uint64_t *descriptor)
{
    return prtos_hypercall2(HYPERCALL_X86_UPDATE_GDT, index, (uint32_t)descriptor);
}

static inline int32_t prtos_x86_update_idt(uint32_t vector, const uint64_t *gate)
{
    return prtos_hypercall2(HYPERCALL_X86_UPDATE_IDT, vector, (uint32_t)gate);
}

static inline void prtos_x86_set_if(void)
{
    (void)prtos_hypercall0(HYPERCALL_X86_SET_IF);
}

static inline void prtos_x86_clear_if(void)
{
    (void)prtos_hypercall0(HYPERCALL_X86_CLEAR_IF);
}

/* ---- objects, composed ------------------------------------------------------------------------ */

extern const volatile struct prtos_pct *prtos_pct;  /* own control table; set by the start-up code */

static inline uint32_t prtos_partition_self(void)
{
    return prtos_pct->id & 0xFFu;
}

static inline uint32_t prtos_descriptor(uint32_t class, uint32_t partition, uint32_t object)
{
    return class << 24 | partition << 10 | object;
}

static inline int32_t prtos_write_console(const char *text, uint32_t length)
{
    return prtos_write_object(prtos_descriptor(PRTOS_CLASS_CONSOLE, prtos_partition_self(), 0), text, length, NULL);
}

/* The result of the create calls is the port number, or an error. */
static inline int32_t prtos_create_sampling_port(const char *name, uint32_t max_msg_size, uint32_t direction,
                                                 int64_t valid_period_us)
{
    struct prtos_sampling_create create = { name, max_msg_size, direction, valid_period_us };
    return prtos_ctrl_object(prtos_descriptor(PRTOS_CLASS_SAMPLING, prtos_partition_self(), 0), PRTOS_PORT_CREATE,
                             &create);
}

static inline int32_t prtos_write_sampling_message(uint32_t port, const void *message, uint32_t size)
{
    return prtos_write_object(prtos_descriptor(PRTOS_CLASS_SAMPLING, prtos_partition_self(), port), message, size,
                              NULL);
}

static inline int32_t prtos_read_sampling_message(uint32_t port, void *message, uint32_t size, uint32_t *flags)
{
    return prtos_read_object(prtos_descriptor(PRTOS_CLASS_SAMPLING, prtos_partition_self(), port), message, size,
                             flags);
}

static inline int32_t prtos_create_queuing_port(const char *name, uint32_t max_num_of_msgs, uint32_t max_msg_size,
                                                uint32_t direction)
{
    struct prtos_queuing_create create = { name, max_num_of_msgs, max_msg_size, direction, { 0, 0 } };
    return prtos_ctrl_object(prtos_descriptor(PRTOS_CLASS_QUEUING, prtos_partition_self(), 0), PRTOS_PORT_CREATE,
                             &create);
}

static inline int32_t prtos_send_queuing_message(uint32_t port, const void *message, uint32_t size)
{
    return prtos_write_object(prtos_descriptor(PRTOS_CLASS_QUEUING, prtos_partition_self(), port), message, size,
                              NULL);
}

static inline int32_t prtos_receive_queuing_message(uint32_t port, void *message, uint32_t size)
{
    return prtos_read_object(prtos_descriptor(PRTOS_CLASS_QUEUING, prtos_partition_self(), port), message, size,
                             NULL);
}

static inline int32_t prtos_get_system_status(union prtos_status *status)
{
    return prtos_ctrl_object(prtos_descriptor(PRTOS_CLASS_STATUS, PRTOS_HYPERVISOR_ID, 0), PRTOS_STATUS_GET, status);
}

static inline int32_t prtos_get_partition_status(uint32_t id, union prtos_status *status)
{
    return prtos_ctrl_object(prtos_descriptor(PRTOS_CLASS_STATUS, id, 0), PRTOS_STATUS_GET, status);
}

static inline int32_t prtos_get_plan_status(union prtos_status *status)
{
    return prtos_ctrl_object(prtos_descriptor(PRTOS_CLASS_STATUS, prtos_partition_self(), 0), PRTOS_STATUS_PLAN,
                             status);
}

/* Reads the next record of the health-monitor log: its length in bytes, 0 if there is none, or an error. */
static inline int32_t prtos_hm_read(struct prtos_hm_log *log)
{
    return prtos_read_object(prtos_descriptor(PRTOS_CLASS_HM, PRTOS_HYPERVISOR_ID, 0), log, sizeof *log, NULL);
}

#endif
