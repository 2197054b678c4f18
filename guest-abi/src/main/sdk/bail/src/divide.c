/* SPDX-License-Identifier: Apache-2.0 */
/* 64-bit division, which compilers call by these names: not every compiler comes with a 32-bit library that has them. */
#include <prtos_inc/arch/arch_types.h>

prtos_u64_t __udivmoddi4(prtos_u64_t dividend, prtos_u64_t divisor, prtos_u64_t *remainder);
prtos_u64_t __udivdi3(prtos_u64_t dividend, prtos_u64_t divisor);
prtos_u64_t __umoddi3(prtos_u64_t dividend, prtos_u64_t divisor);
prtos_s64_t __divdi3(prtos_s64_t dividend, prtos_s64_t divisor);
prtos_s64_t __moddi3(prtos_s64_t dividend, prtos_s64_t divisor);

/* Two divisions if the divisor has 32 bits, one bit at a time if not. */
prtos_u64_t __udivmoddi4(prtos_u64_t dividend, prtos_u64_t divisor, prtos_u64_t *remainder)
{
    prtos_u64_t quotient = 0;
    prtos_u64_t rest = 0;
    int bit;

    if (divisor >> 32 == 0) {
        prtos_u32_t low = (prtos_u32_t)dividend;
        prtos_u32_t high = (prtos_u32_t)(dividend >> 32) / (prtos_u32_t)divisor;
        prtos_u32_t carry = (prtos_u32_t)(dividend >> 32) % (prtos_u32_t)divisor;

        __asm__("divl %2" : "+a"(low), "+d"(carry) : "r"((prtos_u32_t)divisor) : "cc");
        quotient = (prtos_u64_t)high << 32 | low;
        rest = carry;
    } else {
        for (bit = 63; bit >= 0; bit--) {
            prtos_u32_t carry = (prtos_u32_t)(rest >> 63);

            rest = rest << 1 | (dividend >> bit & 1);
            if (carry || rest >= divisor) {
                rest -= divisor;
                quotient |= 1ULL << bit;
            }
        }
    }
    if (remainder != 0) {
        *remainder = rest;
    }
    return quotient;
}

prtos_u64_t __udivdi3(prtos_u64_t dividend, prtos_u64_t divisor)
{
    return __udivmoddi4(dividend, divisor, 0);
}

prtos_u64_t __umoddi3(prtos_u64_t dividend, prtos_u64_t divisor)
{
    prtos_u64_t remainder;

    __udivmoddi4(dividend, divisor, &remainder);
    return remainder;
}

static prtos_u64_t magnitude(prtos_s64_t value)
{
    return value < 0 ? -(prtos_u64_t)value : (prtos_u64_t)value;
}

prtos_s64_t __divdi3(prtos_s64_t dividend, prtos_s64_t divisor)
{
    prtos_u64_t quotient = __udivdi3(magnitude(dividend), magnitude(divisor));

    return (prtos_s64_t)((dividend < 0) != (divisor < 0) ? -quotient : quotient);
}

prtos_s64_t __moddi3(prtos_s64_t dividend, prtos_s64_t divisor)
{
    prtos_u64_t remainder = __umoddi3(magnitude(dividend), magnitude(divisor));

    return (prtos_s64_t)(dividend < 0 ? -remainder : remainder);
}
