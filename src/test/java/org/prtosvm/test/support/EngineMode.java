package org.prtosvm.test.support;

import java.util.List;
import org.prtosvm.tools.machine.EngineKind;
import org.prtosvm.tools.machine.MachineOptions;
import org.prtosvm.translator.TranslationPolicy;

/**
 * A way to execute guest code.
 *
 * @param name for messages
 * @param engine engine
 * @param policy translation policy
 */
public record EngineMode(String name, EngineKind engine, TranslationPolicy policy) {
    /** Closures only. */
    public static final EngineMode INTERPRETER =
            new EngineMode("interpreter", EngineKind.INTERPRETER, TranslationPolicy.hot());
    /** Everything translated before its first execution. */
    public static final EngineMode EAGER = new EngineMode("eager", EngineKind.JIT, TranslationPolicy.eager());
    /** Translated as a seed decides. */
    public static final EngineMode RANDOM =
            new EngineMode("random:" + Seeds.seed(), EngineKind.JIT, TranslationPolicy.random(Seeds.seed()));
    /** As users run it: hot code translated in the background. */
    public static final EngineMode HOT = new EngineMode("hot", EngineKind.JIT, TranslationPolicy.hot());

    /** @return all ways */
    public static List<EngineMode> all() {
        return List.of(INTERPRETER, EAGER, RANDOM, HOT);
    }

    /** @return the default options of a machine with this way of executing */
    public MachineOptions options() {
        return MachineOptions.DEFAULT.withEngine(engine, policy);
    }

    @Override
    public String toString() {
        return name;
    }
}
