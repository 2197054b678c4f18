// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.prtos.host.HypervisorOptions;
import org.prtosvm.prtos.host.HypervisorOptions.KernelText;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PartitionInput;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.prtos.image.TestElf;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * A whole system whose guests are not code but scripts: each vCPU has a list of steps that its engine performs. Speed is 1 count per
 * microsecond, so counts and microseconds are the same.
 */
public final class TestMachine implements AutoCloseable {
    /** First address of the memory of partition 0; each further partition begins {@link #PARTITION_SIZE} later. */
    public static final int BASE = 0x600_0000;
    /** Bytes of each partition. */
    public static final int PARTITION_SIZE = 0x10_0000;

    private static final int LCALL_LENGTH = 7;

    private final Hypervisor hypervisor;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private final Map<CpuState, Deque<Step>> scripts = new HashMap<>();

    /** What a vCPU does next. */
    @FunctionalInterface
    public interface Step {
        /**
         * Does it, as far as the budget goes.
         *
         * @param cpu registers
         * @return reason to stop, {@link Exit#NONE} when it is done, {@link Exit#BUDGET} when it is not
         */
        int perform(CpuState cpu);
    }

    private final class ScriptedEngine implements ExecutionEngine {
        @Override
        public int run(CpuState cpu) {
            Deque<Step> script = scripts.computeIfAbsent(cpu, any -> new ArrayDeque<>());
            while (cpu.budget > 0 && !script.isEmpty()) {
                int exit = script.getFirst().perform(cpu);
                if (exit == Exit.BUDGET) {
                    return exit;
                }
                script.removeFirst();
                if (exit != Exit.NONE) {
                    return exit;
                }
            }
            // Nothing left to do: wait.
            cpu.budget = Math.min(cpu.budget, 0);
            return Exit.BUDGET;
        }

        @Override
        public long translatedInstructions() {
            return 0;
        }

        @Override
        public long skippedInstructions() {
            return 0;
        }
    }

    /**
     * Makes a system from the inside of two elements of its description.
     *
     * @param processors contents of ProcessorTable
     * @param partitions contents of PartitionTable
     * @param images partitions that have an image
     */
    public TestMachine(String processors, String partitions, int images) {
        this(processors, partitions, images, "");
    }

    /**
     * Makes a system with channels.
     *
     * @param processors contents of ProcessorTable
     * @param partitions contents of PartitionTable
     * @param images partitions that have an image
     * @param channels element Channels
     */
    public TestMachine(String processors, String partitions, int images, String channels) {
        String description = """
                <SystemDescription xmlns="http://www.prtos.org/prtos-1.x" version="1.0.0" name="test">
                  <HwDescription>
                    <MemoryLayout><Region type="ram" start="0x0" size="128MB"/></MemoryLayout>
                    <ProcessorTable>%s</ProcessorTable>
                    <Devices><Uart id="0" name="com1" baudRate="115200"/></Devices>
                  </HwDescription>
                  <PRTOSHypervisor console="com1"><PhysicalMemoryArea size="8MB"/></PRTOSHypervisor>
                  <PartitionTable>%s</PartitionTable>
                  %s
                </SystemDescription>
                """.formatted(processors, partitions, channels);
        Map<Integer, PartitionInput> files = new TreeMap<>();
        for (int id = 0; id < images; id++) {
            byte[] elf = TestElf.partition(BASE + id * PARTITION_SIZE, new byte[64]);
            files.put(id, new PartitionInput(new InputFile("p" + id, elf), List.of()));
        }
        SystemImage image =
                SystemImage.load(new InputFile("test", description.getBytes(StandardCharsets.UTF_8)), files);
        HypervisorOptions options = new HypervisorOptions(
                CpuModel.MAX, 1_000, HypervisorOptions.UNLIMITED, this::note, KernelText.WITHOUT_START, null, null);
        hypervisor = new Hypervisor(
                image,
                options,
                memory -> new ScriptedEngine(),
                (bytes, offset, length, time) -> console.write(bytes, offset, length));
    }

    /**
     * A processor with one plan.
     *
     * @param majorFrame for instance 10ms
     * @param slots elements Slot
     * @return element Processor 0
     */
    public static String processor(String majorFrame, String slots) {
        return "<Processor id=\"0\"><CyclicPlanTable><Plan id=\"0\" majorFrame=\"%s\">%s</Plan></CyclicPlanTable></Processor>"
                .formatted(majorFrame, slots);
    }

    /**
     * A slot.
     *
     * @param id place in the plan
     * @param startMs start in ms
     * @param durationMs length in ms
     * @param partition partition
     * @param vcpu vCPU
     * @return element Slot
     */
    public static String slot(int id, int startMs, int durationMs, int partition, int vcpu) {
        return "<Slot id=\"%d\" start=\"%dms\" duration=\"%dms\" partitionId=\"%d\" vCpuId=\"%d\"/>"
                .formatted(id, startMs, durationMs, partition, vcpu);
    }

    /**
     * A partition with one area of 1 MiB.
     *
     * @param id number
     * @param attributes further attributes
     * @return element Partition
     */
    public static String partition(int id, String attributes) {
        return partition(id, attributes, "");
    }

    /**
     * A partition with an area of 1 MiB and others.
     *
     * @param id number
     * @param attributes further attributes
     * @param areas further elements Area
     * @return element Partition
     */
    public static String partition(int id, String attributes, String areas) {
        return ("<Partition id=\"%d\" name=\"p%d\" console=\"com1\" %s><PhysicalMemoryAreas>"
                        + "<Area start=\"0x%x\" size=\"1MB\"/>%s</PhysicalMemoryAreas></Partition>")
                .formatted(id, id, attributes, BASE + id * PARTITION_SIZE, areas);
    }

    private void note(long time, int cpu, int event, long a, long b, long c) {
        events.add("%d cpu%d %s %x %x %x".formatted(time, cpu, SystemEvent.nameOf(event), a, b, c));
    }

    /**
     * The facade.
     *
     * @return the system
     */
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    /**
     * The kernel.
     *
     * @return kernel of the system
     */
    public Kernel kernel() {
        return hypervisor.kernel();
    }

    /**
     * Physical memory.
     *
     * @return memory of the system
     */
    public GuestMemory memory() {
        return kernel().memory();
    }

    /**
     * A vCPU.
     *
     * @param partition partition
     * @param id number
     * @return the vCPU
     */
    public Vcpu vcpu(int partition, int id) {
        return kernel().partition(partition).vcpu(id);
    }

    /**
     * Starts the system without letting anything run.
     *
     * @return this
     */
    public TestMachine start() {
        hypervisor.runUntil(0);
        return this;
    }

    /**
     * Runs.
     *
     * @param us time at which to stop
     * @return why it stopped
     */
    public RunEnd run(long us) {
        return hypervisor.runUntil(us);
    }

    /**
     * Gives a vCPU something to do.
     *
     * @param vcpu the vCPU
     * @param steps appended to what it has to do
     */
    public void script(Vcpu vcpu, Step... steps) {
        scripts.computeIfAbsent(vcpu.cpu(), any -> new ArrayDeque<>()).addAll(List.of(steps));
    }

    /**
     * Executes instructions.
     *
     * @param count how many
     * @return step
     */
    public static Step spend(long count) {
        long[] left = {count};
        return cpu -> {
            long now = Math.min(left[0], cpu.budget);
            left[0] -= now;
            cpu.budget -= now;
            return left[0] == 0 ? Exit.NONE : Exit.BUDGET;
        };
    }

    /**
     * Makes a hypercall.
     *
     * @param number its number
     * @param arguments EBX, ECX, EDX, ESI, EDI
     * @return step
     */
    public static Step call(int number, int... arguments) {
        int[] registers = {Gpr.EBX, Gpr.ECX, Gpr.EDX, Gpr.ESI, Gpr.EDI};
        return cpu -> {
            cpu.gpr[Gpr.EAX] = number;
            for (int i = 0; i < arguments.length; i++) {
                cpu.gpr[registers[i]] = arguments[i];
            }
            cpu.budget--;
            cpu.eip += LCALL_LENGTH;
            cpu.exitSelector = PrtosConstants.HYPERCALL_GATE_SELECTOR;
            return Exit.CALL_GATE;
        };
    }

    /**
     * Raises an exception.
     *
     * @param vector its vector
     * @param errorCode its error code
     * @return step
     */
    public static Step fault(int vector, int errorCode) {
        return cpu -> {
            cpu.budget--;
            cpu.raise(vector, errorCode);
            return Exit.FAULT;
        };
    }

    /**
     * Looks at the registers.
     *
     * @param look called with them
     * @return step
     */
    public static Step look(java.util.function.Consumer<CpuState> look) {
        return cpu -> {
            look.accept(cpu);
            return Exit.NONE;
        };
    }

    /**
     * The lines of the console so far.
     *
     * @return without line ends
     */
    public List<String> lines() {
        return console.toString(StandardCharsets.ISO_8859_1).lines().toList();
    }

    /**
     * Events of one kind, with time and processor.
     *
     * @param event a constant of {@link SystemEvent}
     * @return for instance "1000 cpu0 slot 0 0 0"
     */
    public List<String> events(int event) {
        String name = " " + SystemEvent.nameOf(event) + " ";
        return events.stream().filter(line -> line.contains(name)).toList();
    }

    /**
     * The entry point of a partition's image.
     *
     * @param partition partition
     * @return linear address
     */
    public static int entry(int partition) {
        return BASE + partition * PARTITION_SIZE + ImageHeaderDescriptor.PARTITION_LENGTH;
    }

    @Override
    public void close() {
        hypervisor.close();
    }
}
