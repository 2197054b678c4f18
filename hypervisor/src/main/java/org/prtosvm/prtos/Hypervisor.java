// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.host.ConsoleSink;
import org.prtosvm.prtos.host.EngineFactory;
import org.prtosvm.prtos.host.HypervisorOptions;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.host.Statistics;
import org.prtosvm.prtos.hypercall.HypercallLayer;
import org.prtosvm.prtos.hypercall.dispatch.DispatcherBuilder;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.kernel.Machine;
import org.prtosvm.prtos.kernel.PartitionActivity;
import org.prtosvm.prtos.kernel.PhysicalCpu;
import org.prtosvm.prtos.log.ConsoleDevice;
import org.prtosvm.prtos.object.ConsoleObject;
import org.prtosvm.prtos.object.HealthMonitorObject;
import org.prtosvm.prtos.object.KernelObject;
import org.prtosvm.prtos.object.MemoryObject;
import org.prtosvm.prtos.object.ObjectHypercalls;
import org.prtosvm.prtos.object.ObjectTable;
import org.prtosvm.prtos.object.PartitionStatus;
import org.prtosvm.prtos.object.StatusObject;
import org.prtosvm.prtos.object.TraceObject;
import org.prtosvm.prtos.partition.MessageCounters;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.port.PartitionNotifier;
import org.prtosvm.prtos.port.PortTable;
import org.prtosvm.prtos.port.QueuingPortObject;
import org.prtosvm.prtos.port.SamplingPortObject;

/**
 * A partitioned system that runs: hypervisor, partitions and processors.
 *
 * <p>A run is a function of the image and the options alone. It can be stopped, saved, restored in another object and continued at any
 * point, with the same result as if nothing had happened; {@link #hash} tells whether two machines are in the same state.
 *
 * <p>Thread rule: one thread at a time; {@link #requestStop} from any thread.
 */
public final class Hypervisor implements AutoCloseable {
    /** Version of what {@link #save} writes. */
    public static final int STATE_VERSION = Machine.STATE_VERSION;

    private final GuestMemory memory;
    private final Kernel kernel;
    private final Machine machine;
    private final long durationUs;

    /**
     * Sets a system up.
     *
     * @param image configuration and partition images
     * @param options options of the run
     * @param engineFactory makes the engine
     * @param uart receives what the system sends on its serial line
     * @throws org.prtosvm.prtos.host.SetupException if the system has no room for what it needs
     */
    public Hypervisor(SystemImage image, HypervisorOptions options, EngineFactory engineFactory, ConsoleSink uart) {
        memory = new GuestMemory();
        durationUs = options.durationUs();
        kernel = new Kernel(image, memory, options, uart);
        KernelServices services = new KernelServices(kernel);
        PortTable ports = new PortTable(kernel.configuration());
        kernel.add(new PortComponent(ports));
        ObjectHypercalls objects =
                new ObjectHypercalls(objects(services, ports), kernel.partitions(), kernel.access(), services);
        HypercallLayer hypercalls = new HypercallLayer(
                kernel,
                objects,
                table -> DispatcherBuilder.build(
                        table, caller -> caller.partition().isSystem()));
        machine = new Machine(kernel, engineFactory.create(memory), hypercalls, options);
    }

    private ObjectTable objects(KernelServices services, PortTable ports) {
        List<Partition> partitions = kernel.partitions();
        PartitionNotifier notifier = new PartitionNotifier(partitions, services);
        List<ConsoleDevice> consoles = partitions.stream()
                .map(partition ->
                        kernel.devices().console(partition.configuration().console()))
                .toList();
        Map<Integer, KernelObject> classes = Map.of(
                ObjectDescriptor.CLASS_CONSOLE,
                new ConsoleObject(consoles),
                ObjectDescriptor.CLASS_TRACE,
                new TraceObject(
                        kernel.traceLog(),
                        (caller, payload) -> services.raisePartitionError(
                                partitions.get(caller.partitionId()).vcpu(caller.vcpuId()), payload)),
                ObjectDescriptor.CLASS_SAMPLING_PORT,
                new SamplingPortObject(ports, notifier),
                ObjectDescriptor.CLASS_QUEUING_PORT,
                new QueuingPortObject(ports, notifier),
                ObjectDescriptor.CLASS_MEMORY,
                new MemoryObject(kernel.configuration().partitions(), memory, this::isProtected),
                ObjectDescriptor.CLASS_HEALTH_MONITOR,
                new HealthMonitorObject(kernel.hmLog().stream()),
                ObjectDescriptor.CLASS_STATUS,
                new StatusObject(new PartitionStatus(partitions, services)));
        return new ObjectTable(classes);
    }

    /** Pages that nobody writes to by their physical address: page tables, and everything of the hypervisor. */
    private boolean isProtected(int physical) {
        return kernel.configuration().hypervisor().area().physicalRange().contains(physical)
                || kernel.partitions().stream()
                        .anyMatch(partition -> partition.pages().isTable(physical));
    }

    /**
     * Runs until the end that the options give, or something else ends it. A run that was stopped or whose time was over can be continued.
     *
     * @return why it ended
     */
    public RunEnd run() {
        return machine.run(durationUs);
    }

    /**
     * Runs until a time, or something else ends it.
     *
     * @param untilUs hardware clock in microseconds at which to stop
     * @return why it ended
     */
    public RunEnd runUntil(long untilUs) {
        return machine.run(untilUs);
    }

    /** Asks a run to end at the next opportunity. Thread rule: any thread. */
    public void requestStop() {
        machine.requestStop();
    }

    /**
     * The system inside, for observers.
     *
     * @return live objects
     */
    public Kernel kernel() {
        return kernel;
    }

    /**
     * Raises an interrupt line of the board, as its devices do.
     *
     * @param line 0 to 23
     */
    public void raiseLine(int line) {
        kernel.lines().raise(line);
    }

    /**
     * What the system has done so far.
     *
     * @return numbers of the machine
     */
    public Statistics statistics() {
        long timeUs = kernel.cpus().stream().mapToLong(PhysicalCpu::nowUs).max().orElse(0);
        return new Statistics(
                timeUs,
                kernel.timeBase().khz(),
                kernel.counters().resets(),
                kernel.counters().interrupts(),
                kernel.counters().majorFrames(),
                kernel.counters().hmEvents(),
                kernel.events().events(),
                kernel.partitions().stream().map(this::statisticsOf).toList());
    }

    private Statistics.OfPartition statisticsOf(Partition partition) {
        PartitionActivity activity = kernel.activity(partition.id());
        MessageCounters messages = partition.messages();
        return new Statistics.OfPartition(
                partition.id(),
                partition.name(),
                partition.state(),
                partition.vcpus().stream().mapToLong(kernel::executionTimeUs).sum(),
                activity.slots(),
                activity.instructions(),
                activity.hypercalls(),
                activity.traps(),
                activity.injections(),
                partition.virtualInterrupts(),
                activity.hmEvents(),
                messages.samplingRead,
                messages.samplingWritten,
                messages.queuingSent,
                messages.queuingReceived);
    }

    /**
     * Saves the whole state of the machine.
     *
     * @param out receives it
     * @throws IOException if the receiver fails
     */
    public void save(DataOutput out) throws IOException {
        machine.save(out);
    }

    /**
     * Replaces the state of the machine by a saved one. The machine was made from the same image with the same speed.
     *
     * @param in what {@link #save} of such a machine wrote
     * @throws IOException if the giver fails or the state does not fit
     */
    public void restore(DataInput in) throws IOException {
        machine.restore(in);
    }

    /**
     * The hash of the state of the machine: SHA-256 of what {@link #save} writes. It depends neither on the engine nor on the host.
     *
     * @return 64 hexadecimal digits
     */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DataOutputStream out =
                    new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
                machine.save(out);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Frees the memory of the machine. */
    @Override
    public void close() {
        memory.close();
    }
}
