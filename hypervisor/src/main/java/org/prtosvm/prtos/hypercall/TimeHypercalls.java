// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.kernel.Charges;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.partition.Vcpu;
import org.prtosvm.prtos.time.VirtualTimer;

/** Clocks and timers. Source: ABI 02-hypercalls, 4.4; ABI 04-time-and-scheduling, 2 and 3. */
public final class TimeHypercalls {
    private static final int HW_CLOCK = 0;
    private static final int EXEC_CLOCK = 1;

    private final Kernel kernel;

    /**
     * Makes the handlers.
     *
     * @param kernel the system
     */
    public TimeHypercalls(Kernel kernel) {
        this.kernel = kernel;
    }

    private static boolean isClock(int clock) {
        return clock == HW_CLOCK || clock == EXEC_CLOCK;
    }

    private long now(Vcpu caller, int clock) {
        return clock == HW_CLOCK ? kernel.nowUs() : kernel.executionTimeUs(caller);
    }

    /**
     * Reads a clock.
     *
     * @param caller caller
     * @param clock 0 hardware, 1 execution
     * @param target where the 64-bit time in microseconds goes
     * @return status
     */
    @Hypercall(number = HypercallNumber.GET_TIME, arguments = 2)
    public int getTime(Vcpu caller, int clock, int target) {
        if (target == 0 || !kernel.access().isWritable(caller, target, Long.BYTES) || !isClock(clock)) {
            return PrtosStatus.INVALID_PARAM;
        }
        kernel.access().store64(caller, target, now(caller, clock));
        kernel.charge(caller, Charges.copy(Long.BYTES));
        return PrtosStatus.OK;
    }

    /**
     * Arms or disarms a timer of the caller.
     *
     * @param caller caller
     * @param clock 0 hardware, 1 execution
     * @param timeLow first expiry in microseconds of the clock, low half; 0 with the high half to disarm
     * @param timeHigh its high half
     * @param intervalLow period in microseconds, low half; 0 with the high half for a single expiry
     * @param intervalHigh its high half
     * @return status
     */
    @Hypercall(number = HypercallNumber.SET_TIMER, arguments = 3)
    public int setTimer(Vcpu caller, int clock, int timeLow, int timeHigh, int intervalLow, int intervalHigh) {
        long time = (long) timeHigh << 32 | Integer.toUnsignedLong(timeLow);
        long interval = (long) intervalHigh << 32 | Integer.toUnsignedLong(intervalLow);
        if (time < 0 || interval < 0 || !isClock(clock)) {
            return PrtosStatus.INVALID_PARAM;
        }
        VirtualTimer timer = clock == HW_CLOCK ? caller.hwTimer() : caller.execTimer();
        if (time == 0) {
            timer.disarm();
        } else {
            timer.arm(now(caller, clock), time, interval);
        }
        kernel.timersChanged(caller);
        return PrtosStatus.OK;
    }
}
