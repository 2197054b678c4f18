package org.prtosvm.test.processor;

import java.util.List;

/**
 * A program and what must hold at its end.
 *
 * @param area folder; its image is {@link CaseFile#bytes}
 * @param name what is tested
 * @param entry where the program is
 * @param bits 16 for real mode, 32 for protected mode
 * @param expectations what must hold
 */
record ProcessorCase(String area, String name, int entry, int bits, List<Expectation> expectations) {
    /** @return how many events must have been logged */
    int events() {
        return (int) expectations.stream()
                .filter(each -> each.kind() == Expectation.EVENT)
                .count();
    }

    /** @return how the run must end: a constant of {@link org.prtosvm.cpu.state.Exit} */
    int exit() {
        return expectations.stream()
                .filter(Expectation::isExit)
                .mapToInt(Expectation::value)
                .findFirst()
                .orElse(org.prtosvm.cpu.state.Exit.HALT);
    }

    @Override
    public String toString() {
        return area + ": " + name;
    }
}
