package org.prtosvm.tools.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.prtos.Hypervisor;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.machine.Machine;
import org.prtosvm.tools.machine.MachineBuilder;
import org.prtosvm.tools.machine.MachineOptions;

/**
 * A stopped machine in a file laid out as {@link SnapshotDescriptor} says. Checked completely when it is read: signature,
 * versions, length and digest first, then the system inside.
 */
public final class Snapshot {
    private static final int DIGESTED_HEADER = SnapshotDescriptor.DIGEST_OFFSET;

    private final String name;
    private final SystemImage image;
    private final long cpuKhz;
    private final CpuModel model;
    private final byte[] state;

    private Snapshot(String name, SystemImage image, long cpuKhz, CpuModel model, byte[] state) {
        this.name = name;
        this.image = image;
        this.cpuKhz = cpuKhz;
        this.model = model;
        this.state = state;
    }

    /**
     * Makes the contents of a snapshot file.
     *
     * @param machine the machine, stopped
     * @param image the system it was made from
     * @param options its options
     * @return bytes of the file
     */
    public static byte[] write(Machine machine, SystemImage image, MachineOptions options) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(body))) {
            byte[] container = image.container().toByteArray();
            out.writeLong(MachineBuilder.cpuKhz(image, options));
            out.writeUTF(options.model().optionName());
            out.writeInt(container.length);
            out.write(container);
            machine.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written anywhere", e);
        }
        byte[] file = new byte[SnapshotDescriptor.HEADER_LENGTH + body.size()];
        UnsafeBuffer view = new UnsafeBuffer(file);
        view.putInt(SnapshotDescriptor.SIGNATURE_OFFSET, SnapshotDescriptor.SIGNATURE, ByteOrder.LITTLE_ENDIAN);
        view.putInt(SnapshotDescriptor.VERSION_OFFSET, SnapshotDescriptor.VERSION, ByteOrder.LITTLE_ENDIAN);
        view.putInt(SnapshotDescriptor.STATE_VERSION_OFFSET, Hypervisor.STATE_VERSION, ByteOrder.LITTLE_ENDIAN);
        view.putLong(SnapshotDescriptor.BODY_LENGTH_OFFSET, body.size(), ByteOrder.LITTLE_ENDIAN);
        view.putBytes(SnapshotDescriptor.HEADER_LENGTH, body.toByteArray());
        view.putBytes(SnapshotDescriptor.DIGEST_OFFSET, digest(file));
        return file;
    }

    /**
     * Reads a snapshot file.
     *
     * @param name its name, for messages
     * @param file its bytes
     * @return the snapshot
     * @throws SnapshotException if it cannot be resumed
     */
    public static Snapshot read(String name, byte[] file) {
        UnsafeBuffer view = new UnsafeBuffer(file);
        if (file.length < 4
                || view.getInt(SnapshotDescriptor.SIGNATURE_OFFSET, ByteOrder.LITTLE_ENDIAN)
                        != SnapshotDescriptor.SIGNATURE) {
            throw new SnapshotException(
                    name + ": expected a snapshot, which begins with \"PVMS\", found something else");
        }
        if (file.length < SnapshotDescriptor.HEADER_LENGTH) {
            throw new SnapshotException("%s: expected a header of %d bytes, found %d bytes: the file is cut short"
                    .formatted(name, SnapshotDescriptor.HEADER_LENGTH, file.length));
        }
        checkVersion(
                name,
                "the snapshot",
                SnapshotDescriptor.VERSION,
                view.getInt(SnapshotDescriptor.VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN));
        long length = view.getLong(SnapshotDescriptor.BODY_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        long found = (long) file.length - SnapshotDescriptor.HEADER_LENGTH;
        if (length != found) {
            throw new SnapshotException("%s: expected %d bytes behind the header, found %d: the file is damaged"
                    .formatted(name, length, found));
        }
        byte[] stored = new byte[SnapshotDescriptor.DIGEST_LENGTH];
        view.getBytes(SnapshotDescriptor.DIGEST_OFFSET, stored);
        if (!Arrays.equals(stored, digest(file))) {
            throw new SnapshotException(
                    name + ": expected the digest that the header names, found another: the file is damaged");
        }
        checkVersion(
                name,
                "the machine state",
                Hypervisor.STATE_VERSION,
                view.getInt(SnapshotDescriptor.STATE_VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN));
        return parse(name, file);
    }

    private static void checkVersion(String name, String what, int expected, int found) {
        if (found != expected) {
            throw new SnapshotException("%s: expected version %d of %s, found %d: it was written by another version"
                    .formatted(name, expected, what, found));
        }
    }

    private static Snapshot parse(String name, byte[] file) {
        int header = SnapshotDescriptor.HEADER_LENGTH;
        try (DataInputStream in = new DataInputStream(
                new InflaterInputStream(new ByteArrayInputStream(file, header, file.length - header)))) {
            long cpuKhz = in.readLong();
            CpuModel model = model(name, in.readUTF());
            byte[] container = in.readNBytes(in.readInt());
            SystemImage image = SystemImage.load(new InputFile(name + " (the system inside)", container), Map.of());
            return new Snapshot(name, image, cpuKhz, model, in.readAllBytes());
        } catch (IOException e) {
            throw new SnapshotException(name + ": the contents cannot be read: " + e.getMessage(), e);
        }
    }

    private static CpuModel model(String name, String wanted) {
        for (CpuModel model : CpuModel.values()) {
            if (model.optionName().equals(wanted)) {
                return model;
            }
        }
        throw new SnapshotException(
                "%s: expected a processor that this version knows, found '%s'".formatted(name, wanted));
    }

    private static byte[] digest(byte[] file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(file, 0, DIGESTED_HEADER);
            digest.update(file, SnapshotDescriptor.HEADER_LENGTH, file.length - SnapshotDescriptor.HEADER_LENGTH);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The system that the machine was made from.
     *
     * @return the same container as then
     */
    public SystemImage image() {
        return image;
    }

    /**
     * The speed of the machine, which cannot change in the middle of a run.
     *
     * @return kHz of all processors
     */
    public long cpuKhz() {
        return cpuKhz;
    }

    /**
     * The processor of the machine, which cannot change in the middle of a run either.
     *
     * @return model of all vCPUs
     */
    public CpuModel model() {
        return model;
    }

    /**
     * Puts a machine into the saved state.
     *
     * @param machine made from {@link #image} with the speed {@link #cpuKhz} and the processor {@link #model}, not started
     * @throws SnapshotException if the state does not fit the machine
     */
    public void load(Machine machine) {
        ByteArrayInputStream rest = new ByteArrayInputStream(state);
        try {
            machine.restore(new DataInputStream(rest));
        } catch (IOException e) {
            throw new SnapshotException("%s: %s".formatted(name, e.getMessage()), e);
        }
        if (rest.available() != 0) {
            throw new SnapshotException(
                    "%s: expected the end of the state, found %d more bytes".formatted(name, rest.available()));
        }
    }
}
