/* SPDX-License-Identifier: Apache-2.0 */
/* Quicksort with an insertion sort below 12 elements. A unit fills and sorts 8192 integers. */
#include "kernel.h"

KERNEL("sort", SORT);

#define LENGTH 8192
#define SMALL 12

static int32_t numbers[LENGTH];

static void insertion_sort(int32_t *first, int32_t *last)
{
    for (int32_t *next = first + 1; next <= last; next++) {
        int32_t value = *next;
        int32_t *hole = next;
        for (; hole > first && hole[-1] > value; hole--) {
            *hole = hole[-1];
        }
        *hole = value;
    }
}

/* Partition by Hoare around the middle element; the smaller part by recursion, the larger in the loop. */
static void quicksort(int32_t *first, int32_t *last)
{
    while (last - first >= SMALL) {
        int32_t pivot = first[(last - first) / 2];
        int32_t *left = first;
        int32_t *right = last;

        while (left <= right) {
            while (*left < pivot) {
                left++;
            }
            while (*right > pivot) {
                right--;
            }
            if (left <= right) {
                int32_t value = *left;
                *left++ = *right;
                *right-- = value;
            }
        }
        if (right - first < last - left) {
            quicksort(first, right);
            first = left;
        } else {
            quicksort(left, last);
            last = right;
        }
    }
    insertion_sort(first, last);
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 7;
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        for (int i = 0; i < LENGTH; i++) {
            numbers[i] = (int32_t)next_random(&random);
        }
        quicksort(numbers, numbers + LENGTH - 1);
        for (int i = 1; i < LENGTH; i++) {
            hash += numbers[i - 1] > numbers[i];
        }
        hash = mix(mix(hash, (uint32_t)numbers[0]), (uint32_t)numbers[LENGTH / 3]);
    }
    return hash;
}
