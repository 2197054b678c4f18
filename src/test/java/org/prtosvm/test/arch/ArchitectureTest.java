package org.prtosvm.test.arch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the project to its architecture, and each rule to being able to fail. */
@Tag("arch")
class ArchitectureTest {
    private static final String PROJECT = "org.prtosvm";
    private static final String PLANTED = "org.prtosvm.test.arch.planted";

    /** The tests themselves may use everything; what JMH generates follows JMH's own rules. */
    private static final ImportOption WITHOUT_TESTS =
            location -> !location.contains("/org/prtosvm/test/") && !location.contains("/jmh_generated/");

    private static final JavaClasses PROJECT_CLASSES =
            new ClassFileImporter().withImportOption(WITHOUT_TESTS).importPackages(PROJECT);
    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    @ParameterizedTest
    @EnumSource
    void shouldHoldInTheProject(ArchitectureRule rule) {
        rule.under(PROJECT).check(PROJECT_CLASSES);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailOnThePlantedViolation(ArchitectureRule rule) {
        AssertionError failure =
                assertThrows(AssertionError.class, () -> rule.under(PLANTED).check(PLANTED_CLASSES));
        assertTrue(
                String.valueOf(failure.getMessage()).contains("." + rule.planted()),
                () -> "fails, but not for " + rule.planted() + ": " + failure.getMessage());
    }

    /** A rule about a package that no longer exists would hold for ever. */
    @ParameterizedTest
    @MethodSource("modules")
    void shouldSeeClassesOfEveryModule(String module) {
        String packagePrefix = PROJECT + "." + module;
        assertTrue(
                PROJECT_CLASSES.stream()
                        .anyMatch(type -> (type.getPackageName() + ".").startsWith(packagePrefix + ".")),
                () -> "no class found in " + packagePrefix);
    }

    static Iterable<String> modules() {
        return ArchitectureRule.MODULES.keySet();
    }
}
