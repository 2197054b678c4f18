// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosStatus;

/** Handlers for tests: {@link Few} has four calls of different shapes, {@link Rest} all others. */
public final class SampleHandlers {
    private SampleHandlers() {}

    public record Caller(int id, boolean system) {}

    public static final class Few {
        public int halts;
        public int flagCalls;
        public boolean fails;

        @Hypercall(number = HypercallNumber.SEEK_OBJECT, arguments = 3)
        public int seek(Caller caller, int ebx, int ecx, int edx) {
            if (fails) {
                throw new IllegalStateException("broken");
            }
            return caller.id() + ebx * 100_000 + ecx * 10_000 + edx * 1_000;
        }

        @Hypercall(number = HypercallNumber.SET_TIMER, arguments = 3)
        public int timer(Caller caller, int ebx, int ecx, int edx, int esi, int edi) {
            return ebx * 10_000 + ecx * 1_000 + edx * 100 + esi * 10 + edi;
        }

        @Hypercall(number = HypercallNumber.HALT_SYSTEM, arguments = 0, permission = Permission.SYSTEM)
        public int halt(Caller caller) {
            halts++;
            return PrtosStatus.OK;
        }

        @Hypercall(number = HypercallNumber.X86_SET_IF, arguments = 0)
        public void setFlag(Caller caller) {
            flagCalls++;
        }
    }

    public static final class Broken {
        @Hypercall(number = 44, arguments = 0)
        public int outOfRange(Caller caller) {
            return 0;
        }

        @Hypercall(number = 1, arguments = 6)
        public int tooManyWords(Caller caller) {
            return 0;
        }

        @Hypercall(number = 2, arguments = 0)
        int notPublic(Caller caller) {
            return 0;
        }

        @Hypercall(number = 3, arguments = 0)
        public long wrongResult(Caller caller) {
            return 0;
        }

        @Hypercall(number = 4, arguments = 0)
        public int noCaller(int ebx) {
            return 0;
        }

        @Hypercall(number = 5, arguments = 0)
        public int wrongParameter(Caller caller, long ebx) {
            return 0;
        }
    }

    /** Each call returns 1000 plus its number. */
    public static final class Rest {
        @Hypercall(number = HypercallNumber.MULTICALL, arguments = 0)
        public int multicall(Caller caller) {
            return 1000 + HypercallNumber.MULTICALL;
        }

        @Hypercall(number = HypercallNumber.HALT_PARTITION, arguments = 0)
        public int haltPartition(Caller caller) {
            return 1000 + HypercallNumber.HALT_PARTITION;
        }

        @Hypercall(number = HypercallNumber.SUSPEND_PARTITION, arguments = 0)
        public int suspendPartition(Caller caller) {
            return 1000 + HypercallNumber.SUSPEND_PARTITION;
        }

        @Hypercall(number = HypercallNumber.RESUME_PARTITION, arguments = 0)
        public int resumePartition(Caller caller) {
            return 1000 + HypercallNumber.RESUME_PARTITION;
        }

        @Hypercall(number = HypercallNumber.RESET_PARTITION, arguments = 0)
        public int resetPartition(Caller caller) {
            return 1000 + HypercallNumber.RESET_PARTITION;
        }

        @Hypercall(number = HypercallNumber.SHUTDOWN_PARTITION, arguments = 0)
        public int shutdownPartition(Caller caller) {
            return 1000 + HypercallNumber.SHUTDOWN_PARTITION;
        }

        @Hypercall(number = HypercallNumber.RESET_SYSTEM, arguments = 0)
        public int resetSystem(Caller caller) {
            return 1000 + HypercallNumber.RESET_SYSTEM;
        }

        @Hypercall(number = HypercallNumber.IDLE_SELF, arguments = 0)
        public int idleSelf(Caller caller) {
            return 1000 + HypercallNumber.IDLE_SELF;
        }

        @Hypercall(number = HypercallNumber.GET_TIME, arguments = 0)
        public int getTime(Caller caller) {
            return 1000 + HypercallNumber.GET_TIME;
        }

        @Hypercall(number = HypercallNumber.READ_OBJECT, arguments = 0)
        public int readObject(Caller caller) {
            return 1000 + HypercallNumber.READ_OBJECT;
        }

        @Hypercall(number = HypercallNumber.WRITE_OBJECT, arguments = 0)
        public int writeObject(Caller caller) {
            return 1000 + HypercallNumber.WRITE_OBJECT;
        }

        @Hypercall(number = HypercallNumber.CTRL_OBJECT, arguments = 0)
        public int ctrlObject(Caller caller) {
            return 1000 + HypercallNumber.CTRL_OBJECT;
        }

        @Hypercall(number = HypercallNumber.CLEAR_IRQMASK, arguments = 0)
        public int clearIrqmask(Caller caller) {
            return 1000 + HypercallNumber.CLEAR_IRQMASK;
        }

        @Hypercall(number = HypercallNumber.SET_IRQMASK, arguments = 0)
        public int setIrqmask(Caller caller) {
            return 1000 + HypercallNumber.SET_IRQMASK;
        }

        @Hypercall(number = HypercallNumber.SET_IRQPEND, arguments = 0)
        public int setIrqpend(Caller caller) {
            return 1000 + HypercallNumber.SET_IRQPEND;
        }

        @Hypercall(number = HypercallNumber.CLEAR_IRQPEND, arguments = 0)
        public int clearIrqpend(Caller caller) {
            return 1000 + HypercallNumber.CLEAR_IRQPEND;
        }

        @Hypercall(number = HypercallNumber.ROUTE_IRQ, arguments = 0)
        public int routeIrq(Caller caller) {
            return 1000 + HypercallNumber.ROUTE_IRQ;
        }

        @Hypercall(number = HypercallNumber.UPDATE_PAGE32, arguments = 0)
        public int updatePage32(Caller caller) {
            return 1000 + HypercallNumber.UPDATE_PAGE32;
        }

        @Hypercall(number = HypercallNumber.SET_PAGE_TYPE, arguments = 0)
        public int setPageType(Caller caller) {
            return 1000 + HypercallNumber.SET_PAGE_TYPE;
        }

        @Hypercall(number = HypercallNumber.INVLD_TLB, arguments = 0)
        public int invldTlb(Caller caller) {
            return 1000 + HypercallNumber.INVLD_TLB;
        }

        @Hypercall(number = HypercallNumber.RAISE_IPVI, arguments = 0)
        public int raiseIpvi(Caller caller) {
            return 1000 + HypercallNumber.RAISE_IPVI;
        }

        @Hypercall(number = HypercallNumber.RAISE_PARTITION_IPVI, arguments = 0)
        public int raisePartitionIpvi(Caller caller) {
            return 1000 + HypercallNumber.RAISE_PARTITION_IPVI;
        }

        @Hypercall(number = HypercallNumber.OVERRIDE_TRAP_HNDL, arguments = 0)
        public int overrideTrapHndl(Caller caller) {
            return 1000 + HypercallNumber.OVERRIDE_TRAP_HNDL;
        }

        @Hypercall(number = HypercallNumber.SWITCH_SCHED_PLAN, arguments = 0)
        public int switchSchedPlan(Caller caller) {
            return 1000 + HypercallNumber.SWITCH_SCHED_PLAN;
        }

        @Hypercall(number = HypercallNumber.GET_GID_BY_NAME, arguments = 0)
        public int getGidByName(Caller caller) {
            return 1000 + HypercallNumber.GET_GID_BY_NAME;
        }

        @Hypercall(number = HypercallNumber.RESET_VCPU, arguments = 0)
        public int resetVcpu(Caller caller) {
            return 1000 + HypercallNumber.RESET_VCPU;
        }

        @Hypercall(number = HypercallNumber.HALT_VCPU, arguments = 0)
        public int haltVcpu(Caller caller) {
            return 1000 + HypercallNumber.HALT_VCPU;
        }

        @Hypercall(number = HypercallNumber.SUSPEND_VCPU, arguments = 0)
        public int suspendVcpu(Caller caller) {
            return 1000 + HypercallNumber.SUSPEND_VCPU;
        }

        @Hypercall(number = HypercallNumber.RESUME_VCPU, arguments = 0)
        public int resumeVcpu(Caller caller) {
            return 1000 + HypercallNumber.RESUME_VCPU;
        }

        @Hypercall(number = HypercallNumber.GET_VCPUID, arguments = 0)
        public int getVcpuid(Caller caller) {
            return 1000 + HypercallNumber.GET_VCPUID;
        }

        @Hypercall(number = HypercallNumber.X86_LOAD_CR0, arguments = 0)
        public int x86LoadCr0(Caller caller) {
            return 1000 + HypercallNumber.X86_LOAD_CR0;
        }

        @Hypercall(number = HypercallNumber.X86_LOAD_CR3, arguments = 0)
        public int x86LoadCr3(Caller caller) {
            return 1000 + HypercallNumber.X86_LOAD_CR3;
        }

        @Hypercall(number = HypercallNumber.X86_LOAD_CR4, arguments = 0)
        public int x86LoadCr4(Caller caller) {
            return 1000 + HypercallNumber.X86_LOAD_CR4;
        }

        @Hypercall(number = HypercallNumber.X86_LOAD_TSS, arguments = 0)
        public int x86LoadTss(Caller caller) {
            return 1000 + HypercallNumber.X86_LOAD_TSS;
        }

        @Hypercall(number = HypercallNumber.X86_LOAD_GDT, arguments = 0)
        public int x86LoadGdt(Caller caller) {
            return 1000 + HypercallNumber.X86_LOAD_GDT;
        }

        @Hypercall(number = HypercallNumber.X86_LOAD_IDTR, arguments = 0)
        public int x86LoadIdtr(Caller caller) {
            return 1000 + HypercallNumber.X86_LOAD_IDTR;
        }

        @Hypercall(number = HypercallNumber.X86_UPDATE_SS_SP, arguments = 0)
        public int x86UpdateSsSp(Caller caller) {
            return 1000 + HypercallNumber.X86_UPDATE_SS_SP;
        }

        @Hypercall(number = HypercallNumber.X86_UPDATE_GDT, arguments = 0)
        public int x86UpdateGdt(Caller caller) {
            return 1000 + HypercallNumber.X86_UPDATE_GDT;
        }

        @Hypercall(number = HypercallNumber.X86_UPDATE_IDT, arguments = 0)
        public int x86UpdateIdt(Caller caller) {
            return 1000 + HypercallNumber.X86_UPDATE_IDT;
        }

        @Hypercall(number = HypercallNumber.X86_CLEAR_IF, arguments = 0)
        public int x86ClearIf(Caller caller) {
            return 1000 + HypercallNumber.X86_CLEAR_IF;
        }
    }
}
