// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that implements a hypercall.
 *
 * <p>The method is a public instance method of a public class. Its first parameter is the caller, followed by up to five {@code int}
 * parameters: EBX, ECX, EDX, ESI and EDI, as many as the call uses. It returns the new value of EAX, or nothing for a call that leaves
 * EAX unchanged.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Hypercall {
    /**
     * The number of the call.
     *
     * @return a constant of {@link org.prtosvm.abi.HypercallNumber}
     */
    int number();

    /**
     * Argument words of an entry in a batch of calls. Not always the number of registers that the call uses. Source: ABI 02-hypercalls,
     * 4.1, column "n".
     *
     * @return 0 to 5
     */
    int arguments();

    /**
     * Who may make the call.
     *
     * @return {@link Permission#SYSTEM} if the right is checked before everything else and for every argument
     */
    Permission permission() default Permission.ANY;
}
