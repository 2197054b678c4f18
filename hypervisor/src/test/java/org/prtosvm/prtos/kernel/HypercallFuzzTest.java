// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.VcpuFlags;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * Calls with random and boundary arguments: the kernel never fails, keeps its invariants, and a partition without rights changes nothing
 * of a partition with which it shares nothing.
 *
 * <p>{@value #CALLS_PROPERTY} is the number of calls of each kind of caller, {@value #SEED_PROPERTY} repeats a run.
 */
@Execution(ExecutionMode.SAME_THREAD)
class HypercallFuzzTest {
    private static final String CALLS_PROPERTY = "prtos.fuzz.calls";
    private static final String SEED_PROPERTY = "prtos.seed";
    private static final int CALLS = Integer.getInteger(CALLS_PROPERTY, 15_000);
    private static final long SEED = Long.getLong(SEED_PROPERTY, System.nanoTime() & 0xFFFF_FFFFL);

    /** The caller, a partition with which it talks, and one with which it has nothing to do. */
    private static final int CALLER = 0;

    private static final int BYSTANDER = 2;
    private static final int BUFFER = TestMachine.BASE + 0x4_0000;
    private static final int DIGEST_INTERVAL = 512;

    private static final String PLANS = "<Processor id=\"0\"><CyclicPlanTable>"
            + plan(
                    0,
                    TestMachine.slot(0, 0, 4, 0, 0) + TestMachine.slot(1, 4, 5, 0, 1) + TestMachine.slot(2, 9, 1, 1, 0))
            + plan(1, TestMachine.slot(0, 0, 9, 0, 0) + TestMachine.slot(1, 9, 1, 1, 0))
            + "</CyclicPlanTable></Processor>";
    private static final String CHANNELS = "<Channels>"
            + "<SamplingChannel maxMessageLength=\"64B\"><Source partitionId=\"0\" portName=\"so\"/>"
            + "<Destination partitionId=\"1\" portName=\"si\"/></SamplingChannel>"
            + "<QueuingChannel maxMessageLength=\"32B\" maxNoMessages=\"3\"><Source partitionId=\"1\" portName=\"qo\"/>"
            + "<Destination partitionId=\"0\" portName=\"qi\"/></QueuingChannel>"
            + "<Ipvi id=\"0\" sourceId=\"0\" destinationId=\"1\"/></Channels>";

    private static String plan(int id, String slots) {
        return "<Plan id=\"%d\" majorFrame=\"10ms\">%s</Plan>".formatted(id, slots);
    }

    private static String partitions(boolean system) {
        String ports = "<PortTable><Port name=\"so\" type=\"sampling\" direction=\"source\"/>"
                + "<Port name=\"qi\" type=\"queuing\" direction=\"destination\"/></PortTable>";
        String peerPorts = "<PortTable><Port name=\"si\" type=\"sampling\" direction=\"destination\"/>"
                + "<Port name=\"qo\" type=\"queuing\" direction=\"source\"/></PortTable>";
        String events =
                "<HealthMonitor><Event name=\"PRTOS_HM_EV_X86_PAGE_FAULT\" action=\"PRTOS_HM_AC_PROPAGATE\" log=\"yes\"/>"
                        + "<Event name=\"PRTOS_HM_EV_X86_GENERAL_PROTECTION\" action=\"PRTOS_HM_AC_PARTITION_WARM_RESET\" log=\"no\"/>"
                        + "</HealthMonitor>";
        String attributes = system ? "flags=\"system\" noVCpus=\"2\"" : "noVCpus=\"2\"";
        return TestMachine.partition(0, attributes).replace("</Partition>", events + ports + "</Partition>")
                + TestMachine.partition(1, "").replace("</Partition>", peerPorts + "</Partition>")
                + TestMachine.partition(BYSTANDER, "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepTheKernelSoundWhateverIsCalled(boolean system) {
        SplittableRandom random = new SplittableRandom(SEED + (system ? 1 : 0));
        int done = 0;
        try {
            while (done < CALLS) {
                done += new Campaign(random.split(), system).run(CALLS - done);
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "after %d calls, repeat with -D%s=%d -D%s=%d"
                            .formatted(done, SEED_PROPERTY, SEED, CALLS_PROPERTY, CALLS),
                    e);
        }
    }

    /** One system from its start until somebody stops it. */
    private static final class Campaign {
        private final SplittableRandom random;
        private final boolean system;
        private final TestMachine machine;
        private final GuestMemory memory;
        private final KernelInvariants invariants;
        private final byte[] bystander;
        private final long bystanderDigest;
        private int calls;
        private String last = "none";

        Campaign(SplittableRandom random, boolean system) {
            this.random = random;
            this.system = system;
            machine = new TestMachine(PLANS, partitions(system), 3, CHANNELS).start();
            memory = machine.memory();
            invariants = new KernelInvariants(machine.kernel());
            bystander = state(BYSTANDER);
            bystanderDigest = digest(BYSTANDER);
        }

        /** Makes calls until there were enough or the system has stopped; returns how many. */
        int run(int wanted) {
            try (machine) {
                for (Vcpu vcpu : machine.kernel().partition(CALLER).vcpus()) {
                    machine.script(vcpu, cpu -> call(vcpu, cpu));
                }
                while (calls < wanted) {
                    revive();
                    RunEnd end = machine.run(machine.kernel().nowUs() + 20_000);
                    check();
                    if (end != RunEnd.DURATION && end != RunEnd.NOTHING_LEFT) {
                        assertTrue(system, () -> "stopped by a caller without rights: " + last);
                        break;
                    }
                }
                assertEquals(bystanderDigest, system ? bystanderDigest : digest(BYSTANDER), last);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("call %d: %s".formatted(calls, last), e);
            }
            return Math.max(calls, 1);
        }

        /** A caller that has stopped itself is started again, as an operator would. */
        private void revive() {
            Partition caller = machine.kernel().partition(CALLER);
            if (caller.vcpus().stream().noneMatch(Vcpu::isReady)) {
                caller.vcpus().forEach(vcpu -> vcpu.changeFlags(0, VcpuFlags.SUSPENDED));
                machine.kernel().control().reset(caller, random.nextBoolean(), 0);
                assertTrue(caller.vcpu(0).isReady() || !isHeaderIntact(), "cannot be reset: " + last);
                if (!caller.vcpu(0).isReady()) {
                    repairHeader();
                }
            }
        }

        private boolean isHeaderIntact() {
            return memory.load32(TestMachine.BASE) == 0x24584D69
                    && memory.load32(TestMachine.BASE + 48) == 0x24584D69
                    && memory.load32(TestMachine.BASE + 4) == 0x10000
                    && memory.load32(TestMachine.BASE + 8) == 0x10000
                    && memory.load32(TestMachine.BASE + 12) == TestMachine.BASE + 0x10000
                    && memory.load32(TestMachine.BASE + 16) == 0x10000;
        }

        private void repairHeader() {
            int[] words = {0x24584D69, 0x10000, 0x10000, TestMachine.BASE + 0x10000, 0x10000};
            for (int i = 0; i < words.length; i++) {
                memory.store32(TestMachine.BASE + 4 * i, words[i]);
            }
            memory.store32(TestMachine.BASE + 48, words[0]);
        }

        private void check() {
            invariants.check();
            if (!system) {
                assertArrayEquals(bystander, state(BYSTANDER), "state of the bystander");
                if (calls % DIGEST_INTERVAL == 0) {
                    assertEquals(bystanderDigest, digest(BYSTANDER), "memory of the bystander");
                }
            }
        }

        /** A step of a script: looks at what the call before has left, and makes another one. */
        private int call(Vcpu vcpu, CpuState cpu) {
            check();
            machine.script(vcpu, next -> call(vcpu, next));
            calls++;
            cpu.budget--;
            for (int i = 0; i < 8; i++) {
                cpu.gpr[i] = random.nextInt(4) == 0 ? cpu.gpr[i] : value();
            }
            cpu.gpr[Gpr.ESP] = random.nextInt(10) == 0 ? value() : BUFFER + 0x1000 + random.nextInt(0x800);
            fill();
            int kind = random.nextInt(100);
            if (kind < 2) {
                last = "fault";
                cpu.cr2 = value();
                cpu.raise(random.nextInt(20), random.nextInt(8));
                return Exit.FAULT;
            }
            cpu.exitSelector = kind < 6 ? PrtosConstants.IRET_GATE_SELECTOR : PrtosConstants.HYPERCALL_GATE_SELECTOR;
            cpu.gpr[Gpr.EAX] = number();
            if (random.nextInt(4) != 0) {
                shape(cpu.gpr);
            }
            last = "%s eax %d ebx 0x%x ecx 0x%x edx 0x%x esi 0x%x edi 0x%x esp 0x%x of %s"
                    .formatted(
                            kind < 6 ? "iret" : "call",
                            cpu.gpr[Gpr.EAX],
                            cpu.gpr[Gpr.EBX],
                            cpu.gpr[Gpr.ECX],
                            cpu.gpr[Gpr.EDX],
                            cpu.gpr[Gpr.ESI],
                            cpu.gpr[Gpr.EDI],
                            cpu.gpr[Gpr.ESP],
                            vcpu);
            return Exit.CALL_GATE;
        }

        /** Calls that stop everything are rare, those about pages and objects are frequent. */
        private int number() {
            int number = random.nextInt(HypercallNumber.COUNT + 1);
            return switch (random.nextInt(8)) {
                case 0, 1 -> HypercallNumber.UPDATE_PAGE32 + random.nextInt(3);
                case 2 -> HypercallNumber.READ_OBJECT + random.nextInt(4);
                case 3 -> random.nextBoolean() ? HypercallNumber.X86_LOAD_CR3 : HypercallNumber.RESET_VCPU;
                default -> {
                    boolean stops = number >= HypercallNumber.HALT_PARTITION && number <= HypercallNumber.RESET_SYSTEM
                            || number == HypercallNumber.HALT_VCPU;
                    yield stops && random.nextInt(20) != 0 ? HypercallNumber.MULTICALL : number;
                }
            };
        }

        /** Arguments that make sense, so that calls get beyond their checks: a few pages that are mapped, unmapped and made tables. */
        private void shape(int[] gpr) {
            switch (gpr[Gpr.EAX]) {
                case HypercallNumber.UPDATE_PAGE32 -> {
                    gpr[Gpr.EBX] = random.nextInt(3) == 0 ? page() + random.nextInt(8) * 4 : entryOf(page());
                    gpr[Gpr.ECX] = random.nextInt(3) == 0 ? 0 : page() | random.nextInt(0x1000) | random.nextInt(2);
                }
                case HypercallNumber.SET_PAGE_TYPE -> {
                    gpr[Gpr.EBX] = page();
                    gpr[Gpr.ECX] = random.nextInt(3);
                }
                case HypercallNumber.X86_LOAD_CR3 ->
                    gpr[Gpr.EBX] = random.nextInt(3) == 0 ? TestMachine.BASE + 0x10000 : page();
                case HypercallNumber.RESET_VCPU -> {
                    gpr[Gpr.EBX] = random.nextInt(2);
                    gpr[Gpr.ECX] = random.nextInt(3) == 0 ? TestMachine.BASE + 0x10000 : page();
                }
                case HypercallNumber.MULTICALL -> {
                    gpr[Gpr.EBX] = BUFFER + random.nextInt(64) * 4;
                    gpr[Gpr.ECX] = gpr[Gpr.EBX] + random.nextInt(80);
                    batch(gpr[Gpr.EBX]);
                }
                case HypercallNumber.CTRL_OBJECT -> shapePort(gpr);
                case HypercallNumber.READ_OBJECT, HypercallNumber.WRITE_OBJECT -> {
                    gpr[Gpr.EBX] = random.nextInt(1, 7) << 24 | random.nextInt(3);
                    gpr[Gpr.ECX] = BUFFER + random.nextInt(0x800);
                    gpr[Gpr.EDX] = random.nextInt(130);
                    gpr[Gpr.ESI] = BUFFER;
                }
                case HypercallNumber.SET_TIMER -> {
                    gpr[Gpr.EBX] = random.nextInt(2);
                    gpr[Gpr.ECX] = (int) machine.kernel().nowUs() + random.nextInt(-100, 2_000);
                    gpr[Gpr.EDX] = 0;
                    gpr[Gpr.ESI] = random.nextInt(300);
                    gpr[Gpr.EDI] = 0;
                }
                default -> gpr[Gpr.EBX] = random.nextInt(3) == 0 ? random.nextInt(4) : gpr[Gpr.EBX];
            }
        }

        private void shapePort(int[] gpr) {
            boolean sampling = random.nextBoolean();
            gpr[Gpr.EBX] = (sampling ? 3 : 4) << 24 | random.nextInt(2);
            gpr[Gpr.ECX] = random.nextInt(3);
            gpr[Gpr.EDX] = BUFFER;
            int name = BUFFER + 0x100;
            int[] create = sampling ? new int[] {name, 64, 2, 0, 0} : new int[] {name, 3, 32, 1, 0, 0};
            for (int i = 0; i < create.length; i++) {
                put(BUFFER + 4 * i, create[i]);
            }
            put(name, sampling ? 's' | 'o' << 8 : 'q' | 'i' << 8);
        }

        /** One of a few pages, which therefore meet again and again. */
        private int page() {
            return TestMachine.BASE + 0x8_0000 + random.nextInt(6) * 0x1000;
        }

        /** The entry of the current page tables for a page of the partition, which is mapped at its physical address. */
        private int entryOf(int page) {
            int directory = machine.vcpu(CALLER, random.nextInt(2)).cpu().cr3 & -0x1000;
            int entry = memory.hostAddress(directory) == 0 ? 0 : memory.load32(directory + (page >>> 22) * 4);
            int table = (entry & 1) != 0 ? entry & -0x1000 : TestMachine.BASE + 0x11000;
            return table + (page >>> 12 & 0x3FF) * 4;
        }

        private int value() {
            int page = TestMachine.BASE + random.nextInt(256) * 0x1000;
            return switch (random.nextInt(20)) {
                case 0, 1 -> random.nextInt(8);
                case 2 -> -random.nextInt(8);
                case 3 -> random.nextInt();
                case 4, 5 -> BUFFER + random.nextInt(0x2000);
                case 6 -> page;
                case 7 -> page + 0x1000 - random.nextInt(16);
                case 8 -> TestMachine.BASE + 0x10000 + random.nextInt(16) * 0x1000 + random.nextInt(1024) * 4;
                case 9 -> machine.vcpu(CALLER, 0).cpu().cr3 & -0x1000 | random.nextInt(1024) * 4;
                case 10 -> PrtosConstants.PCT_AREA_ADDRESS + random.nextInt(0x1000);
                case 11 -> machine.vcpu(CALLER, 0).pct().physicalAddress() + random.nextInt(0x1000);
                case 12 -> PrtosConstants.HYPERVISOR_OFFSET - 8 + random.nextInt(16);
                case 13 -> TestMachine.BASE + BYSTANDER * TestMachine.PARTITION_SIZE + random.nextInt(0x1000);
                case 14 -> PrtosConstants.CONTAINER_ADDRESS + random.nextInt(0x1000);
                case 15 -> kernelAddress() + random.nextInt(0x8000);
                case 16 -> descriptor();
                case 17 -> page | random.nextInt(0x1000);
                case 18 -> 1 << random.nextInt(32);
                default -> 128 + random.nextInt(64);
            };
        }

        private int kernelAddress() {
            return machine.kernel().configuration().hypervisor().area().start();
        }

        private int descriptor() {
            int partition = random.nextInt(4) == 0 ? 0xFF : random.nextInt(4);
            return random.nextInt(9) << 24 | random.nextInt(3) << 20 | partition << 10 | random.nextInt(5);
        }

        /** Puts something into the buffers that calls may find there: random words, names, batches, tables. */
        private void fill() {
            int at = BUFFER + random.nextInt(0x800) * 4;
            if (random.nextInt(3) == 0) {
                batch(at);
                return;
            }
            for (int i = 0; i < 8; i++) {
                put(at + 4 * i, value());
            }
            byte[] names = "so\0qi\0si\0p1".getBytes(StandardCharsets.ISO_8859_1);
            if (random.nextInt(4) == 0 && isPlain(at)) {
                memory.write(at, names, random.nextInt(3) * 3, 3);
            }
        }

        private void batch(int at) {
            for (int i = 0; i < 4; i++) {
                put(at + 16 * i, number());
                put(at + 16 * i + 4, 2);
                put(at + 16 * i + 8, value());
                put(at + 16 * i + 12, value());
            }
        }

        /** As the guest itself could: not into page tables. */
        private void put(int address, int word) {
            if (isPlain(address)) {
                memory.store32(address, word);
            }
        }

        private boolean isPlain(int address) {
            return !machine.kernel().partition(CALLER).pages().isTable(address);
        }

        private byte[] state(int partition) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                machine.kernel().partition(partition).save(new DataOutputStream(bytes));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            byte[] table = new byte[PctDescriptor.FIXED_LENGTH];
            memory.read(machine.vcpu(partition, 0).pct().physicalAddress(), table, 0, table.length);
            bytes.writeBytes(table);
            return bytes.toByteArray();
        }

        private long digest(int partition) {
            CRC32C digest = new CRC32C();
            byte[] page = new byte[PrtosConstants.PAGE_SIZE];
            for (MemoryArea area :
                    machine.kernel().partition(partition).configuration().areas()) {
                for (int at = area.start(); at != area.start() + area.size(); at += page.length) {
                    memory.read(at, page, 0, page.length);
                    digest.update(page);
                }
            }
            return digest.getValue();
        }
    }
}
