// SPDX-License-Identifier: Apache-2.0
// Executes x87 instructions on the host for X87OracleTest: reads records from standard input, loads the state, executes
// one instruction, and writes the record back with the state after it. Linux, 32 bits, without a C library.

struct record {
    unsigned char image[108];
    unsigned char opcode;
    unsigned char modrm;
    unsigned short unused;
    unsigned flags;
    unsigned char memory[16];
};

static struct record record;
static unsigned char code[16];

static int system_call(int number, int first, void *second, int third) {
    int result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "0"(number), "b"(first), "c"(second), "d"(third)
                     : "memory");
    return result;
}

static void run(void) {
    unsigned char *next = code;
    unsigned flags = record.flags;
    *next++ = record.opcode;
    if (record.modrm < 0xC0) {
        *next++ = (record.modrm & 0x38) | 5;
        *(unsigned *)next = (unsigned)record.memory;
        next += 4;
    } else {
        *next++ = record.modrm;
    }
    *next++ = 0xC3;
    __asm__ volatile("frstor %1\n"
                     "pushl %0\n"
                     "popfl\n"
                     "call *%2\n"
                     "pushfl\n"
                     "popl %0\n"
                     "fnsave %1"
                     : "+r"(flags), "+m"(record.image)
                     : "r"(code)
                     : "eax", "memory", "cc");
    record.flags = flags;
}

void _start(void) {
    system_call(125, ((int)code) & -4096, (void *)8192, 7);
    for (;;) {
        int done = 0;
        while (done < (int)sizeof record) {
            int part = system_call(3, 0, (char *)&record + done, sizeof record - done);
            if (part <= 0) {
                system_call(1, 0, 0, 0);
            }
            done += part;
        }
        run();
        system_call(4, 1, &record, sizeof record);
    }
}
