// SPDX-License-Identifier: Apache-2.0
// Executes instructions on the host for NativeOracleTest. Reads records from standard input, loads all registers a program
// can see, executes the code, and writes the state at the signal that ended it: INT3 behind the code, a fault of the code,
// or an alarm if it does not end. Linux, 32 bits, without a C library.
//
// Memory:
//   CODE            two pages, filled with INT3
//   DATA            pages 0 and 1 writable, 2 read-only; nothing below and above
//   window a        512 bytes across pages 0 and 1
//   window b        the last 64 bytes of page 1
//   GS              base DATA - 0x4000: 16-bit addresses reach the data; FS: base DATA - 0x12345000

#define PAGE 4096
#define CODE 0x10000000
#define DATA 0x20000000
#define WINDOW_A (DATA + PAGE - 384)
#define WINDOW_B (DATA + 2 * PAGE - 64)
#define A_LENGTH 512
#define B_LENGTH 64
#define ALARM 14
#define ENDLESS 0xFFFF

struct input {
    unsigned gpr[8];
    unsigned eflags;
    unsigned address;
    unsigned length;
    unsigned unused;
    unsigned char code[32];
    unsigned char fx[512];
    unsigned char a[A_LENGTH];
    unsigned char b[B_LENGTH];
} __attribute__((aligned(16)));

struct output {
    unsigned gpr[8];
    unsigned eflags;
    unsigned eip;
    unsigned trap;
    unsigned error;
    unsigned cr2;
    unsigned fs;
    unsigned gs;
    unsigned unused;
    unsigned char fx[512];
    unsigned char a[A_LENGTH];
    unsigned char b[B_LENGTH];
} __attribute__((aligned(16)));

struct input input;
struct output output;
unsigned saved_stack;
unsigned segment_fs;
unsigned segment_gs;
static unsigned char signal_stack[65536] __attribute__((aligned(16)));

static int system_call(int number, int first, const void *second, int third, int fourth) {
    int result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "0"(number), "b"(first), "c"(second), "d"(third), "S"(fourth)
                     : "memory");
    return result;
}

__asm__(".text\n"
        "run:\n"
        "    pushal\n"
        "    movl %esp, saved_stack\n"
        "    movw segment_fs, %fs\n"
        "    movw segment_gs, %gs\n"
        "    fxrstor input+80\n"
        "    pushl input+32\n"
        "    popfl\n"
        "    movl input+0, %eax\n"
        "    movl input+4, %ecx\n"
        "    movl input+8, %edx\n"
        "    movl input+12, %ebx\n"
        "    movl input+20, %ebp\n"
        "    movl input+24, %esi\n"
        "    movl input+28, %edi\n"
        "    movl input+16, %esp\n"
        "    jmp *input+36\n"
        "handler:\n"
        "    pushl $0x202\n"
        "    popfl\n"
        "    movl 4(%esp), %eax\n"
        "    movl 12(%esp), %edx\n"
        "    pushl %edx\n"
        "    pushl %eax\n"
        "    call keep\n"
        "    movl saved_stack, %esp\n"
        "    popal\n"
        "    ret\n");

void run(void);
void handler(void);

static void copy(unsigned char *to, const unsigned char *from, int length) {
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(length) : : "memory");
}

static void timer(int seconds) {
    int interval[4] = {0, 0, seconds, 0};
    system_call(104, 0, interval, 0, 0);
}

static void fill(unsigned char *to, int length) {
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(length) : "a"(0xCC) : "memory");
}

// The words of the context that Linux pushes for a signal; the FXSAVE image lies behind the old FSAVE image.
void keep(int signal, const unsigned *context) {
    static const unsigned char order[8] = {16, 15, 14, 13, 12, 11, 10, 9};
    for (int n = 0; n < 8; n++) {
        output.gpr[n] = context[order[n]];
    }
    output.gs = context[5] & 0xFFFF;
    output.fs = context[6] & 0xFFFF;
    output.trap = signal == ALARM ? ENDLESS : context[17];
    output.error = context[18];
    output.eip = context[19];
    output.eflags = context[21];
    output.cr2 = context[26];
    copy(output.fx, (const unsigned char *)context[24] + 112, sizeof output.fx);
}

static void transfer(int number, int file, void *record, int length) {
    int done = 0;
    while (done < length) {
        int part = system_call(number, file, (char *)record + done, length - done, 0);
        if (part <= 0) {
            system_call(1, 0, 0, 0, 0);
        }
        done += part;
    }
}

static void map(unsigned address, unsigned length) {
    unsigned arguments[6] = {address, length, 7, 0x32, -1, 0};
    system_call(90, (int)arguments, 0, 0, 0);
}

static void catch(int signal) {
    // Handler with context, on its own stack, not blocked inside, no restorer, no mask: it never returns.
    unsigned action[5] = {(unsigned)handler, 0x48000004, 0, 0, 0};
    system_call(174, signal, action, 0, 8);
}

static unsigned segment(unsigned base) {
    // Entry chosen by the kernel; 32-bit, limit in pages, usable.
    unsigned descriptor[4] = {-1, base, 0xFFFFF, 0x51};
    system_call(243, (int)descriptor, 0, 0, 0);
    return descriptor[0] * 8 | 3;
}

void _start(void) {
    unsigned stack[3] = {(unsigned)signal_stack, 0, sizeof signal_stack};
    unsigned hello[4];
    map(CODE, 2 * PAGE);
    map(DATA, 3 * PAGE);
    system_call(125, DATA + 2 * PAGE, (void *)PAGE, 1, 0);
    // Present from the start, so that a store to it is a violation.
    (void)*(volatile unsigned *)(DATA + 2 * PAGE);
    system_call(186, (int)stack, 0, 0, 0);
    catch(4);
    catch(5);
    catch(7);
    catch(8);
    catch(11);
    catch(ALARM);
    segment_fs = segment(DATA - 0x12345000);
    segment_gs = segment(DATA - 0x4000);
    __asm__ volatile("movl %%cs, %0" : "=r"(hello[0]));
    __asm__ volatile("movl %%ds, %0" : "=r"(hello[1]));
    hello[2] = segment_fs;
    hello[3] = segment_gs;
    transfer(4, 1, hello, sizeof hello);
    fill((unsigned char *)CODE, 2 * PAGE);
    for (;;) {
        transfer(3, 0, &input, sizeof input);
        copy((unsigned char *)input.address, input.code, input.length);
        copy((unsigned char *)WINDOW_A, input.a, A_LENGTH);
        copy((unsigned char *)WINDOW_B, input.b, B_LENGTH);
        timer(2);
        run();
        timer(0);
        copy(output.a, (unsigned char *)WINDOW_A, A_LENGTH);
        copy(output.b, (unsigned char *)WINDOW_B, B_LENGTH);
        fill((unsigned char *)input.address, input.length);
        transfer(4, 1, &output, sizeof output);
    }
}
