// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.prtos.config.DeviceReference;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.config.Processor;
import org.prtosvm.prtos.config.Slot;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.hm.HealthMonitor;
import org.prtosvm.prtos.hm.HmIncident;
import org.prtosvm.prtos.hm.HmServices;
import org.prtosvm.prtos.host.ConsoleSink;
import org.prtosvm.prtos.host.HypervisorOptions;
import org.prtosvm.prtos.host.HypervisorOptions.KernelText;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.log.ConsoleDevice;
import org.prtosvm.prtos.log.HmLog;
import org.prtosvm.prtos.log.KernelDevices;
import org.prtosvm.prtos.log.TraceLog;
import org.prtosvm.prtos.partition.DescriptorTables;
import org.prtosvm.prtos.partition.GuestAccess;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Pct;
import org.prtosvm.prtos.partition.Vcpu;
import org.prtosvm.prtos.schedule.ScheduleListener;
import org.prtosvm.prtos.time.TimeBase;

/**
 * What a running system consists of, and the services that its parts share: who is there, what time it is, who is to be told what.
 *
 * <p>At every moment one processor is the active one; time, audit records and events are those of the active processor.
 *
 * <p>Thread rule: the thread that runs the machine.
 */
public final class Kernel implements HmServices {
    private static final int NOBODY = 0xFF;
    private static final int IDLE_CODE = -1;

    private final SystemImage image;
    private final SystemConfiguration configuration;
    private final GuestMemory memory;
    private final KernelMemory kernelMemory;
    private final TimeBase timeBase;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<PartitionActivity> activities = new ArrayList<>();
    private final List<PartitionMemory> partitionMemory = new ArrayList<>();
    private final List<PhysicalCpu> cpus = new ArrayList<>();
    private final List<KernelComponent> components = new ArrayList<>();
    private final EventTrace events;
    private final SystemCounters counters = new SystemCounters();
    private final KernelDevices devices;
    private final HmLog hmLog;
    private final TraceLog traceLog;
    private final KernelConsole console;
    private final GuestAccess access;
    private final VirtualInterrupts interrupts;
    private final InterruptLines lines;
    private final PartitionControl control;
    private final HealthMonitor healthMonitor;
    private final RamImage ram;
    private PhysicalCpu active;

    /**
     * Sets a system up; nothing is started yet.
     *
     * @param image configuration and partition images
     * @param memory memory of the machine, empty; gets all RAM of the system
     * @param options options of the run
     * @param uart receives what is sent on the serial line
     */
    public Kernel(SystemImage image, GuestMemory memory, HypervisorOptions options, ConsoleSink uart) {
        this.image = image;
        this.memory = memory;
        configuration = image.configuration();
        timeBase = new TimeBase(speed(configuration, options));
        events = new EventTrace(options.eventSink());
        access = new GuestAccess(memory);
        ram = new RamImage(memory);
        kernelMemory = new KernelMemory(memory, configuration.hypervisor().area());
        addGuestRam();
        for (PartitionConfiguration partition : configuration.partitions()) {
            createPartition(partition, options);
        }
        ram.add(configuration.hypervisor().area().start(), kernelMemory.used());
        for (Processor processor : configuration.processors()) {
            int number = processor.id();
            cpus.add(new PhysicalCpu(number, timeBase, processor.plans(), partitions, new Schedules(number)));
        }
        active = cpus.getFirst();
        devices = new KernelDevices(configuration.devices(), memory, (text, offset, length) -> {
            uart.write(text, offset, length, nowUs());
            return length;
        });
        hmLog = new HmLog(devices.stream(configuration.hypervisor().healthMonitorDevice()));
        traceLog = new TraceLog(configuration, devices);
        console = consoleOf(configuration.hypervisor().console(), options.kernelText());
        interrupts = new VirtualInterrupts(this);
        lines = new InterruptLines(this);
        control = new PartitionControl(this);
        healthMonitor = new HealthMonitor(configuration, hmLog, this, control);
    }

    /** Text on the serial line can be left out, since nobody inside the machine can read it back; in memory it is state. */
    private KernelConsole consoleOf(DeviceReference reference, KernelText text) {
        if (reference.kind() != DeviceReference.Kind.UART) {
            return new KernelConsole(devices.console(reference), true);
        }
        return text == KernelText.NONE
                ? new KernelConsole(ConsoleDevice.DROPPING, false)
                : new KernelConsole(devices.console(reference), text == KernelText.ALL);
    }

    private static long speed(SystemConfiguration configuration, HypervisorOptions options) {
        if (options.cpuKhzOverride() > 0) {
            return options.cpuKhzOverride();
        }
        long configured = configuration.processors().getFirst().frequencyKhz();
        return configured > 0 ? configured : TimeBase.DEFAULT_KHZ;
    }

    private void addGuestRam() {
        byte[] container = image.container().toByteArray();
        addRam(image.containerAddress(), roundUp(container.length));
        memory.write(image.containerAddress(), container, 0, container.length);
        for (PartitionConfiguration partition : configuration.partitions()) {
            partition.areas().forEach(this::addRam);
        }
        configuration.devices().memoryBlocks().forEach(this::addRam);
    }

    private void addRam(MemoryArea area) {
        if (area.size() != 0) {
            addRam(area.start(), Integer.toUnsignedLong(area.size()));
        }
    }

    private void addRam(int start, long length) {
        memory.addRam(start, length);
        ram.add(start, length);
    }

    RamImage ram() {
        return ram;
    }

    private static long roundUp(long length) {
        return length + PrtosConstants.PAGE_SIZE - 1 & -PrtosConstants.PAGE_SIZE;
    }

    private void createPartition(PartitionConfiguration partitionConfiguration, HypervisorOptions options) {
        Partition partition = new Partition(configuration, partitionConfiguration);
        int areas = partitionConfiguration.areas().size();
        int ports = partitionConfiguration.ports().size();
        int stride = PctDescriptor.stride(areas, ports);
        int stack = kernelMemory.allocate(PrtosConstants.LOADER_STACK_PAGES * PrtosConstants.PAGE_SIZE);
        int pctLength = stride * partitionConfiguration.vcpuCount();
        int pcts = kernelMemory.allocate(pctLength);
        for (int id = 0; id < partitionConfiguration.vcpuCount(); id++) {
            int tables = kernelMemory.allocate(DescriptorTables.length(partitionConfiguration.ioPermissions()));
            CpuState cpu = new CpuState(true, options.model());
            cpu.memory = new Mmu(cpu, memory);
            cpu.ports = options.ports();
            partition.add(new Vcpu(
                    partition,
                    id,
                    configuration.processorOf(partition.id(), id),
                    cpu,
                    new DescriptorTables(memory, tables, kernelMemory.linear(tables)),
                    new Pct(memory, pcts + id * stride, areas, ports),
                    configuration.partitions().size()));
        }
        partitions.add(partition);
        activities.add(new PartitionActivity());
        partitionMemory.add(new PartitionMemory(stack, pcts, pctLength));
    }

    /**
     * Adds a part of the system that has state of its own.
     *
     * @param component the part; started, reset and saved in the order of addition
     */
    public void add(KernelComponent component) {
        components.add(component);
    }

    /**
     * The parts of the system above the kernel.
     *
     * @return in the order of addition
     */
    List<KernelComponent> components() {
        return components;
    }

    /**
     * The image that the system was made from.
     *
     * @return configuration, container, partitions
     */
    public SystemImage image() {
        return image;
    }

    /**
     * The configuration.
     *
     * @return immutable
     */
    public SystemConfiguration configuration() {
        return configuration;
    }

    /**
     * Physical memory.
     *
     * @return memory of the machine
     */
    public GuestMemory memory() {
        return memory;
    }

    KernelMemory kernelMemory() {
        return kernelMemory;
    }

    /**
     * Maps the hypervisor's addresses in a page directory of a guest.
     *
     * @param directory physical address of the directory
     */
    public void mapHypervisor(int directory) {
        kernelMemory.mapInto(directory);
    }

    PartitionMemory memoryOf(Partition partition) {
        return partitionMemory.get(partition.id());
    }

    /**
     * Access to guest memory through guest pointers.
     *
     * @return accessor
     */
    public GuestAccess access() {
        return access;
    }

    /**
     * The partitions.
     *
     * @return by id
     */
    public List<Partition> partitions() {
        return partitions;
    }

    /**
     * A partition.
     *
     * @param id 0 to number of partitions - 1
     * @return the partition
     */
    public Partition partition(int id) {
        return partitions.get(id);
    }

    /**
     * What a partition has done so far.
     *
     * @param id partition
     * @return live counters
     */
    public PartitionActivity activity(int id) {
        return activities.get(id);
    }

    /**
     * The physical processors.
     *
     * @return by number
     */
    public List<PhysicalCpu> cpus() {
        return cpus;
    }

    /**
     * The physical processor that executes a vCPU.
     *
     * @param vcpu a vCPU that is in some plan
     * @return its processor
     */
    public PhysicalCpu cpuOf(Vcpu vcpu) {
        return cpus.get(vcpu.processor());
    }

    /**
     * The processor whose operation is being performed.
     *
     * @return the active processor
     */
    public PhysicalCpu active() {
        return active;
    }

    void setActive(PhysicalCpu cpu) {
        active = cpu;
    }

    /**
     * Conversion of counts to time, the same for all processors.
     *
     * @return time base
     */
    public TimeBase timeBase() {
        return timeBase;
    }

    @Override
    public long nowUs() {
        return active.nowUs();
    }

    /**
     * The execution time of a vCPU.
     *
     * @param vcpu the vCPU
     * @return microseconds
     */
    public long executionTimeUs(Vcpu vcpu) {
        long now = vcpu.processor() < 0 ? 0 : cpuOf(vcpu).count();
        return timeBase.toUs(vcpu.execClock().counts(now));
    }

    /**
     * Lets time pass for the work that is done for a vCPU. It passes before the vCPU goes on, in its own slots.
     *
     * @param vcpu who pays
     * @param counts cost
     */
    public void charge(Vcpu vcpu, long counts) {
        vcpu.addDebt(counts);
    }

    /**
     * To be called when a timer of a vCPU was armed or disarmed: expires what is due and plans the rest.
     *
     * @param vcpu owner of the timer
     */
    public void timersChanged(Vcpu vcpu) {
        PhysicalCpu cpu = cpuOf(vcpu);
        if (cpu.current() == vcpu) {
            expireTimers(cpu, vcpu);
        }
    }

    /** Expires the timers of the vCPU that a processor executes, and plans the next expiry. */
    boolean expireTimers(PhysicalCpu cpu, Vcpu vcpu) {
        long nowUs = cpu.nowUs();
        long hwValueUs = vcpu.hwTimer().valueUs();
        boolean hw = vcpu.hwTimer().expire(nowUs);
        if (hw) {
            report(SystemEvent.TIMER, vcpu.code(), 0, hwValueUs);
            interrupts.raiseExtended(vcpu, ExtendedInterrupt.HW_TIMER);
        }
        long execUs = timeBase.toUs(vcpu.execClock().counts(cpu.count()));
        long execValueUs = vcpu.execTimer().valueUs();
        boolean exec = vcpu.execTimer().expire(execUs);
        if (exec) {
            report(SystemEvent.TIMER, vcpu.code(), 1, execValueUs);
            interrupts.raiseExtended(vcpu, ExtendedInterrupt.EXEC_TIMER);
        }
        cpu.refreshTimers();
        return hw || exec;
    }

    /**
     * To be called when the state of a vCPU has changed or something became pending for it. The active processor asks its scheduler at the
     * end of the current operation. Another one is interrupted if the vCPU has it or could get it back in the current slot; if not, nobody
     * there notices anything.
     *
     * @param vcpu the vCPU
     */
    public void reschedule(Vcpu vcpu) {
        if (vcpu.processor() < 0) {
            return;
        }
        PhysicalCpu cpu = cpuOf(vcpu);
        if (cpu == active || cpu.current() == vcpu || cpu.scheduler().isChosen(vcpu)) {
            interrupt(cpu);
        }
    }

    /** Interrupts a processor, or makes it ask its scheduler if it is the active one. */
    void interrupt(PhysicalCpu target) {
        if (target == active) {
            target.setReschedule();
        } else if (!target.isInterruptedByProcessor()) {
            report(SystemEvent.IPI, target.number(), active.number(), 0);
            target.setCount(Math.max(target.count(), active.count()));
            target.interrupt(PhysicalCpu.Interrupt.PROCESSOR);
        }
    }

    /** What a vCPU on another processor was about to ask for is void when it is halted or reset. */
    void dropDeferredExit(Vcpu vcpu) {
        if (vcpu.processor() >= 0 && cpuOf(vcpu).current() == vcpu) {
            cpuOf(vcpu).dropExit();
        }
    }

    /**
     * Interrupts a processor on behalf of a device. The processor that talks to the device stops behind the instruction that does; it may be
     * ahead of others, which see the interrupt when they go on.
     */
    void interruptFromDevice(PhysicalCpu target, Vcpu running) {
        if (target == active) {
            running.cpu().stopRequested = true;
        }
        target.interrupt(PhysicalCpu.Interrupt.DEVICE);
    }

    /** Takes over the time of the engine if the active processor is just executing guest code. */
    void catchUp() {
        Vcpu vcpu = active.current();
        if (vcpu != null) {
            active.setCount(Math.max(active.count(), vcpu.cpu().count()));
        }
    }

    /**
     * The stream of events.
     *
     * @return live stream
     */
    public EventTrace events() {
        return events;
    }

    @Override
    public void report(int event, long a, long b, long c) {
        events.record(active.count(), active.number(), event, a, b, c);
    }

    @Override
    public void audit(int code, int... payload) {
        if (traceLog.audits(code)) {
            Vcpu running = active.current();
            int partition = running == null ? NOBODY : running.partition().id();
            int vcpu = running == null ? NOBODY : running.id();
            traceLog.audit(code, partition, vcpu, nowUs(), payload);
        }
    }

    @Override
    public void countEvent() {
        counters.countHmEvent();
    }

    @Override
    public void println(String text) {
        console.println(text);
    }

    /**
     * Counters of the system.
     *
     * @return live counters
     */
    public SystemCounters counters() {
        return counters;
    }

    /**
     * Consoles and log devices.
     *
     * @return devices of the configuration
     */
    public KernelDevices devices() {
        return devices;
    }

    /**
     * The log of health-monitor events.
     *
     * @return the log
     */
    public HmLog hmLog() {
        return hmLog;
    }

    /**
     * Traces of partitions and of the hypervisor.
     *
     * @return the traces
     */
    public TraceLog traceLog() {
        return traceLog;
    }

    /**
     * Text of the hypervisor.
     *
     * @return console
     */
    public KernelConsole console() {
        return console;
    }

    /**
     * Virtual interrupts.
     *
     * @return how to raise them
     */
    public VirtualInterrupts interrupts() {
        return interrupts;
    }

    /**
     * Physical interrupt lines.
     *
     * @return lines
     */
    public InterruptLines lines() {
        return lines;
    }

    /**
     * The life cycle of partitions, vCPUs and the system.
     *
     * @return operations
     */
    public PartitionControl control() {
        return control;
    }

    /**
     * The health monitor.
     *
     * @return health monitor
     */
    public HealthMonitor healthMonitor() {
        return healthMonitor;
    }

    /**
     * Raises a health-monitor event.
     *
     * @param incident what has happened
     */
    public void raise(HmIncident incident) {
        if (!incident.system()) {
            activity(incident.partitionId()).countHmEvent();
        }
        healthMonitor.raise(incident);
    }

    /** Reports and counts what the scheduler of a processor decides. */
    private final class Schedules implements ScheduleListener {
        private final int number;

        Schedules(int number) {
            this.number = number;
        }

        @Override
        public void planStarted(Plan plan, int previousId) {
            audit(AuditCode.PLAN_SWITCH_DONE, plan.id(), plan.id());
            report(SystemEvent.PLAN, plan.id(), previousId, number);
        }

        @Override
        public void frameStarted(Plan plan, long startUs, boolean first) {
            if (!first) {
                counters.countMajorFrame();
            }
            report(SystemEvent.FRAME, plan.id(), startUs, number);
        }

        @Override
        public void slotStarted(Vcpu vcpu, Plan plan, Slot slot, int index) {
            report(SystemEvent.SLOT, vcpu.code(), index, plan.id());
            activity(vcpu.partition().id()).countSlot();
            interrupts.slotStarted(vcpu, slot, index);
        }
    }

    /** Tells everybody that a processor runs another vCPU or none. */
    void reportSwitch(@Nullable Vcpu vcpu) {
        int code = vcpu == null ? IDLE_CODE : vcpu.code();
        audit(AuditCode.CONTEXT_SWITCH, code);
        report(SystemEvent.SWITCH, code, 0, 0);
    }
}
