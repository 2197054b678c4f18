// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.kernel.Charges;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.partition.BatchStack;
import org.prtosvm.prtos.partition.GuestAccess;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * Batches of hypercalls. One entry is executed at a time; between two entries the slot may end. A batch may contain batches, to a bounded
 * depth.
 *
 * <pre>
 *     word 0   number of the call
 *     word 1   low half: argument words that follow, n; high half: result, written by the hypervisor
 *     word 2.. arguments
 * </pre>
 *
 * <p>A call gets the five words behind the header even if n is smaller, as in the reference; words that cannot be read are 0. An entry that
 * cannot be accessed any more, because an earlier entry has unmapped it, ends its batch with INVALID_PARAM.
 *
 * <p>Source: ABI 02-hypercalls, 6.
 */
public final class Multicall {
    private static final int HEADER_LENGTH = 8;
    private static final int RESULT_MISMATCH = 0xFFFD;
    private static final int HALF = 0xFFFF;

    private final Kernel kernel;
    private final GuestAccess access;
    private final int[] arguments = new int[HypercallTable.MAX_ARGUMENTS];

    /** How calls of a batch are made. */
    interface Calls {
        /** Makes a call with five arguments. */
        int make(int number, Vcpu caller, int[] arguments);

        /** The number of argument words that an entry for a call must have. */
        int argumentWords(int number);
    }

    /**
     * Makes the handler.
     *
     * @param kernel the system
     */
    public Multicall(Kernel kernel) {
        this.kernel = kernel;
        access = kernel.access();
    }

    /**
     * Begins a batch.
     *
     * @param caller caller
     * @param start address of the first entry
     * @param end address behind the last entry
     * @return status; while a batch is being executed it has no meaning
     */
    @Hypercall(number = HypercallNumber.MULTICALL, arguments = 0)
    public int multicall(Vcpu caller, int start, int end) {
        if (Integer.compareUnsigned(end, start) < 0 || !access.isWritable(caller, start, end - start)) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (start == end) {
            return PrtosStatus.OK;
        }
        if (caller.batch().depth() == BatchStack.MAX_DEPTH) {
            return PrtosStatus.MULTICALL_ERROR;
        }
        caller.batch().push(start, end);
        return PrtosStatus.OK;
    }

    /** Executes the next entry, or ends a batch. */
    void proceed(Vcpu caller, Calls calls) {
        BatchStack batch = caller.batch();
        int entry = batch.next();
        if (Integer.compareUnsigned(entry, batch.end()) >= 0) {
            finish(caller, PrtosStatus.OK);
        } else if (!access.isWritable(caller, entry, HEADER_LENGTH)) {
            finish(caller, PrtosStatus.INVALID_PARAM);
        } else {
            execute(caller, calls, entry);
        }
    }

    private void execute(Vcpu caller, Calls calls, int entry) {
        int number = access.load32(caller, entry);
        int words = access.load32(caller, entry + 4) & HALF;
        kernel.charge(caller, Charges.BATCH_ENTRY);
        boolean known = Integer.compareUnsigned(number, HypercallNumber.COUNT) < 0;
        if (!known || calls.argumentWords(number) != words) {
            storeResult(caller, entry, words, RESULT_MISMATCH);
            kernel.println("[MULTICALL] hyp %d no. params mismatches".formatted(number));
            finish(caller, PrtosStatus.MULTICALL_ERROR);
            return;
        }
        if (!access.isReadable(caller, entry + HEADER_LENGTH, words * 4)) {
            finish(caller, PrtosStatus.INVALID_PARAM);
            return;
        }
        readArguments(caller, entry + HEADER_LENGTH);
        access.store32(caller, entry + 4, words);
        int resets = caller.resets();
        int depth = caller.batch().depth();
        int result = calls.make(number, caller, arguments);
        if (caller.resets() == resets && caller.batch().depth() == depth) {
            complete(caller, entry, words, result);
        }
    }

    private void readArguments(Vcpu caller, int address) {
        for (int i = 0; i < arguments.length; i++) {
            int word = address + 4 * i;
            arguments[i] = access.isReadable(caller, word, 4) ? access.load32(caller, word) : 0;
        }
    }

    private void complete(Vcpu caller, int entry, int words, int result) {
        if (access.isWritable(caller, entry, HEADER_LENGTH)) {
            storeResult(caller, entry, words, result);
            caller.batch().setNext(entry + HEADER_LENGTH + words * 4);
        } else {
            finish(caller, PrtosStatus.INVALID_PARAM);
        }
    }

    private void storeResult(Vcpu caller, int entry, int words, int result) {
        access.store32(caller, entry + 4, words | result << 16);
    }

    /** Ends the innermost batch: its result goes to the entry that began it, or to EAX. */
    private void finish(Vcpu caller, int status) {
        BatchStack batch = caller.batch();
        batch.pop();
        if (batch.depth() > 0) {
            complete(caller, batch.next(), 0, status);
        } else {
            caller.cpu().gpr[Gpr.EAX] = status;
            kernel.report(SystemEvent.HYPERCALL_RESULT, caller.code(), HypercallNumber.MULTICALL, status);
        }
    }
}
