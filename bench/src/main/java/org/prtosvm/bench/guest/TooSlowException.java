package org.prtosvm.bench.guest;

import java.io.IOException;

/** A process needs so long for a round that it is not worth measuring. */
final class TooSlowException extends IOException {
    TooSlowException(String message) {
        super(message);
    }
}
