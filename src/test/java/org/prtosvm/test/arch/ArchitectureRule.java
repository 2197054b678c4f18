package org.prtosvm.test.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the architecture that the compiler does not enforce. Each knows the planted class that breaks it, so that a
 * rule which can no longer fail (a renamed package, a mistyped pattern) is noticed.
 */
enum ArchitectureRule {
    /** Maven enforces the direction of modules; this one holds even if a dependency is added to a pom. */
    MODULES_USE_ONLY_MODULES_BELOW("UsesHypervisor") {
        @Override
        ArchRule under(String root) {
            return each(
                    MODULES.keySet(),
                    module -> noClasses()
                            .that()
                            .resideInAnyPackage(packagesOf(root, Set.of(module)))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(packagesOf(root, forbiddenTo(module))));
        }
    },

    /** A chip knows the buses it hangs on, and nothing else of the processor. */
    DEVICES_SEE_ONLY_THE_BUSES_OF_CPU("UsesCpuState") {
        @Override
        ArchRule under(String root) {
            return noClasses()
                    .that()
                    .resideInAPackage(root + ".devices..")
                    .should()
                    .dependOnClassesThat(resideIn(root + ".cpu..").and(resideOutsideOf(root + ".cpu.bus..")));
        }
    },

    /** Packages called internal are their own module's business. */
    INTERNAL_PACKAGES_STAY_IN_THEIR_MODULE("UsesInternals") {
        @Override
        ArchRule under(String root) {
            return each(
                    MODULES.keySet(),
                    module -> noClasses()
                            .that(resideIn(root + "..").and(resideOutsideOf(packagesOf(root, Set.of(module)))))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(Stream.of(packagesOf(root, Set.of(module)))
                                    .map(pattern -> pattern.replaceAll("\\.\\.$", "..internal.."))
                                    .toArray(String[]::new)));
        }
    },

    /** Bytecode is written in one place. */
    ONLY_TRANSLATOR_SEES_ASM("UsesAsm") {
        @Override
        ArchRule under(String root) {
            return noClasses()
                    .that(resideIn(root + "..").and(resideOutsideOf(root + ".translator..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.objectweb.asm..");
        }
    },

    /** Byte Buddy builds dispatch tables, and nothing else. */
    ONLY_DISPATCH_SEES_BYTE_BUDDY("UsesByteBuddy") {
        @Override
        ArchRule under(String root) {
            return noClasses()
                    .that(resideIn(root + "..").and(resideOutsideOf(root + "..dispatch..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("net.bytebuddy..");
        }
    },

    /** The command line is a matter of the tools. */
    ONLY_TOOLS_SEES_PICOCLI("UsesPicocli") {
        @Override
        ArchRule under(String root) {
            return noClasses()
                    .that(resideIn(root + "..").and(resideOutsideOf(root + ".tools..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("picocli..");
        }
    },

    /** Within a module, packages use each other in one direction. */
    PACKAGES_HAVE_NO_CYCLES("Left") {
        @Override
        ArchRule under(String root) {
            return each(
                    MODULES.keySet(),
                    module -> slices().matching(root + "." + module + ".(**)")
                            .should()
                            .beFreeOfCycles());
        }
    },

    /** A package without the annotation escapes the null checks of the build. */
    PACKAGES_ARE_NULL_MARKED("Unmarked") {
        @Override
        ArchRule under(String root) {
            return classes()
                    .that()
                    .resideInAPackage(root + "..")
                    .should(new ArchCondition<>("be in a @NullMarked package") {
                        @Override
                        public void check(JavaClass type, ConditionEvents events) {
                            boolean marked = type.getPackage()
                                    .tryGetAnnotationOfType(NullMarked.class)
                                    .isPresent();
                            events.add(new SimpleConditionEvent(
                                    type,
                                    marked,
                                    type.getName() + (marked ? " is" : " is not") + " in a @NullMarked package"));
                        }
                    });
        }
    };

    /** Each module (first package below the root) with those it may use. */
    static final Map<String, Set<String>> MODULES = Map.of(
            "abi", Set.of(),
            "cpu", Set.of(),
            "devices", Set.of("cpu"),
            "translator", Set.of("cpu"),
            "prtos", Set.of("abi", "cpu"),
            "tools", Set.of("abi", "cpu", "devices", "translator", "prtos"),
            "bench", Set.of("abi", "cpu", "devices", "translator", "prtos", "tools"));

    private final String planted;

    ArchitectureRule(String planted) {
        this.planted = planted;
    }

    /** Returns the simple name of the class under {@code planted} that breaks this rule. */
    String planted() {
        return planted;
    }

    /**
     * Returns this rule for a package tree.
     *
     * @param root package whose sub-packages are the modules
     */
    abstract ArchRule under(String root);

    private static ArchRule each(Set<String> modules, Function<String, ArchRule> ruleOf) {
        List<ArchRule> rules = new TreeSet<>(modules)
                .stream()
                        .map(module -> ruleOf.apply(module).allowEmptyShould(true))
                        .toList();
        return CompositeArchRule.of(rules);
    }

    private static Set<String> forbiddenTo(String module) {
        Set<String> forbidden = new TreeSet<>(MODULES.keySet());
        forbidden.removeAll(MODULES.getOrDefault(module, Set.of()));
        forbidden.remove(module);
        return forbidden;
    }

    /** Package patterns of modules. The translator has a second package, the one its classes are defined in. */
    private static String[] packagesOf(String root, Set<String> modules) {
        return modules.stream()
                .flatMap(module -> module.equals("translator") ? Stream.of(module, "translated") : Stream.of(module))
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> resideIn(String... packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaClass> resideOutsideOf(String... packages) {
        return JavaClass.Predicates.resideOutsideOfPackages(packages);
    }
}
