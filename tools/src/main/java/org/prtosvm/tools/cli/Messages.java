package org.prtosvm.tools.cli;

import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.config.ConfigurationException;
import org.prtosvm.prtos.host.SetupException;
import org.prtosvm.prtos.image.ImageException;
import org.prtosvm.tools.board.BoardException;
import org.prtosvm.tools.sdk.SdkException;
import org.prtosvm.tools.snapshot.SnapshotException;
import org.prtosvm.tools.toolchain.ToolException;
import org.prtosvm.tools.vectors.VectorsException;

/** Wording of messages to the user. */
final class Messages {
    private Messages() {}

    /**
     * Tells refusals of the user's input from errors of this program.
     *
     * @param problem what ended a command
     * @return true if its message is for the user and enough
     */
    static boolean isUserMistake(Throwable problem) {
        return problem instanceof CommandException
                || problem instanceof ToolException
                || problem instanceof ConfigurationException
                || problem instanceof ImageException
                || problem instanceof SetupException
                || problem instanceof BoardException
                || problem instanceof SdkException
                || problem instanceof VectorsException
                || problem instanceof VectorsException
                || problem instanceof SnapshotException;
    }

    /**
     * Makes the first letter lower case, as in all messages of this program.
     *
     * @param text a message or null
     * @return the message
     */
    static String decapitalised(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "wrong use";
        }
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
