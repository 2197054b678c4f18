package org.prtosvm.test.isolation;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.HypervisorOptions.KernelText;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PartitionInput;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.test.support.ConsoleRecorder;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.GuestImage;
import org.prtosvm.test.support.Systems;
import org.prtosvm.tools.cli.EmbeddedSystems;
import org.prtosvm.tools.machine.Machine;
import org.prtosvm.tools.machine.MachineBuilder;

/**
 * Two partitions that measure and control together, a third one whose image is chosen, and an operator that starts the third again and
 * again: what happens to the two is recorded to the count.
 */
final class VictimSystem {
    /** First address of the memory of the two. */
    static final int VICTIMS = 0x600_0000;
    /** First address of the memory of the third. */
    static final int OTHER = 0x620_0000;
    /** Number of the third partition. */
    static final int OTHER_ID = 2;
    /** Time at which plan 0 starts, in microseconds. */
    static final int PLAN_START_US = 1_000;
    /** Length of the major frame in microseconds. */
    static final int FRAME_US = 10_000;
    /** Speed of the processors in kHz. */
    static final int CPU_KHZ = 40_000;

    private static final String SHARED_PROCESSOR = """
            <Processor id="0"><CyclicPlanTable><Plan id="0" majorFrame="10ms">
              <Slot id="0" start="0ms" duration="2ms" partitionId="0"/>
              <Slot id="1" start="2ms" duration="2ms" partitionId="2"/>
              <Slot id="2" start="4ms" duration="3ms" partitionId="1"/>
              <Slot id="3" start="7ms" duration="2ms" partitionId="2"/>
              <Slot id="4" start="9ms" duration="1ms" partitionId="3"/>
            </Plan></CyclicPlanTable></Processor>""";
    private static final String TWO_PROCESSORS = """
            <Processor id="0"><CyclicPlanTable><Plan id="0" majorFrame="10ms">
              <Slot id="0" start="0ms" duration="3ms" partitionId="0"/>
              <Slot id="1" start="4ms" duration="5ms" partitionId="1"/>
            </Plan></CyclicPlanTable></Processor>
            <Processor id="1"><CyclicPlanTable><Plan id="0" majorFrame="10ms">
              <Slot id="0" start="0ms" duration="9ms" partitionId="2"/>
              <Slot id="1" start="9ms" duration="1ms" partitionId="3"/>
            </Plan></CyclicPlanTable></Processor>""";
    private static final String SYSTEM = """
            <SystemDescription xmlns="http://www.prtos.org/prtos-1.x" version="1.0.0" name="victims">
              <HwDescription>
                <MemoryLayout><Region type="ram" start="0x0" size="128MB"/></MemoryLayout>
                <ProcessorTable>%s</ProcessorTable>
                <Devices>
                  <Uart id="0" name="com1" baudRate="115200"/>
                  <MemoryBlock name="hmlog" start="0x5000000" size="4KB"/>
                </Devices>
              </HwDescription>
              <PRTOSHypervisor console="com1" healthMonitorDevice="hmlog"><PhysicalMemoryArea size="8MB"/></PRTOSHypervisor>
              <PartitionTable>
                <Partition id="0" name="sensor" console="com1">
                  <PhysicalMemoryAreas><Area start="0x6000000" size="1MB"/></PhysicalMemoryAreas>
                  <PortTable>
                    <Port name="temperature" type="sampling" direction="source"/>
                    <Port name="heater" type="sampling" direction="destination"/>
                    <Port name="events" type="queuing" direction="source"/>
                  </PortTable>
                </Partition>
                <Partition id="1" name="control" console="com1">
                  <PhysicalMemoryAreas><Area start="0x6100000" size="1MB"/></PhysicalMemoryAreas>
                  <PortTable>
                    <Port name="temperature" type="sampling" direction="destination"/>
                    <Port name="heater" type="sampling" direction="source"/>
                  </PortTable>
                </Partition>
                <Partition id="2" name="other">
                  <PhysicalMemoryAreas><Area start="0x6200000" size="1MB"/></PhysicalMemoryAreas>
                  <HwResources><IoPorts><Range base="0x2f8" noPorts="9"/></IoPorts><Interrupts lines="3"/></HwResources>
                  %s
                  <PortTable>
                    <Port name="out" type="sampling" direction="source"/>
                    <Port name="in" type="sampling" direction="destination"/>
                  </PortTable>
                </Partition>
                <Partition id="3" name="operator" flags="system">
                  <PhysicalMemoryAreas><Area start="0x6300000" size="1MB"/></PhysicalMemoryAreas>
                </Partition>
              </PartitionTable>
              <Channels>
                <SamplingChannel maxMessageLength="8B" validPeriod="300ms">
                  <Source partitionId="0" portName="temperature"/><Destination partitionId="1" portName="temperature"/>
                </SamplingChannel>
                <SamplingChannel maxMessageLength="8B" validPeriod="300ms">
                  <Source partitionId="1" portName="heater"/><Destination partitionId="0" portName="heater"/>
                </SamplingChannel>
                <SamplingChannel maxMessageLength="64B">
                  <Source partitionId="2" portName="out"/><Destination partitionId="2" portName="in"/>
                </SamplingChannel>
              </Channels>
            </SystemDescription>
            """;

    /**
     * In Intel syntax: resets the third partition in every slot, warm and cold in turn, and resumes it, so that one that has stopped for
     * good goes on.
     *
     * <pre>
     *   mov esp, stack
     * again:
     *   inc edi; mov ecx, edi; and ecx, 1; mov ebx, 2; mov edx, edi; mov eax, reset_partition; lcall gate
     *   mov ebx, 2; mov eax, resume_partition; lcall gate
     *   mov eax, idle_self; lcall gate
     *   jmp again
     * </pre>
     */
    private static final String OPERATOR = "bc00003f06"
            + " 47 89f9 83e101 bb02000000 89fa b804000000 9a000000000801"
            + " bb02000000 b803000000 9a000000000801"
            + " b808000000 9a000000000801"
            + " ebc8";

    private static final int OPERATOR_BASE = 0x630_0000;

    private final SystemImage image;

    private VictimSystem(SystemImage image) {
        this.image = image;
    }

    /**
     * Makes a system.
     *
     * @param other image of the third partition
     * @param healthMonitor its element HealthMonitor, or nothing
     * @param processors 1 if all share a processor, 2 if the third has one of its own
     * @return the system
     */
    static VictimSystem with(byte[] other, String healthMonitor, int processors) {
        String description = SYSTEM.formatted(processors == 1 ? SHARED_PROCESSOR : TWO_PROCESSORS, healthMonitor);
        List<InputFile> files = List.of(
                EmbeddedSystems.resource("images/demo-sensor.elf"),
                EmbeddedSystems.resource("images/demo-control.elf"),
                new InputFile("other", other),
                new InputFile(
                        "operator", GuestImage.elf(OPERATOR_BASE, HexFormat.of().parseHex(OPERATOR.replace(" ", "")))));
        Map<Integer, PartitionInput> inputs = new TreeMap<>();
        for (InputFile file : files) {
            inputs.put(inputs.size(), new PartitionInput(file, List.of()));
        }
        return new VictimSystem(
                SystemImage.load(new InputFile("victims.xml", description.getBytes(StandardCharsets.UTF_8)), inputs));
    }

    /**
     * What was seen of the two.
     *
     * @param events one hash for each event, time included
     * @param slots starts of all slots: processor, partition, index, count
     * @param console what they printed
     * @param state registers, flags, timers, page types, control tables
     * @param memory all their memory
     * @param otherInstructions what the third partition executed
     * @param otherTraps how often it trapped
     */
    record Observation(
            LongArrayList events,
            List<SlotStart> slots,
            String console,
            ByteBuffer state,
            ByteBuffer memory,
            long otherInstructions,
            long otherTraps) {}

    /**
     * The start of a slot.
     *
     * @param cpu processor
     * @param partition owner
     * @param index place in the plan
     * @param count time
     */
    record SlotStart(int cpu, int partition, int index, long count) {}

    /** Records what concerns the two. */
    private static final class Recorder implements EventSink {
        private final LongArrayList events = new LongArrayList();
        private final List<SlotStart> slots = new ArrayList<>();

        @Override
        public void event(long time, int cpu, int event, long a, long b, long c) {
            if (event == SystemEvent.SLOT) {
                slots.add(new SlotStart(cpu, (int) a & 0xFF, (int) b, time));
            }
            boolean aboutVictims = switch (event) {
                case SystemEvent.SYSTEM_START, SystemEvent.SYSTEM_STOP, SystemEvent.PLAN_REQUEST -> true;
                case SystemEvent.FRAME, SystemEvent.PLAN -> cpu == 0;
                case SystemEvent.LINE, SystemEvent.IPI -> false;
                default -> a >= 0 && (a & 0xFF) < OTHER_ID;
            };
            if (aboutVictims) {
                events.addLong(Arrays.hashCode(new long[] {time, cpu, event, a, b, c}) & 0xFFFF_FFFFL
                        | (long) event << 32
                        | time << 40);
            }
        }
    }

    /**
     * Runs the system.
     *
     * @param mode engine
     * @param durationUs virtual time
     * @return what was seen
     * @throws InterruptedException if the thread was interrupted
     */
    Observation run(EngineMode mode, long durationUs) throws InterruptedException {
        Recorder recorder = new Recorder();
        ConsoleRecorder console = new ConsoleRecorder();
        try (Machine machine = new MachineBuilder(
                        image, mode.options().withCpuKhz(CPU_KHZ).withDurationUs(durationUs))
                .console(console)
                .kernelText(KernelText.NONE)
                .events(recorder)
                .build()) {
            RunEnd end = Systems.watched(machine, machine::run);
            assertNotEquals(RunEnd.STOPPED, end, "the run did not end in time");
            Kernel kernel = machine.hypervisor().kernel();
            return new Observation(
                    recorder.events,
                    recorder.slots,
                    console.text(),
                    state(kernel),
                    memory(kernel),
                    kernel.activity(OTHER_ID).instructions(),
                    kernel.activity(OTHER_ID).traps());
        }
    }

    private static ByteBuffer state(Kernel kernel) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            for (int id = 0; id < OTHER_ID; id++) {
                Partition partition = kernel.partition(id);
                partition.save(out);
                byte[] table = new byte[PrtosConstants.PAGE_SIZE];
                kernel.memory().read(partition.vcpu(0).pct().physicalAddress(), table, 0, table.length);
                out.write(table);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static ByteBuffer memory(Kernel kernel) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id = 0; id < OTHER_ID; id++) {
            for (MemoryArea area : kernel.partition(id).configuration().areas()) {
                byte[] contents = new byte[area.size()];
                kernel.memory().read(area.start(), contents, 0, contents.length);
                bytes.writeBytes(contents);
            }
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /**
     * The first difference between two observations of the two.
     *
     * @param alone beside an idle partition
     * @param here beside another one
     * @return description, or null if there is none
     */
    static @Nullable String difference(Observation alone, Observation here) {
        int common = Math.min(alone.events().size(), here.events().size());
        for (int i = 0; i < common; i++) {
            if (alone.events().getLong(i) != here.events().getLong(i)) {
                return "event %d: %s, alone %s".formatted(i, describe(here, i), describe(alone, i));
            }
        }
        if (alone.events().size() != here.events().size()) {
            return "%d events, alone %d"
                    .formatted(here.events().size(), alone.events().size());
        }
        if (!alone.console().equals(here.console())) {
            return "another console: " + here.console();
        }
        int byteOfMemory = alone.memory().mismatch(here.memory());
        if (byteOfMemory >= 0) {
            return "memory at offset 0x%x".formatted(byteOfMemory);
        }
        int byteOfState = alone.state().mismatch(here.state());
        return byteOfState >= 0 ? "state at offset " + byteOfState : null;
    }

    private static String describe(Observation observation, int index) {
        long event = observation.events().getLong(index);
        return "%s at %d (hash %08x)"
                .formatted(SystemEvent.nameOf((int) (event >>> 32 & 0xFF)), event >>> 40, (int) event);
    }
}
