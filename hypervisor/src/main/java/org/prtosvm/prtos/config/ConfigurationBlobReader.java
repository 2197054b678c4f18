// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/**
 * Reads configuration blobs in any layout. Every offset, count and index is checked, and the configuration has to keep the rules of a
 * system description. Of the reserved memory and the tail, which are the reference kernel's business, only the place is checked. Source:
 * ABI 07-binary-formats, 5.
 */
public final class ConfigurationBlobReader {
    private final String file;
    private final BlobBytes blob;
    private final BlobNames names;
    private final BlobMemoryReader memory;
    private final BlobDeviceReader devices;
    private final BlobHmReader healthMonitor;

    private ConfigurationBlobReader(String file, BlobBytes blob) {
        this.file = file;
        this.blob = blob;
        this.names = new BlobNames(blob);
        this.memory = new BlobMemoryReader(blob, names.strings());
        this.devices = new BlobDeviceReader(blob, memory);
        this.healthMonitor = new BlobHmReader(blob);
    }

    /**
     * Reads a file.
     *
     * @param file the configuration blob
     * @return its configuration
     * @throws ConfigurationException if the file cannot be read, is damaged, or breaks a rule
     */
    public static SystemConfiguration read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    Kind.UNREADABLE_FILE, Location.ofFile(file.toString()), "cannot be read: " + e);
        }
        return read(file.toString(), bytes);
    }

    /**
     * Reads a blob.
     *
     * @param file its name, for messages
     * @param bytes the blob without its tail
     * @return its configuration
     * @throws ConfigurationException if it is damaged or breaks a rule
     */
    public static SystemConfiguration read(String file, byte[] bytes) {
        return read(file, bytes, KernelOptions.DEFAULT);
    }

    /**
     * Reads a blob.
     *
     * @param file its name, for messages
     * @param bytes the blob without its tail
     * @param options the options that it was made with
     * @return its configuration
     * @throws ConfigurationException if it is damaged or breaks a rule
     */
    public static SystemConfiguration read(String file, byte[] bytes, KernelOptions options) {
        BlobBytes all = new BlobBytes(file, bytes, bytes.length, options);
        int header = options.geometry().headerLength();
        all.expect("signature", ConfigurationBlobDescriptor.SIGNATURE_OFFSET, ConfigurationBlobDescriptor.SIGNATURE);
        all.expect("version", ConfigurationBlobDescriptor.VERSION_OFFSET, PrtosConstants.VERSION);
        int dataSize = all.number("data size", ConfigurationBlobDescriptor.DATA_SIZE_OFFSET, bytes.length);
        if (dataSize < header || dataSize % 4 != 0) {
            throw all.refuse("data size", "expected a multiple of 4 of at least %d, found %d", header, dataSize);
        }
        if (!FileDigest.matches(bytes, dataSize, ConfigurationBlobDescriptor.DIGEST_OFFSET)) {
            throw all.refuse("digest", "does not match the contents");
        }
        return new ConfigurationBlobReader(file, new BlobBytes(file, bytes, dataSize, options)).read();
    }

    private SystemConfiguration read() {
        BlobGeometry geometry = blob.options().geometry();
        BlobChannelReader channels = new BlobChannelReader(blob, names);
        BlobPartitionReader partitions = new BlobPartitionReader(blob, names, memory, devices, channels, healthMonitor);
        SystemConfiguration configuration = new SystemConfiguration(
                names.systemName(),
                blob.word("file version", ConfigurationBlobDescriptor.FILE_VERSION_OFFSET),
                memory.regions(),
                new BlobScheduleReader(blob, names).processors(),
                devices.devices(),
                hypervisor(),
                memory.areas(
                        "resident software",
                        geometry.at(ConfigurationBlobDescriptor.RSW_AREA_COUNT_OFFSET),
                        geometry.at(ConfigurationBlobDescriptor.RSW_FIRST_AREA_OFFSET)),
                partitions.partitions(),
                channels.channels(),
                partitions.ipvis());
        Problems problems = new Problems(Location.ofFile(file));
        ConfigurationChecks.check(configuration, blob.options(), problems);
        problems.throwIfAny();
        new BlobDerivedTables(blob, configuration).check();
        return configuration;
    }

    private HypervisorConfiguration hypervisor() {
        BlobGeometry geometry = blob.options().geometry();
        List<MemoryArea> areas = memory.areas(
                "hypervisor",
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_AREA_COUNT_OFFSET),
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_FIRST_AREA_OFFSET));
        if (areas.size() != 1) {
            throw blob.refuse("hypervisor", "expected one memory area, found %d", areas.size());
        }
        return new HypervisorConfiguration(
                areas.getFirst(),
                devices.reference(
                        "hypervisor console",
                        geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_CONSOLE_OFFSET)),
                devices.reference(
                        "health-monitor device",
                        geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_HM_DEVICE_OFFSET)),
                healthMonitor.table(
                        "hypervisor",
                        geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_HM_TABLE_OFFSET),
                        HmRules::permittedForHypervisor),
                devices.trace(
                        "hypervisor", geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_TRACE_DEVICE_OFFSET)));
    }
}
