/* SPDX-License-Identifier: Apache-2.0 */
/* Console text, sent line by line. */
#include <prtos.h>
#include <stdio.h>

#include "console.h"

#define LINE_LENGTH 511
#define WRITE_LENGTH 128                /* most that one service takes */

static struct {
    prtos_s32_t length;
    char text[LINE_LENGTH];
} lines[CONFIG_MAX_NO_VCPUS];

static void send(prtos_id_t vcpu)
{
    const char *text = lines[vcpu].text;
    prtos_s32_t left = lines[vcpu].length;

    lines[vcpu].length = 0;
    while (left > 0) {
        prtos_s32_t length = left < WRITE_LENGTH ? left : WRITE_LENGTH;

        prtos_write_console(text, length);
        text += length;
        left -= length;
    }
}

int putchar(int c)
{
    prtos_id_t vcpu = prtos_get_number_vcpus() > 1 ? prtos_get_vcpuid() : 0;

    lines[vcpu].text[lines[vcpu].length++] = (char)c;
    if (c == '\n' || c == '\r' || lines[vcpu].length == LINE_LENGTH) {
        send(vcpu);
    }
    return c;
}

void flush_console(void)
{
    send(prtos_get_vcpuid());
}
