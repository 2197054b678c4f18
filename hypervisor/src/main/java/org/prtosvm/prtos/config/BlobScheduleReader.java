// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.prtos.config.BlobBytes.Run;
import org.prtosvm.prtos.config.BlobBytes.Table;

/** Reads processors, plans and slots of a configuration blob. */
final class BlobScheduleReader {
    private final BlobBytes blob;
    private final BlobNames names;
    private final Table plans;
    private final Table slots;

    BlobScheduleReader(BlobBytes blob, BlobNames names) {
        this.blob = blob;
        this.names = names;
        this.plans = blob.table(
                "plans", ConfigurationBlobDescriptor.PLAN_TABLE_OFFSET, ConfigurationBlobDescriptor.PLAN_LENGTH);
        this.slots = blob.table(
                "slots", ConfigurationBlobDescriptor.SLOT_TABLE_OFFSET, ConfigurationBlobDescriptor.SLOT_LENGTH);
    }

    List<Processor> processors() {
        int hypervisor = ConfigurationBlobDescriptor.HYPERVISOR_OFFSET;
        int count = blob.number(
                "number of processors",
                hypervisor + ConfigurationBlobDescriptor.HYPERVISOR_CPU_COUNT_OFFSET,
                blob.options().maxCpus());
        List<Processor> read = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            read.add(processor(
                    "processor " + index,
                    hypervisor
                            + ConfigurationBlobDescriptor.HYPERVISOR_CPU_TABLE_OFFSET
                            + index * ConfigurationBlobDescriptor.CPU_LENGTH));
        }
        return read;
    }

    private Processor processor(String name, int at) {
        Run run = blob.run(
                name,
                plans,
                at + ConfigurationBlobDescriptor.CPU_FIRST_PLAN_OFFSET,
                at + ConfigurationBlobDescriptor.CPU_PLAN_COUNT_OFFSET);
        List<Plan> read = new ArrayList<>();
        for (int index = 0; index < run.count(); index++) {
            read.add(plan(name + " plan " + index, plans.entry(run.first() + index)));
        }
        return new Processor(
                blob.word(name, at + ConfigurationBlobDescriptor.CPU_ID_OFFSET),
                Integer.toUnsignedLong(blob.word(name, at + ConfigurationBlobDescriptor.CPU_FREQUENCY_OFFSET)),
                read);
    }

    private Plan plan(String name, int at) {
        Run run = blob.run(
                name,
                slots,
                at + ConfigurationBlobDescriptor.PLAN_FIRST_SLOT_OFFSET,
                at + ConfigurationBlobDescriptor.PLAN_SLOT_COUNT_OFFSET);
        List<Slot> read = new ArrayList<>();
        for (int index = 0; index < run.count(); index++) {
            read.add(slot(name + " slot " + index, slots.entry(run.first() + index)));
        }
        return new Plan(
                names.ownName(name, at + ConfigurationBlobDescriptor.PLAN_NAME_OFFSET),
                blob.word(name, at + ConfigurationBlobDescriptor.PLAN_ID_OFFSET),
                Integer.toUnsignedLong(blob.word(name, at + ConfigurationBlobDescriptor.PLAN_MAJOR_FRAME_OFFSET)),
                read);
    }

    private Slot slot(String name, int at) {
        return new Slot(
                blob.word(name, at + ConfigurationBlobDescriptor.SLOT_ID_OFFSET),
                blob.word(name, at + ConfigurationBlobDescriptor.SLOT_PARTITION_OFFSET),
                blob.word(name, at + ConfigurationBlobDescriptor.SLOT_VCPU_OFFSET),
                Integer.toUnsignedLong(blob.word(name, at + ConfigurationBlobDescriptor.SLOT_START_OFFSET)),
                Integer.toUnsignedLong(blob.word(name, at + ConfigurationBlobDescriptor.SLOT_END_OFFSET)));
    }
}
