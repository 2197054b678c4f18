// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a system description, without byte order mark and with line ends normalised to one line feed; turns offsets into lines and
 * columns, and back.
 */
final class SourceText {
    private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=<>/\"']+)\\s*=\\s*(\"[^\"]*\"|'[^']*')");

    private final String file;
    private final String text;
    private final int[] lineStarts;

    SourceText(String file, String text) {
        this.file = file;
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.text = unmarked.replace("\r\n", "\n").replace('\r', '\n');
        this.lineStarts = lineStarts(this.text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
        int line = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            starts[line++] = at + 1;
        }
        return starts;
    }

    /** The normalised text. */
    String text() {
        return text;
    }

    /** The offset of a line and column, both from 1. */
    int offset(int line, int column) {
        return lineStarts[line - 1] + column - 1;
    }

    /** The place of an offset into the text. */
    Location locate(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Location(file, line + 1, offset - lineStarts[line] + 1);
    }

    /** The offset at which the start tag begins that ends before an offset; a start tag has no other "less than" sign. */
    int startOfTag(int end) {
        return Math.max(text.lastIndexOf('<', end - 1), 0);
    }

    /** The place of the name of an attribute in a start tag, or of the tag if it is not found. */
    Location locateAttribute(int tagStart, int tagEnd, String qualifiedName) {
        Matcher matcher = ATTRIBUTE.matcher(text).region(tagStart, tagEnd);
        while (matcher.find()) {
            if (matcher.group(1).equals(qualifiedName)) {
                return locate(matcher.start());
            }
        }
        return locate(tagStart);
    }
}
