// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual time: conversion between counts and microseconds, execution clocks and timers. Pure arithmetic; who asks when is the kernel's
 * business.
 */
@NullMarked
package org.prtosvm.prtos.time;

import org.jspecify.annotations.NullMarked;
