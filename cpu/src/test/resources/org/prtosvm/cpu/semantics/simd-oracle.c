// SPDX-License-Identifier: Apache-2.0
// Executes MMX, SSE and SSE2 instructions on the host for SimdOracleTest: reads records from standard input, loads the FXSAVE
// image, registers and flags, executes the code at a fixed address, and writes the record back with the state after it. A
// fault ends a record with its vector plus 1 and the image of that moment. Linux, 32 bits, without a C library.

#define CODE 0x10000000
#define DATA 0x20000000
#define DATA_LENGTH 704

struct record {
    unsigned registers[8];
    unsigned flags;
    unsigned fault;
    unsigned unused[2];
    unsigned char image[512];
    unsigned char code[32];
    unsigned char data[DATA_LENGTH];
};

struct record record __attribute__((aligned(16)));
unsigned saved_stack;
static unsigned char signal_stack[65536];

static int system_call(int number, int first, const void *second, int third, int fourth) {
    int result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "0"(number), "b"(first), "c"(second), "d"(third), "S"(fourth)
                     : "memory");
    return result;
}

// In the handler: 8(%esp) is the frame of the interrupted code, with the vector at 48 and the address of the floating-point
// state at 76, whose FXSAVE image begins at 112.
__asm__(".text\n"
        "run:\n"
        "    pushal\n"
        "    movl %esp, saved_stack\n"
        "    fxrstor record+48\n"
        "    pushl record+32\n"
        "    popfl\n"
        "    movl record+0, %eax\n"
        "    movl record+4, %ecx\n"
        "    movl record+8, %edx\n"
        "    movl record+12, %ebx\n"
        "    movl record+20, %ebp\n"
        "    movl record+24, %esi\n"
        "    movl record+28, %edi\n"
        "    movl record+16, %esp\n"
        "    jmp 0x10000000\n"
        "back:\n"
        "    movl %eax, record+0\n"
        "    movl %ecx, record+4\n"
        "    movl %edx, record+8\n"
        "    movl %ebx, record+12\n"
        "    movl %esp, record+16\n"
        "    movl %ebp, record+20\n"
        "    movl %esi, record+24\n"
        "    movl %edi, record+28\n"
        "    movl saved_stack, %esp\n"
        "    pushfl\n"
        "    popl record+32\n"
        "    cld\n"
        "    fxsave record+48\n"
        "    popal\n"
        "    ret\n"
        "handler:\n"
        "    movl 56(%esp), %eax\n"
        "    incl %eax\n"
        "    movl %eax, record+36\n"
        "    movl 84(%esp), %esi\n"
        "    addl $112, %esi\n"
        "    movl $record+48, %edi\n"
        "    movl $128, %ecx\n"
        "    cld\n"
        "    rep movsl\n"
        "    movl saved_stack, %esp\n"
        "    popal\n"
        "    ret\n");

void run(void);
void back(void);
void handler(void);

static void transfer(int number, int file) {
    int done = 0;
    while (done < (int)sizeof record) {
        int part = system_call(number, file, (char *)&record + done, sizeof record - done, 0);
        if (part <= 0) {
            system_call(1, 0, 0, 0, 0);
        }
        done += part;
    }
}

static void map(unsigned address) {
    unsigned arguments[6] = {address, 4096, 7, 0x32, -1, 0};
    system_call(90, (int)arguments, 0, 0, 0);
}

static void catch(int signal) {
    // Handler, flags (on its own stack, not blocked inside), no restorer, no mask: it never returns.
    unsigned action[5] = {(unsigned)handler, 0x48000000, 0, 0, 0};
    system_call(174, signal, action, 0, 8);
}

void _start(void) {
    unsigned stack[3] = {(unsigned)signal_stack, 0, sizeof signal_stack};
    unsigned char *code = (unsigned char *)CODE;
    unsigned char *data = (unsigned char *)DATA;
    map(CODE);
    map(DATA);
    system_call(186, (int)stack, 0, 0, 0);
    catch(4);
    catch(5);
    catch(7);
    catch(8);
    catch(11);
    for (;;) {
        transfer(3, 0);
        for (int i = 0; i < (int)sizeof record.code; i++) {
            code[i] = record.code[i];
        }
        code[sizeof record.code] = 0xE9;
        *(unsigned *)(code + sizeof record.code + 1) = (unsigned)back - (CODE + sizeof record.code + 5);
        for (int i = 0; i < DATA_LENGTH; i++) {
            data[i] = record.data[i];
        }
        record.fault = 0;
        run();
        for (int i = 0; i < DATA_LENGTH; i++) {
            record.data[i] = data[i];
        }
        transfer(4, 1);
    }
}
