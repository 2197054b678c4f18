package org.prtosvm.tools.board;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * A Multiboot kernel with its modules, in the place of firmware and boot loader.
 *
 * <p>The kernel lies where it wants; the modules follow it, each at the start of a page; the information structure ends
 * below 640 KiB, or follows the modules if the kernel needs that place. Source: Multiboot 0.6.96.
 */
public final class MultibootSource implements BootSource {
    private static final int LOADED_BY_MULTIBOOT = 0x2BAD_B002;
    private static final int CODE_SELECTOR = 0x08;
    private static final int DATA_SELECTOR = 0x10;
    private static final int FLAT_ACCESS = SegmentCache.PRESENT
            | SegmentCache.NOT_SYSTEM
            | SegmentCache.WRITABLE_OR_READABLE
            | SegmentCache.ACCESSED
            | SegmentCache.BIG
            | SegmentCache.GRANULARITY;

    private final BootFile kernel;
    private final KernelImage image;
    private final List<MultibootInformation.Module> modules = new ArrayList<>();
    private final byte[] information;
    private final int informationAddress;

    /**
     * Checks the files and finds a place for each.
     *
     * @param kernel the kernel
     * @param moduleFiles modules in their order
     * @param memoryBytes end of RAM
     * @throws BoardException if a file is damaged or does not fit
     */
    public MultibootSource(BootFile kernel, List<BootFile> moduleFiles, long memoryBytes) {
        this.kernel = kernel;
        BoardMemory memory = new BoardMemory(memoryBytes);
        image = KernelImage.of(kernel, memory);
        long free = pageAbove(Math.max(image.end(), BoardMemory.HIGH_START));
        for (BootFile file : moduleFiles) {
            if (!memory.contains(free, file.bytes().length)) {
                throw new BoardException(
                        file.name(),
                        "does not fit into memory: %d bytes at 0x%08x, RAM ends at 0x%x (--memory)"
                                .formatted(file.bytes().length, free, memoryBytes));
            }
            MultibootInformation.Module module = new MultibootInformation.Module(file, free);
            modules.add(module);
            free = pageAbove(module.end());
        }
        int length = MultibootInformation.build(0, kernel, modules, memory).length;
        long low = BoardMemory.LOW_END - length & -16;
        long place = image.overlaps(low, BoardMemory.LOW_END) || low < 0 ? free : low;
        if (!memory.contains(place, length)) {
            throw new BoardException(
                    kernel.name(),
                    "leaves no room for the %d bytes of boot information below 0x%x (--memory)"
                            .formatted(length, memoryBytes));
        }
        informationAddress = (int) place;
        information = MultibootInformation.build(informationAddress, kernel, modules, memory);
    }

    private static long pageAbove(long address) {
        return address + GuestMemory.PAGE_SIZE - 1 & -GuestMemory.PAGE_SIZE;
    }

    @Override
    public void map(GuestMemory memory) {
        // All is RAM.
    }

    @Override
    public void load(GuestMemory memory) {
        for (KernelImage.Segment segment : image.segments()) {
            byte[] bytes =
                    Arrays.copyOfRange(kernel.bytes(), segment.offset(), segment.offset() + segment.fileLength());
            memory.write((int) segment.start(), bytes, 0, bytes.length);
        }
        for (MultibootInformation.Module module : modules) {
            memory.write(
                    (int) module.start(),
                    module.file().bytes(),
                    0,
                    module.file().bytes().length);
        }
        memory.write(informationAddress, information, 0, information.length);
    }

    @Override
    public void start(CpuState cpu) {
        cpu.cr0 = CpuState.CR0_PE | CpuState.CR0_ET;
        cpu.fpu.reset();
        for (SegmentCache cache : cpu.segment) {
            cache.load(DATA_SELECTOR, 0, -1, FLAT_ACCESS);
        }
        cpu.segment[SegmentRegister.CS].load(CODE_SELECTOR, 0, -1, FLAT_ACCESS | SegmentCache.CODE);
        cpu.gdtLimit = 0;
        cpu.idtLimit = 0;
        cpu.gpr[Gpr.EAX] = LOADED_BY_MULTIBOOT;
        cpu.gpr[Gpr.EBX] = informationAddress;
        cpu.gpr[Gpr.EDX] = 0;
        cpu.eip = image.entry();
        cpu.systemFlags = Eflags.RESERVED_ONE;
        cpu.updateMode();
        cpu.memory.flush();
    }

    @Override
    public boolean restartsBoard() {
        return true;
    }
}
